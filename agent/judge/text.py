"""An answer cut into statements, each with its place in what was said.

Transcripts come without full stops: a stretch too long for one thought is cut where speech would pause.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONG = 30
"""Words beyond which a sentence is cut at a pause."""

_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?\S)|(?<=[\w|/\"']>)\s+|\s{4,}|\n{1,}")
"""Full stops and line ends; also tags, and where hidden characters stood."""
_PAUSE = re.compile(
    r"(?:[;:—]|,)\s+|\s(?=(?:and then|and so|but|because|so that|so|which means|then|also|instead|otherwise|whereas|and)\s)"
)
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*%?")
_FILLER = re.compile(
    r"\b(?:um+|uh+|erm*|hmm+|you know|i mean|sort of|kind of|basically|actually|like,|okay so|right so|let me think)\b[ ,]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unit:
    """One statement: its text without fillers, and where it stands in the answer."""

    text: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """Lower-case words, numbers and percentages."""
    return list(_words(text))


@lru_cache(maxsize=4096)  # a statement is asked for its words by everyone who looks at it
def _words(text: str) -> tuple[str, ...]:
    return tuple(w.lower().replace("’", "'") for w in _WORD.findall(text))


def units(answer: str) -> list[Unit]:
    """The statements of an answer in order; repeated ones are kept once."""
    out: list[Unit] = []
    seen: set[str] = set()
    for start, end in _sentences(answer):
        for a, b in _pauses(answer, start, end):
            text = " ".join(_FILLER.sub("", answer[a:b]).split()).strip(" ,;:—-")
            key = " ".join(words(text))
            if key and key not in seen:
                seen.add(key)
                out.append(Unit(text, a, b))
    return out


def neighbours(parts: list[Unit]) -> list[int]:
    """The statements that the next one may belong to: a thought often takes two sentences."""
    return [i for i, (a, b) in enumerate(itertools.pairwise(parts)) if b.end - a.start < 600]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _END.finditer(text):
        yield from _trim(text, at, gap.start())
        at = gap.end()
    yield from _trim(text, at, len(text))


def _pauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long stretch at the pause nearest its middle, again and again."""
    if len(text[start:end].split()) <= LONG:
        yield from _trim(text, start, end)
        return
    middle = (start + end) / 2
    cuts = [m.end() for m in _PAUSE.finditer(text, start, end) if len(text[start : m.end()].split()) >= 6]
    cuts = [c for c in cuts if len(text[c:end].split()) >= 6]
    if cuts:
        cut = min(cuts, key=lambda c: abs(c - middle))
    elif len(text[start:end].split()) <= 2 * LONG:
        yield from _trim(text, start, end)
        return
    else:  # sixty words and no pause: between two words
        cut = next((m.end() for m in re.finditer(r"\s+", text[:end]) if m.end() >= middle), end)
        if not start < cut < end:
            yield from _trim(text, start, end)
            return
    yield from _pauses(text, start, cut)
    yield from _pauses(text, cut, end)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
