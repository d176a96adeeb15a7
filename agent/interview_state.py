"""The state the graph carries from node to node, and how its lists grow.

Apart from the records because LangGraph takes a second and a half to import, and judging needs only the records.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from langgraph.channels.delta import DeltaChannel

from agent.coding_records import Coded
from agent.state import (
    Brief,
    Challenge,
    Claim,
    Hint,
    Judged,
    Line,
    Move,
    Opening,
    RoundPlan,
    Sign,
    Told,
    Turn,
)


def appended(old: list[Any] | None, writes: Sequence[list[Any]]) -> list[Any]:
    """Lists only grow: a node returns its new entries."""
    return [*(old or []), *(entry for new in writes for entry in new)]


def by_id(old: list[Any] | None, writes: Sequence[list[Any]]) -> list[Any]:
    """Entries with a known id replace the earlier entry in its place; others are added."""
    rows = {_key(entry): entry for entry in old or []}
    for new in writes:
        rows.update({_key(entry): entry for entry in new})
    return list(rows.values())


def _key(entry: Any) -> str:
    return entry.id if isinstance(entry, Challenge) else entry.slot


# A plain list would be stored whole in every checkpoint, and a session's file would grow with the square of its turns.
Grows = DeltaChannel(appended)
Replaces = DeltaChannel(by_id)


@dataclass
class InterviewState:
    """Lists marked Grows or Replaces take a node's new entries; everything else takes its new value."""

    session: str = ""
    brief: Brief = field(default_factory=Brief)
    plan: Annotated[list[RoundPlan], Grows] = field(default_factory=list)
    notes: Annotated[list[str], Grows] = field(default_factory=list)
    """What the candidate is told about the plan: why these topics, what was left out."""
    round: int = 0
    slot: int = 0
    """Where we are; `slot` equal to the number of slots is the candidate's own questions."""
    stage: Literal["question", "harder", "reverse", "over"] = "question"
    turns: Annotated[list[Turn], Grows] = field(default_factory=list)
    lines: Annotated[list[Line], Grows] = field(default_factory=list)
    claims: Annotated[list[Claim], Grows] = field(default_factory=list)
    hints: Annotated[list[Hint], Grows] = field(default_factory=list)
    judged: Annotated[list[Judged], Replaces] = field(default_factory=list)
    challenges: Annotated[list[Challenge], Replaces] = field(default_factory=list)
    coded: Annotated[list[Coded], Replaces] = field(default_factory=list)
    told: Annotated[list[Told], Grows] = field(default_factory=list)
    openings: Annotated[list[Opening], Grows] = field(default_factory=list)
    """Challenges that fit the projects to defend: those of the write-ups first, then those of what is said."""
    sign: Sign | None = None
    move: Move | None = None
    said: Annotated[list[str], Grows] = field(default_factory=list)
    """Keys of the phrases used so far, so that none comes twice while others are fresh."""
    asked_at: float = 0.0
    warned: Annotated[list[str], Grows] = field(default_factory=list)
    """Clocks of which the candidate was warned: a slot's key, or `round N`."""
    failures: Annotated[list[str], Grows] = field(default_factory=list)
    """What did not work and was done without, told once."""

    def at(self) -> str:
        """The key of the current slot."""
        return f"{self.round}.{self.slot}"
