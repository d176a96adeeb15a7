"""Figures as bare words and digits: `two hundred k`, `one and a half million`, `point eight one`, `1,200`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.claims.sentences import lower

_SMALL = {w: n for n, w in enumerate("zero one two three four five six seven eight nine".split())} | {"oh": 0}
_TEENS = {
    w: n + 10
    for n, w in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "grand": 1e3, "million": 1e6, "mil": 1e6, "mn": 1e6,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?(?:e-?\d++)?|\.\d++"
_PIECE = re.compile(
    rf"(?<![\w.,])(?:{_DIGITS})|\b(?:{'|'.join((*_SMALL, *_TEENS, *_TENS, *_SCALES, 'point', 'half', 'and', 'an?'))})\b",
)
_NO_POINT = re.compile(
    r"\b(?:this|that|some|one|the|what|which|first|my|your|main|other|good|next|a|an|each|every|starting)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """One figure. `step` is half of the last digit said: what rounding alone explains."""

    start: int
    end: int
    value: float
    step: float
    unit: str = ""
    noun: str = ""
    """What was counted, in the candidate's word: `requests`, `users`."""
    per: str = ""
    """s, min, h, day, week, month, quarter or year; `each` for a share of something smaller."""
    scale: float = 1.0
    by: float = 1.0
    """What the unit multiplied the value by: a week is seven days."""
    signed: bool = False
    small: bool = False
    """A bare whole number: no claim unless something around it makes it one."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    word: str
    joined: bool
    """Only a space or a hyphen stands before it."""
    tight: bool
    """A hyphen stands before it."""


def numerals(text: str) -> Iterator[Number]:
    """Every figure of a text in order, without its unit."""
    pieces: list[_Piece] = []
    end = -1
    for match in _PIECE.finditer(lower(text)):
        gap = text[end : match.start()] if end >= 0 and match.start() - end < 8 else "?"
        pieces.append(_Piece(match.start(), match.end(), match.group(), gap == "-" or gap.isspace(), gap == "-"))
        end = match.end()
    at = 0
    while at < len(pieces):
        got = _Reader(text, pieces, at).read()
        if got is None:
            at += 1
        else:
            number, at = got
            yield number


class _Reader:
    """Reads one figure from a run of number words and digits: `two hundred k`, `one and a half million`, `point eight one`."""

    def __init__(self, text: str, pieces: list[_Piece], at: int) -> None:
        self.text, self.pieces, self.at, self.first = text, pieces, at, at
        self.step, self.scale = 0.5, 1.0

    def word(self, ahead: int = 0) -> str:
        """The piece to come, if it belongs to the same run."""
        at = self.at + ahead
        if at >= len(self.pieces):
            return ""
        piece = self.pieces[at]
        if at > self.first and (
            not piece.joined or (piece.tight and (piece.word[0] in ".0123456789" or self._digits(at - 1)))
        ):
            return ""
        return piece.word

    def _digits(self, at: int) -> bool:
        return self.pieces[at].word[0] in ".0123456789"

    def read(self) -> tuple[Number, int] | None:
        value = self._lead()
        if value is None:
            return None
        total = 0.0
        while True:
            while self.word() in _SCALES:
                by = _SCALES[self.word()]
                value, self.step, self.scale = value * by, self.step * by, self.scale * by
                self.at += 1
            total += value
            skip = 1 if self.word() == "and" else 0
            tail = self._tail(skip)
            if self.scale < 1000 or tail is None or tail >= self.scale:
                break
            self.at += skip
            before = self.scale
            self.step, self.scale = 0.5, 1.0
            value = self._group() or 0.0
            if self.word() not in _SCALES:
                self.scale = before
                total += value
                break
        start, end = self.pieces[self.first].start, self.pieces[self.at - 1].end
        return Number(start, end, total, self.step, scale=self.scale, small=total % 1 == 0 and total < 1000), self.at

    def _tail(self, skip: int) -> float | None:
        """How large the next part of a long figure is: `two thousand | three hundred`."""
        word = self.word(skip)
        if word not in _SMALL and word not in _TEENS and word not in _TENS:
            return None
        last = _SCALES.get(self.word(skip + 1)) or _SCALES.get(self.word(skip + 2)) or 1.0
        return last

    def _lead(self) -> float | None:
        word = self.word()
        if word in ("a", "an"):
            if self.word(1) not in ("hundred", "thousand", "million", "billion", "trillion"):
                return None
            self.at += 1
            return self._hundreds(1.0)
        if word == "half":
            skip = 1 if self.word(1) == "a" else 0
            if self.word(1 + skip) not in ("million", "billion", "thousand", "trillion"):
                return None
            self.at += 1 + skip
            return 0.5
        if word == "point":
            here = self.pieces[self.at].start
            if _NO_POINT.search(self.text, max(0, here - 12), here):
                return None
            return self._decimals(0.0)
        if word in _SCALES or word == "and":
            return None
        return self._group()

    def _group(self) -> float | None:
        word = self.word()
        if word[:1] in set(".0123456789") and word:
            self.at += 1
            value = float(word.replace(",", ""))
            places = len(word.partition("e")[0].partition(".")[2])
            self.step = 0.5 * 10.0**-places if "e" not in word else value / 20
            return self._half(value)
        value = self._under_hundred()
        if value is None:
            return None
        if 1 <= value <= 9 and self.word() in _TENS | _TEENS.keys():  # "one twenty" is a hundred and twenty
            value = value * 100 + (self._under_hundred() or 0)
            return self._half(value)
        return self._half(self._hundreds(value))

    def _hundreds(self, value: float) -> float:
        if self.word() != "hundred" or value >= 100:
            return value
        self.at += 1
        value *= 100
        skip = 1 if self.word() == "and" and not self._between() else 0
        if self.word(skip) in _SMALL | _TEENS | _TENS and (skip or self.word(0) != "and"):
            mark = self.at
            self.at += skip
            more = self._under_hundred() or 0
            if self.word() == "hundred":  # "one hundred and two hundred" are two figures
                self.at = mark
                return value
            value += more
        return value

    def _between(self) -> bool:
        here = self.pieces[self.first].start
        return "between" in self.text[max(0, here - 16) : here].lower()

    def _under_hundred(self) -> float | None:
        word = self.word()
        if word in _TENS:
            self.at += 1
            if _SMALL.get(self.word(), 0) > 0:
                self.at += 1
                return float(_TENS[word] + _SMALL[self.pieces[self.at - 1].word])
            return float(_TENS[word])
        if word in _TEENS or word in _SMALL:
            self.at += 1
            return float(_TEENS.get(word, _SMALL.get(word, 0)))
        return None

    def _half(self, value: float) -> float:
        """What follows a whole part: `and a half`, `point nine`."""
        if self.word() == "and" and self.word(1) == "a" and self.word(2) == "half":
            self.at += 3
            self.step /= 2
            return value + 0.5
        if self.word() == "point" and (self.word(1) in _SMALL | _TEENS | _TENS):
            decimals = self._decimals(value)
            return value if decimals is None else decimals
        return value

    def _decimals(self, whole: float) -> float | None:
        mark = self.at
        self.at += 1
        digits = ""
        while len(digits) < 6 and self.word() in _SMALL:
            digits += str(_SMALL[self.word()])
            self.at += 1
        if not digits and (tens := self._under_hundred()) is not None:
            digits = str(int(tens))
        if not digits:
            self.at = mark
            return None
        self.step = 0.5 * 10.0 ** -len(digits)
        return whole + float(f"0.{digits}")
