"""Which projects a round asks for, in which order and with how much time: the nearest to the team first."""

from collections.abc import Sequence

from agent.state import Brief, Project, Slot
from corpus.content import Bank
from corpus.schema import LoopRound
from corpus.search import Library

PROJECT_MINUTES = 11
"""Three to tell it and the rest to defend it; a round of several shares its time evenly."""
DRILL_MINUTES, AGAIN_MINUTES = 4, 2
"""In a drill, a project; in a replay, a challenge."""
MOST_MINUTES = 90
PIECES, NEAR = 6, 8
"""How many stretches of a project are looked up, and how many questions each may find."""
TITLE = 70
"""Characters of a title that can be said in one breath."""


def wanted(brief: Brief) -> list[Project]:
    """The projects of a brief; in a replay only those that left something open."""
    open_ = {opening.project for opening in brief.again}
    return [p for p in brief.projects if not brief.again or p.id in open_]


def by_relevance(projects: Sequence[Project], team: str | None, bank: Bank, library: Library) -> list[Project]:
    """The projects whose text is nearest to what a team asks about first; without a team, as the document has them."""
    if not team or len(projects) < 2:
        return list(projects)
    near = {p.id: _nearness(p, team, bank, library) for p in projects}
    return sorted(projects, key=lambda p: -near[p.id])


def defence_round(brief: Brief, minutes: int | None, closing: float) -> LoopRound:
    """A round of projects alone."""
    count = len(wanted(brief))
    each = DRILL_MINUTES if brief.drill else PROJECT_MINUTES
    needed = AGAIN_MINUTES * len(brief.again) if brief.again else count * each + (0 if brief.drill else closing)
    whole = minutes or min(MOST_MINUTES, max(5, round(needed)))
    title = "Project replay" if brief.again else "Project drill" if brief.drill else "Project defence"
    return LoopRound(kind="defence", title=title, minutes=whole, picks={"defence": count}, closing=not brief.drill)


def slots_of(projects: Sequence[Project], minutes: float, brief: Brief) -> list[Slot]:
    """A slot for each project, to be told in `minutes`."""
    why = f"your project, nearest to {brief.team} first" if brief.team else "your project"
    return [
        Slot(id=p.id, minutes=round(minutes, 1), why=why, project=p.id, title=_sayable(p.title), drill=brief.drill)
        for p in projects
    ]


def _sayable(title: str) -> str:
    """A title as it is said: without its number, its brackets and its end where it is long."""
    said = " ".join(title.split()).split(" (")[0].rstrip(" .:;,")
    head, _, rest = said.partition(": ")
    if rest and head.lower().startswith("project"):
        said = rest
    if len(said) <= TITLE:
        return said
    return said[:TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-")


def _nearness(project: Project, team: str, bank: Bank, library: Library) -> float:
    """The mean share of what a team asks about among the questions that each stretch of a project finds."""
    said = project.text.split()
    step = max(40, -(-len(said) // PIECES))
    pieces = [project.title, *(" ".join(said[i : i + step]) for i in range(0, len(said), step))]
    total = 0.0
    for piece in pieces:
        hits = library.search(piece, "question", k=NEAR)
        weight = sum(h.score for h in hits) or 1.0
        total += sum(h.score for h in hits if team in bank.questions[h.id].teams) / weight
    return total / len(pieces)
