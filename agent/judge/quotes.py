"""A quote counts only when it is in the answer: found after normalising spaces and case, given back as it was said."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from agent.state import Verdict


@dataclass(frozen=True)
class Place:
    """Where a quote stands in the answer, and its words exactly as they stand there."""

    start: int
    end: int
    text: str


_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_UNEVEN = re.compile(r"\s\s|[^\S ]")
"""Spaces that a quote may lack or have otherwise."""


def find_quote(answer: str, quote: str) -> Place | None:
    """The first place where the quote stands; None when it does not, or when it is empty."""
    wanted = _folded(quote.strip().strip("\"'“”‘’").removesuffix("…").removesuffix("...").strip())
    if not wanted:
        return None
    text = _folded(answer)
    if not _UNEVEN.search(text):  # the usual case, without compiling a pattern
        flat = " ".join(wanted.split())
        start = text.find(flat)
        return Place(start, start + len(flat), answer[start : start + len(flat)]) if start >= 0 else None
    match = re.search(r"\s+".join(re.escape(part) for part in wanted.split()), text)
    return Place(match.start(), match.end(), answer[match.start() : match.end()]) if match else None


def verified(verdict: Verdict, answer: str) -> Verdict:
    """The verdict with its quote's true place; without a level when it claims one and has no such quote."""
    if verdict.level is None or verdict.level == 0:
        return verdict
    place = find_quote(answer, verdict.quote)
    if place:
        return verdict.model_copy(update={"quote": place.text, "start": place.start, "end": place.end})
    why = "no quote was given" if not verdict.quote.strip() else "its quote is not in the answer"
    return verdict.model_copy(
        update={"level": None, "degree": None, "quote": "", "start": None, "end": None, "failure": f"unscored: {why}"}
    )


@lru_cache(maxsize=128)
def _folded(text: str) -> str:
    """Letter by letter, so that places in the folded text are places in the text."""
    plain = text.translate(_SAME)
    if plain.isascii():
        return plain.lower()
    return "".join(_letter(c) for c in text)


def _letter(c: str) -> str:
    low = c.translate(_SAME).lower()
    return low if len(low) == 1 else unicodedata.normalize("NFC", c)[:1]
