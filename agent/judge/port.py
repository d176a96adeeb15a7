"""What every judge takes and gives, and the contract that says which scores may be compared."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from agent.judge.features import Target
from agent.state import Verdict

NEVER_JUDGED = (
    "accent", "pronunciation", "tone of voice", "voice", "personality", "charisma", "likeable", "enthusiasm", "confidence as such",
    "native speaker", "nationality", "gender", "age", "race", "ethnicity", "religion", "disability", "appearance", "attractive",
    "marital status", "pregnancy", "sexual orientation", "family",
)  # fmt: skip
"""What a report may never score; every report is checked against it."""


@dataclass(frozen=True)
class Task:
    """One answer, and what it is judged on. Without points a judge makes them from the reference."""

    question: str
    answer: str
    points: tuple[Target, ...] = ()
    reference: str = ""
    asked: frozenset[str] = frozenset()
    """Points the candidate was asked for and has answered to: of these, what is not clearly there was not said."""


class Judge(Protocol):
    """Turns a task into one verdict a point."""

    @property
    def name(self) -> str:
        """Which judge this is, for people."""
        ...

    @property
    def version(self) -> str:
        """Changes with anything that may change a verdict: weights, head, prompts, model, settings."""
        ...

    def judge(self, task: Task) -> list[Verdict]:
        """One verdict for each point, in order."""
        ...


def contract(judge: str, version: str, task: Task) -> str:
    """Sixteen hex digits over all that a verdict depends on except the answer and what was asked for."""
    points = [[p.id, p.says, p.weight, list(p.like), list(p.unlike)] for p in task.points]
    held: Any = [judge, version, task.question, task.reference, points]
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:16]


def forbidden(texts: Sequence[str]) -> list[str]:
    """What of NEVER_JUDGED a report's own words touch (whole words, any case)."""
    import re

    said = " ".join(texts).lower()
    return [name for name in NEVER_JUDGED if re.search(rf"\b{re.escape(name)}\b", said)]
