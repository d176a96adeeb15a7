"""Two judges on one answer: where they are far apart there is no verdict, and where they differ it is said."""

from agent.judge.port import Judge, Task
from agent.state import Verdict

FAR = 2
"""Levels apart from which neither judge is believed."""


class Panel:
    """The first judge's verdicts, checked by a second. Its quote and reason are the first judge's."""

    def __init__(self, first: Judge, second: Judge) -> None:
        self.first, self.second = first, second

    @property
    def name(self) -> str:
        """Both judges."""
        return f"{self.first.name} with {self.second.name}"

    @property
    def version(self) -> str:
        """Changes with either."""
        return f"{self.first.version} with {self.second.version}"

    def judge(self, task: Task) -> list[Verdict]:
        """One verdict a point."""
        return [_both(a, b) for a, b in zip(self.first.judge(task), self.second.judge(task), strict=True)]


def _both(a: Verdict, b: Verdict) -> Verdict:
    if a.level is None or b.level is None or a.level == b.level:
        return a
    apart = f"{a.judge} says level {a.level}, {b.judge} says level {b.level}"
    if abs(a.level - b.level) >= FAR:
        nothing = {"level": None, "degree": None, "quote": "", "start": None, "end": None}
        return a.model_copy(update={**nothing, "failure": f"unscored: {apart}"})
    degree = None if a.degree is None or b.degree is None else (a.degree + b.degree) / 2
    sure = min(a.confidence, b.confidence) * 0.8
    return a.model_copy(update={"degree": degree, "confidence": sure, "why": f"{a.why} ({apart})".strip()})
