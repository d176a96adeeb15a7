"""Judges the answers of a finished interview again, with another judge. The interview itself is not touched."""

import dataclasses

from agent import assess, sight
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.judge.port import Task
from agent.results.criteria import judge_rounds
from agent.state import Judged


def judged_again(state: InterviewState, deps: Deps) -> InterviewState:
    """The same state with every verdict replaced."""
    judged = []
    for old in state.judged:
        if old.slot.startswith("round "):
            continue
        at, slot_number = (int(part) for part in old.slot.split("."))
        here = dataclasses.replace(state, round=at, slot=slot_number)
        slot = sight.slot_of(here)
        question = deps.question(slot)
        asked = assess.asked_for(here, deps)
        task = Task(
            question.ask if question else slot.own, assess.answer_so_far(here, deps), deps.points(slot), asked=asked
        )
        verdicts = tuple(assess.judged_or_unscored(task, deps))
        judged.append(Judged(slot=old.slot, turn=old.turn, verdicts=verdicts, after_hints=old.after_hints))
    return dataclasses.replace(state, judged=[*judged, *judge_rounds(state, deps)])
