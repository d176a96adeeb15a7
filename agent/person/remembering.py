"""Ties the interview to what is remembered of the person: which questions came lately, which points were weak.

A memory that cannot be read or written is told, and costs the interview nothing.
"""

import dataclasses
from pathlib import Path

from agent import sight
from agent.deps import Deps
from agent.errors import PersonError
from agent.interview_state import InterviewState
from agent.person.memory import Person, PointSeen
from agent.planning import History
from agent.store import Store

LAST_SESSIONS = 5
"""How many earlier sessions a question may not be repeated from."""


def remembers(deps: Deps, store: Store, home: Path) -> Deps:
    """The same dependencies, with the past of this home."""
    person = Person(home, deps.lens.vectors)

    def history(session: str) -> History:
        earlier = [row for row in store.rows() if row.id != session][:LAST_SESSIONS]
        recent = frozenset(q for row in earlier for q in row.asked)
        try:
            return History(recent=recent, weak=person.weak_topics())
        except PersonError as error:
            return History(recent=recent, trouble=str(error))

    def remember(state: InterviewState, used: Deps) -> None:
        person.note(state.session, used.clock(), points_seen(state, used))

    return dataclasses.replace(deps, history=history, remember=remember)


def points_seen(state: InterviewState, deps: Deps) -> list[PointSeen]:
    """What a session saw of the bank's points; own questions and rubric criteria are not of the bank."""
    seen = []
    for judged in state.judged:
        if judged.slot.startswith("round "):
            continue
        at, number = (int(part) for part in judged.slot.split("."))
        here = dataclasses.replace(state, round=at, slot=number)
        question = deps.question(sight.slot_of(here))
        if question is None:
            continue
        says = {p.id: p.says for p in question.points}
        seen += [
            PointSeen(
                question_id=question.id,
                point_id=v.criterion_id,
                topic=question.topic,
                round=question.round,
                says=says[v.criterion_id],
                level=v.level,
                quote=v.quote,
            )
            for v in judged.verdicts
        ]
    return seen


def forget_session(home: Path, session: str) -> None:
    """What is remembered from this session alone."""
    Person(home).drop_session(session)
