"""The models of the sessions held here: each session counts for itself, is told of a trouble once, and can call a turn off.

A turn has a Cancel of its own, so that calling off one leaves the next alone.
"""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

from agent.backends import Sitting
from agent.deps import Deps
from agent.judge.model import ModelJudge
from agent.models.port import Cancel, Usage
from agent.store import Store


class Sittings:
    """One an `Interviews`; its methods may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, Sitting] = {}
        self._running: dict[str, tuple[Deps, Cancel]] = {}

    @contextmanager
    def turn(self, session: str, deps: Deps) -> Iterator[None]:
        """While it lasts, `cancel` reaches the model; what was used is written down at its end, however it ends."""
        self._running[session] = deps, Cancel()
        held = self._held.get(session)
        before = held.model.usage if held else None
        try:
            yield
        finally:
            del self._running[session]
            held = self._held.get(session)
            if held and held.model.usage != before:
                self._store.put_usage(session, held.model.usage)

    def deps(self, session: str) -> Deps:
        """What the turn of this session is run with."""
        deps, cancel = self._running[session]
        if deps.opens is None:
            return deps
        if session not in self._held:
            self._held[session] = Sitting(deps.opens(self._store.usage(session)))
        return self._held[session].at_work(deps, cancel)

    @contextmanager
    def judge(self, session: str, deps: Deps) -> Iterator[Deps]:
        """Other dependencies, to judge this session once more with; what their model uses counts for the session too."""
        if deps.opens is None:
            yield deps
            return
        model = deps.opens(self._store.usage(session))
        try:
            yield dataclasses.replace(deps, judge=ModelJudge(model))
        finally:
            self._store.put_usage(session, model.usage)

    def cancel(self, session: str) -> bool:
        """Call off the model's part of the turn that runs; False when none does."""
        deps, cancel = self._running.get(session, (None, None))
        if deps is None or cancel is None or deps.opens is None:
            return False
        cancel()
        return True

    def usage(self, session: str) -> Usage | None:
        """What the session's model has used; None where there was no model."""
        held = self._held.get(session)
        return held.model.usage if held else self._store.usage(session)

    def forget(self, session: str) -> None:
        """Let go of its model; what it used stays written down."""
        self._held.pop(session, None)
