"""How spoken answers were said, apart from what: pace, pauses, fillers, the time before answering, the time for each part.

Nothing here reaches a score. Read from the `voice.*` timings that a spoken turn keeps, so it needs nothing of the extra `voice`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from agent.interview_state import InterviewState
from agent.state import Part

ENOUGH = 5.0
"""Seconds of speaking below which a pace says nothing."""
NOT_SCORED = "Not part of the score."


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

    @property
    def pace(self) -> float:
        """Words a minute while speaking, fillers left out; 0 when too little was said to tell."""
        speaking = self.length - self.silent
        return 60 * self.words / speaking if speaking >= ENOUGH else 0.0

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


def lines(state: InterviewState) -> list[str]:
    """As lines for a person, what was measured and no verdict; none when nothing was spoken."""
    whole = together([row for turn in state.turns if (row := kept(turn.timings))])
    if whole is None:
        return []
    parts = shares(state)
    told = [f"{name}: {share:.0%}" for name, share in parts.items()]
    return [*_measured(whole), *([f"Of the time for a project's story, {', '.join(told)}."] if told else [])]


def shares(state: InterviewState) -> dict[str, float]:
    """Part of a project's story → its share of the time, over the answers that were spoken."""
    spoken = {turn.number for turn in state.turns if kept(turn.timings)}
    spent = dict.fromkeys(get_args(Part), 0.0)
    for entry in state.told:
        for part, seconds in entry.parts if entry.turn in spoken else ():
            spent[part] += seconds
    whole = sum(spent.values())
    return {part: seconds / whole for part, seconds in spent.items() if seconds} if whole else {}


def section(state: InterviewState) -> str:
    """As Markdown; empty when nothing was spoken."""
    told = lines(state)
    return (
        "\n".join(["## How it was said", "", NOT_SCORED, "", *(f"- {line}" for line in told), "", ""]) if told else ""
    )


def _measured(whole: Delivery) -> list[str]:
    many = "s" if whole.answers != 1 else ""
    told = [f"{whole.answers} spoken answer{many}, {whole.before:.1f} s on average before the first word."]
    if whole.pace:
        told.append(f"{whole.pace:.0f} words a minute over {whole.length / 60:.1f} minutes of speaking.")
    if whole.words:
        rate = 100 * whole.fillers / (whole.words + whole.fillers)
        told.append(f"{whole.fillers} fillers (um, uh), {rate:.1f} in a hundred words.")
    longest = f", the longest {whole.longest:.1f} s" if whole.pauses else ""
    told.append(f"{whole.pauses} pauses of a second or more inside answers{longest}.")
    if whole.interrupted:
        told.append(f"The interviewer was interrupted {whole.interrupted} times.")
    return told
