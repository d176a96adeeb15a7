"""Where sentences begin and end. Transcripts come without full stops: a stretch too long for one thought is cut at a pause."""

import re

LONG, LONGEST = 28, 60
"""Words after which a pause ends a sentence, and after which any space does."""

_END = re.compile(r"(?:(?<![.!?])[.!?]++[\"')\]]*+(?=\s)|\n+|[;。！？])\s*")
_WORD = re.compile(r"\S+")
_PAUSE = {"and", "but", "so", "because", "then", "which", "whereas", "also"}


_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def lower(text: str) -> str:
    """The text in small letters with every offset kept, as `str.lower` may lengthen it: patterns then run twice as fast."""
    return text.translate(_SMALL)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in order."""
    out: list[tuple[int, int]] = []
    at = 0
    for gap in _END.finditer(text):
        out += _cut(text, at, gap.end())
        at = gap.end()
    return out + _cut(text, at, len(text))


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out, first, count, last = [], -1, 0, start
    for match in _WORD.finditer(text, start, end):
        if first >= 0 and (
            count >= LONGEST or (count >= LONG and (match.group().lower() in _PAUSE or text[last - 1] == ","))
        ):
            out.append((first, last))
            first, count = -1, 0
        if first < 0:
            first = match.start()
        last, count = match.end(), count + 1
    return [*out, (first, last)] if first >= 0 else out
