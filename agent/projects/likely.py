"""The challenges a project will most likely meet, the weakest claims first."""

from agent.claims import faults
from agent.state import Project, Record
from corpus.embed import Embedder
from corpus.search import Library


class Likely(Record):
    """One challenge and what it is against."""

    id: str
    """A pattern of the bank (`push.no-baseline`), or `numbers-N` for figures that do not add up."""
    kind: str
    say: str
    quote: str = ""
    """The words of the write-up it is against; empty when it is against the whole project."""
    start: int = 0
    end: int = 0
    weight: float
    """How likely and how costly, 0 to 1: the order they come in."""
    arithmetic: str = ""
    """The sum, for `numbers-N`: as `agent.state.Challenge` keeps it."""


def challenges_for(project: Project, library: Library, embedder: Embedder) -> tuple[Likely, ...]:
    """Every challenge that fits, the likeliest first; at most one of each id."""
    out = []
    for n, fault in enumerate(faults(project.claims, 0, project.text), 1):
        at = project.text.find(fault.quote)
        out.append(
            Likely(
                id=f"numbers-{n}", kind="numbers", say=fault.says, quote=fault.quote, start=at, end=at + len(fault.quote),
                weight=1.0, arithmetic=fault.says,
            )
        )  # fmt: skip
    return tuple(out)
