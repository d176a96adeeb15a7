"""What may have been misheard: figures that sound like others, and words the ears were not sure of.

A figure in doubt is asked about or kept out of arithmetic: nobody is challenged over a number they did not say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ui.voice.ears import Heard, Word
from ui.voice.spoken import number

UNSURE_PAIR, UNSURE_NUMBER, UNSURE_BEFORE_UNIT = 0.9, 0.55, 0.45
"""Confidence under which a figure is doubted: one with a twin (eighteen, eighty), any other, and a word where one should be."""
GARBAGE, GARBAGE_WORDS = 0.38, 0.6
"""A transcript is garbage when its mean confidence is below the first, or this share of its words is below .3."""
MERE = 3
"""Words up to which a second sentence of that reply says the same again: `Eighteen. One eight.`"""
_TWINS = {n: (n - 10) * 10 for n in range(13, 20)} | {(n - 10) * 10: n for n in range(13, 20)}
_NAMES = {number(str(n)): n for n in range(1, 100)}
_UNIT = re.compile(
    r"^(?:%|percent|percentage|per cent|ms|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|times|x|gb|gigabytes?|mb|megabytes?|million|billion|thousand|k|qps|"
    r"requests|queries|users|gpus|tokens|dollars|points?)[.,;?!]*$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class Doubt:
    """Words that may be another number. `options`: what it may be, as figures; empty when anything may."""

    first: int
    last: int
    said: str
    options: tuple[str, ...] = ()
    unit: str = ""
    zeros: str = ""
    """What stands behind every option: `,000` where fourteen thousand may have been forty thousand."""

    @property
    def question(self) -> str:
        """How it is asked; only doubts with options are."""
        a, b = (number(o + self.zeros) for o in self.options)
        return f"Did you say {a} or {b}{' ' + self.unit if self.unit else ''}?"


@dataclass(frozen=True)
class Confirming:
    """An answer that waits for the reply to `did you say eighteen or eighty?`."""

    doubt: Doubt
    words: Sequence[Word]
    ready: float
    interrupted: bool


def doubts(words: Sequence[Word]) -> list[Doubt]:
    """Every figure that should not be relied on."""
    found = []
    for n, word in enumerate(words):
        plain = re.sub(r"[^\w%$.,-]", "", word.text.lower()).strip(".,")
        after = words[n + 1].text if n + 1 < len(words) else ""
        unit = "percent" if plain.endswith("%") else after.strip(".,;?!").lower() if _UNIT.match(after) else ""
        bare = plain.strip("$%").rstrip("kmbx")
        digits = bare.partition(",")[0]
        zeros = bare.removeprefix(digits) if re.fullmatch(r"\d\d(?:,000)+", bare) else ""
        value = int(digits) if digits.isdigit() and len(digits) < 3 and (zeros or digits == bare) else _NAMES.get(plain)
        if value in _TWINS and word.confidence < UNSURE_PAIR:
            found.append(Doubt(n, n, word.text, tuple(map(str, sorted((value, _TWINS[value])))), unit, zeros))
            continue
        if unit == "percent" and digits.isdigit() and int(digits) > 100 and word.confidence < UNSURE_PAIR:
            found.append(Doubt(n, n, word.text, unit=unit))  # `on 85 %` is easily heard as 185 %
            continue
        figure = value is not None or _FIGURE.search(plain)
        bound = UNSURE_NUMBER if figure else UNSURE_BEFORE_UNIT if unit else 0.0
        if word.confidence < bound:
            found.append(Doubt(n, n, word.text, unit=unit))
    return found


def settled(doubt: Doubt, reply: str) -> str:
    """The figure the reply names; empty when it names none."""
    said = [_NAMES.get(w) or (int(w) if w.isdigit() else None) for w in re.findall(r"[a-z-]+|\d+", reply.lower())]
    named = [str(v) for v in said if v is not None]
    if doubt.options:
        of_these = [v for v in named if v in doubt.options]
        if of_these:
            return of_these[-1] + doubt.zeros
        for option, names in zip(
            doubt.options, ("first|former|lower|smaller", "second|latter|higher|bigger|larger"), strict=True
        ):
            if re.search(
                rf"(?<!\ba )(?<!\bone )(?<!\banother )\b(?:{names})\b", reply.lower()
            ):  # not the one of `give me a second`
                return option + doubt.zeros
    return named[-1] if named else ""


def corrected(doubt: Doubt, reply: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """The words with the figure that the reply names in the place of the one in doubt, and with what else the reply says."""
    told, more = list(words), _beyond(doubt, reply)
    settles = reply[: len(reply) - len(more)]
    figure = settled(doubt, " ".join(w.text for w in settles))
    if figure:
        old = words[doubt.first]
        shown = f"{'$' * ('$' in old.text)}{figure}{'%' * ('%' in old.text)}"
        told[doubt.first] = replace(old, text=shown + old.text[len(old.text.rstrip(".,;?!")) :], confidence=1.0)
    return [*told, *more]


def _beyond(doubt: Doubt, reply: Sequence[Word]) -> list[Word]:
    """The part of a reply that goes on with the answer: sentences after the one that names a figure, unless they are a word or two."""
    ends = [n for n, word in enumerate(reply, 1) if word.text[-1:] in (".", "?", "!")] or [len(reply)]
    names = (n for n in ends if settled(doubt, " ".join(w.text for w in reply[:n])))
    more = list(reply[next(names, ends[0]) :])
    return more if len(more) > MERE else []


def garbage(heard: Heard) -> bool:
    """Whether what was written down is no transcript of anything."""
    words = heard.words
    if not words:
        return True
    low = sum(w.confidence < 0.3 for w in words) / len(words)
    return heard.confidence < GARBAGE or (len(words) >= 4 and low > GARBAGE_WORDS)
