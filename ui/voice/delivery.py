"""How something was said, apart from what: pace, pauses, fillers, the time before answering.

Nothing here reaches a score. The figures ride along with the turn and are read back from it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from agent.state import Turn
from ui.voice.ears import Word
from ui.voice.turns import FILLERS

PAUSE = 1.0
"""Seconds of silence inside an answer, from which it is a pause."""
_DOUBLED = re.compile(r"\b(the|a|an|i|we|to|and|of|in|is|it|so|but|you|they)((?:,)?\s+\1\b)+", re.IGNORECASE)


@dataclass(frozen=True)
class Delivery:
    """One answer, or several added up. Seconds throughout."""

    before: float = 0.0
    """From the end of the question to the first word."""
    length: float = 0.0
    """From the first word to the last."""
    words: int = 0
    fillers: int = 0
    pauses: int = 0
    longest: float = 0.0
    silent: float = 0.0
    """All pauses together."""
    interrupted: int = 0
    answers: int = 1
    parts: dict[str, float] = field(default_factory=dict)
    """Share of the words in each part of a story, where the parts are known."""

    @property
    def pace(self) -> float:
        """Words a minute while speaking, fillers left out; 0 when too little was said to tell."""
        speaking = self.length - self.silent
        return 60 * self.words / speaking if speaking >= 5 else 0.0

    def timings(self) -> tuple[tuple[str, float], ...]:
        """As a turn keeps it."""
        return (
            ("voice.before", round(self.before, 2)),
            ("voice.length", round(self.length, 2)),
            ("voice.words", float(self.words)),
            ("voice.fillers", float(self.fillers)),
            ("voice.pauses", float(self.pauses)),
            ("voice.longest", round(self.longest, 2)),
            ("voice.silent", round(self.silent, 2)),
            ("voice.interrupted", float(self.interrupted)),
        )


def measured(words: Sequence[Word], before: float = 0.0, interrupted: bool = False) -> Delivery:
    """One answer, from its words with their times."""
    if not words:
        return Delivery(before=before, interrupted=int(interrupted))
    gaps = [b.start - a.end for a, b in pairwise(words)]
    long = [g for g in gaps if g >= PAUSE]
    fillers = sum(is_filler(w.text) for w in words)
    return Delivery(
        before=max(0.0, before),
        length=words[-1].end - words[0].start,
        words=len(words) - fillers,
        fillers=fillers,
        pauses=len(long),
        longest=max(long, default=0.0),
        silent=sum(long),
        interrupted=int(interrupted),
    )


def kept(timings: Iterable[tuple[str, float]]) -> Delivery | None:
    """What a turn says of its delivery; None for one that was typed."""
    told = {name.removeprefix("voice."): value for name, value in timings if name.startswith("voice.")}
    if not told:
        return None
    counts = (int(told.get(k, 0)) for k in ("words", "fillers", "pauses", "interrupted"))
    before, length, longest, silent = (told.get(k, 0.0) for k in ("before", "length", "longest", "silent"))
    words, fillers, pauses, interrupted = counts
    return Delivery(before, length, words, fillers, pauses, longest, silent, interrupted)


def together(rows: Sequence[Delivery]) -> Delivery | None:
    """Several answers as one; the time before answering is their mean."""
    if not rows:
        return None
    return Delivery(
        before=sum(r.before for r in rows) / len(rows),
        length=sum(r.length for r in rows),
        words=sum(r.words for r in rows),
        fillers=sum(r.fillers for r in rows),
        pauses=sum(r.pauses for r in rows),
        longest=max(r.longest for r in rows),
        silent=sum(r.silent for r in rows),
        interrupted=sum(r.interrupted for r in rows),
        answers=len(rows),
    )


def told(delivery: Delivery) -> list[str]:
    """As lines for a person: what was measured, without a verdict."""
    lines = []
    if delivery.pace:
        lines.append(f"{delivery.pace:.0f} words a minute over {delivery.length / 60:.1f} minutes of speaking.")
    if delivery.words:
        rate = 100 * delivery.fillers / (delivery.words + delivery.fillers)
        lines.append(f"{delivery.fillers} fillers (um, uh), {rate:.1f} in a hundred words.")
    longest = f", the longest {delivery.longest:.1f} s" if delivery.pauses else ""
    lines.append(f"{delivery.pauses} pauses of a second or more inside answers{longest}.")
    lines.append(f"{delivery.before:.1f} s on average before the first word.")
    if delivery.interrupted:
        lines.append(f"The interviewer was interrupted {delivery.interrupted} times.")
    return lines


def summary(turns: Iterable[Turn]) -> str:
    """How the spoken answers of a session were said, as Markdown; empty when none was spoken."""
    whole = together([row for turn in turns if (row := kept(turn.timings))])
    lines = told(whole) if whole else []
    return (
        "\n".join(["## Delivery", "", "Not part of the score.", "", *(f"- {line}" for line in lines)]) if lines else ""
    )


def shares(passages: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Part → share of the words, from (part, text): the share of time, as far as every word takes as long."""
    counts: dict[str, int] = {}
    for part, text in passages:
        counts[part] = counts.get(part, 0) + len(text.split())
    whole = sum(counts.values())
    return {part: count / whole for part, count in counts.items()} if whole else {}


def is_filler(text: str) -> bool:
    """Whether a word is `um` or one of its kin."""
    return re.sub(r"\W", "", text.lower()) in FILLERS


def without_fillers(words: Sequence[Word]) -> tuple[str, list[tuple[int, int]]]:
    """What is judged: the words without `um` and doubled small ones; and where each word stands in it, (0, 0) for those left out."""
    text, places = "", []
    before = ""
    for word in words:
        plain = re.sub(r"\W", "", word.text.lower())
        doubled = plain == before and _DOUBLED.fullmatch(f"{plain} {plain}") is not None
        if is_filler(word.text) or doubled:
            places.append((0, 0))
            if word.text[-1] in ".?!" and text and text[-1] not in ".?!":
                text = text.rstrip(",") + word.text[-1]
            continue
        start = len(text) + bool(text)
        shown = word.text if text and text[-1] not in ".?!" else word.text[:1].upper() + word.text[1:]
        text = f"{text} {shown}".strip()
        places.append((start, len(text)))
        before = plain
    return text, places
