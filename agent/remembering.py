"""Ties the interview to what is remembered of the person: which questions came lately, which points were weak."""

import dataclasses
from pathlib import Path

from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.planning import History
from agent.store import Store

LAST_SESSIONS = 5
"""How many earlier sessions a question may not be repeated from."""


def remembers(deps: Deps, store: Store, home: Path) -> Deps:
    """The same dependencies, with the past of this home."""

    def history(session: str) -> History:
        earlier = [row for row in store.rows() if row.id != session][:LAST_SESSIONS]
        return History(recent=frozenset(q for row in earlier for q in row.asked), weak=_weak(home, deps))

    return dataclasses.replace(deps, history=history, remember=lambda state, used: _note(home, state, used))


def _weak(home: Path, deps: Deps) -> dict[str, float]:
    return {}


def _note(home: Path, state: InterviewState, deps: Deps) -> None:
    return None


def forget_session(home: Path, session: str) -> None:
    """What is remembered from this session alone."""
    return None
