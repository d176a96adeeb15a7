"""The state as the policy sees it: counts, clocks and what is still missing."""

from agent.coding import slot as coding_slot
from agent.defence import standing as defence
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.policy import Sight
from agent.state import Challenge, Judged, Line, RoundPlan, Sign, Slot, Turn

MADE = 2
"""The level from which a point counts as made and is not asked for again."""


def plan_of(state: InterviewState) -> RoundPlan:
    """The round we are in."""
    return state.plan[state.round]


def slot_of(state: InterviewState) -> Slot:
    """What is being asked; at the end of a round, the last thing that was."""
    slots = plan_of(state).slots
    return slots[min(state.slot, len(slots) - 1)]


def turns_here(state: InterviewState) -> list[Turn]:
    """The answers to this slot."""
    return [t for t in state.turns if t.round == state.round and t.slot == state.slot]


def lines_here(state: InterviewState) -> list[Line]:
    """What the interviewer said on this slot."""
    return [line for line in state.lines if line.round == state.round and line.slot == state.slot]


def judged_here(state: InterviewState) -> Judged | None:
    """The last verdicts on this slot."""
    return next((j for j in state.judged if j.slot == state.at()), None)


def open_challenge(state: InterviewState) -> Challenge | None:
    """The challenge that waits for a reply."""
    return next((c for c in state.challenges if c.slot == state.at() and not c.closed), None)


def question_left(state: InterviewState) -> float:
    """Seconds left of this question's time."""
    return slot_of(state).minutes * 60 - sum(t.seconds for t in turns_here(state))


def round_left(state: InterviewState) -> float:
    """Seconds left of the round's time."""
    return plan_of(state).minutes * 60 - sum(t.seconds for t in state.turns if t.round == state.round)


def next_round(state: InterviewState) -> int | None:
    """The number of the next round that has something to ask."""
    return next((n for n in range(state.round + 1, len(state.plan)) if state.plan[n].slots), None)


def sight_of(state: InterviewState, deps: Deps) -> Sight:
    """Everything the next move rests on."""
    plan, slot = plan_of(state), slot_of(state)
    question = deps.question(slot)
    turns, lines = turns_here(state), lines_here(state)
    moves = [line.move for line in lines]
    judged = judged_here(state)
    made = {v.criterion_id for v in judged.verdicts if v.level is not None and v.level >= MADE} if judged else set()
    missing = tuple(p.id for p in sorted(deps.points(slot), key=lambda p: -p.weight) if p.id not in made)
    done = {m.target.removeprefix("guess:") for m in moves if m.kind == "probe"}
    have = [p.missing for p in question.probes] if question else []
    pushes = [m for m in moves if m.kind == "push_back"]
    return Sight(
        sign=state.sign or Sign(turn=0),
        wish=turns[-1].wish if turns else None,
        mode=state.brief.mode,
        stage=state.stage,
        answered=judged is not None,
        open=open_challenge(state),
        missing=missing,
        probes=tuple(p for p in missing if p in have and p not in done),
        clarified=sum(m.kind == "clarify" for m in moves),
        guessed=sum(m.target.startswith("guess") for m in moves),
        probed=sum(m.kind == "probe" for m in moves),
        asked_more="more" in done,
        pushed=len(pushes),
        argued=sum(m.rule == "numbers" for m in pushes),
        hints_left=(len(question.hints) if question else 0) - sum(h.slot == state.at() for h in state.hints),
        hinted=sum(h.slot == state.at() for h in state.hints),
        gaps_raised=frozenset(m.target.removeprefix("gap:") for m in moves if m.target.startswith("gap:")),
        cut_in=any(m.target == "rambling" for m in moves),
        recalled=any(m.target == "off-topic" for m in moves),
        harder=question is not None and state.stage == "question",
        question_left=question_left(state),
        round_left=round_left(state),
        more_in_round=state.slot + 1 < len(plan.slots),
        closing=plan.closing,
        last_round=next_round(state) is None,
        asked_back=sum(m.target == "reverse" for m in moves),
        coding=coding_slot.sight(coding_slot.coded_at(state, state.at()), moves, turns[-1].number if turns else 0)
        if coding_slot.problem_of(slot)
        else None,
        project=defence.sight(state, slot, turns, moves, deps) if slot.project else None,
    )
