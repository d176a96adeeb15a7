"""Gives a project to defend one more question, of the model's making, after it was told and challenged.

Code decides which projects get one, what it may be about and what it is judged on: points the bank has near it. A
question that nothing in the bank is near to could not be scored, so it is not asked.
"""

from agent.deps import Deps
from agent.models.follow import FollowUp
from agent.state import Brief, RoundPlan, Slot

MINUTES, LEAST_LEFT = 4.0, 6.0
"""What a follow-up takes of its project's minutes, and what it must leave of them."""
FEWEST_POINTS = 2
NOTE = "Questions made from your own words are judged on points found by retrieval, which are approximate."


def with_follow_ups(rounds: tuple[RoundPlan, ...], brief: Brief, deps: Deps) -> tuple[tuple[RoundPlan, ...], str]:
    """The rounds with the model's questions in them, and what the candidate is told of it; a drill and a replay stay as they are."""
    texts = {project.id: project.text for project in brief.projects}
    open_to = [s for part in rounds for s in part.slots if s.project in texts and s.minutes >= MINUTES + LEAST_LEFT]
    if deps.follows is None or brief.drill or brief.again or not open_to:
        return rounds, ""
    made = deps.follows([texts[slot.project] for slot in open_to], lambda text: _judged(text, deps))
    added = {slot.id: _slot(slot, one) for slot, one in zip(open_to, made.found, strict=True) if one}
    grown = tuple(part.model_copy(update={"slots": _spread(part.slots, added)}) for part in rounds)
    return grown, made.notice or (NOTE if added else "")


def _judged(text: str, deps: Deps) -> bool:
    return len(deps.points(Slot(id="follow-up", minutes=MINUTES, why="", own=text))) >= FEWEST_POINTS


def _slot(project: Slot, asked: FollowUp) -> Slot:
    return Slot(id=f"{project.id}-follow-up", minutes=MINUTES, why=f"from your words: “{asked.quote}”", own=asked.text)


def _spread(slots: tuple[Slot, ...], added: dict[str, Slot]) -> tuple[Slot, ...]:
    """Each follow-up right after its project, within the minutes the project had."""
    out: list[Slot] = []
    for slot in slots:
        more = added.get(slot.id)
        out += [slot] if more is None else [slot.model_copy(update={"minutes": slot.minutes - MINUTES}), more]
    return tuple(out)
