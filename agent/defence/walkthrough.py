"""How a project was told: which of the six parts were covered, how long each took, which missing one matters most.

Coverage only decides what is asked for next; how good a part was is the judge's business.
"""

from collections.abc import Collection, Mapping, Sequence

from agent.interview_state import InterviewState
from agent.projects.parts import PARTS, Part, Passage, seconds_of
from agent.state import Told, Turn

POINT_OF: Mapping[Part, str] = {
    "problem": "problem-and-limits",
    "role": "own-part",
    "architecture": "how-it-flows",
    "alternatives": "road-not-taken",
    "results": "results-measured",
    "hindsight": "looking-back",
}
"""Each part's point in the bank's walkthrough question."""
MATTERS: tuple[Part, ...] = ("results", "role", "alternatives", "problem", "architecture")
"""What is asked for first where several parts are missing. Hindsight comes at the end, whatever is missing."""
BRIEF_WORDS, BRIEF_PARTS = 70, 4
"""An account with fewer words and fewer parts than this has only begun."""
LONG_CONTEXT, ACTION = 60.0, 2.0
"""Seconds spent on the situation, and how many times what was said of one's own doing, that are too many."""


def told(turn: Turn, passages: Sequence[Passage], slot: str) -> Told:
    """The parts one answer spoke of, with their share of its seconds."""
    seconds = seconds_of(passages, turn.text, turn.seconds)
    return Told(slot=slot, turn=turn.number, parts=tuple((part, round(s, 1)) for part, s in seconds.items()))


def times(state: InterviewState, slot: str) -> dict[str, float]:
    """Part → seconds spent on it so far, for the parts that were spoken of."""
    out: dict[str, float] = {}
    for entry in state.told:
        if entry.slot == slot:
            for part, seconds in entry.parts:
                out[part] = out.get(part, 0.0) + seconds
    return out


def coverage(state: InterviewState, slot: str) -> tuple[tuple[str, bool, float], ...]:
    """Each of the six parts in order: its name, whether it was told, how many seconds it took."""
    spent, made = times(state, slot), _made(state, slot)
    return tuple((part, part in spent or POINT_OF[part] in made, spent.get(part, 0.0)) for part in PARTS)


def missing(state: InterviewState, slot: str) -> tuple[Part, ...]:
    """The parts not told yet, the one that matters most first; without hindsight."""
    covered = {part for part, there, _ in coverage(state, slot) if there}
    return tuple(part for part in MATTERS if part not in covered)


def too_much_context(spent: Mapping[str, float]) -> bool:
    """Three minutes of context and thirty seconds of action: the habit the seeds warn of."""
    action = sum(spent.get(part, 0.0) for part in ("role", "architecture", "alternatives"))
    return spent.get("problem", 0.0) > max(LONG_CONTEXT, ACTION * action)


def only_begun(turns: Sequence[Turn], covered: Collection[str]) -> bool:
    """Whether an account is so short that more of it must be coming."""
    return sum(len(t.text.split()) for t in turns) < BRIEF_WORDS and len(covered) < BRIEF_PARTS


def _made(state: InterviewState, slot: str) -> set[str]:
    judged = next((j for j in state.judged if j.slot == slot), None)
    return {v.criterion_id for v in judged.verdicts if v.level is not None and v.level >= 2} if judged else set()
