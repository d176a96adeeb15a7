"""The doors to everybody's interviews: an owner's door opens on the owner's own store, over one judge and one index.

There is no way from a door to a session of somebody else. What a session's model may spend is counted behind the door,
session by session.
"""

import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from agent.deps import Deps, open_deps
from agent.errors import AgentError, SettingsError
from agent.interview import Interviews
from agent.judge.port import Task
from agent.models.open import open_model
from agent.models.port import Model
from agent.person.remembering import remembers
from agent.settings import load_settings
from agent.store import SessionRow, Store
from corpus.errors import CorpusError
from ui.web.owners import Owner

K = TypeVar("K")
V = TypeVar("V")
KEPT = 400
"""Doors and stores held ready; those not used for longest are opened again when they are needed."""
DEFEND = "defend"
"""Where the store keeps what belongs to no session yet; sessions are named otherwise."""


class Doors:
    """Opens what is asked for, once."""

    def __init__(self, home: Path, backends: tuple[str, ...] = ("none",), deps: Deps | None = None) -> None:
        self.home, self.backends = home, backends
        self._lock = threading.RLock()
        self._shared: dict[str, Deps] = {"none": deps} if deps else {}
        self._stores: OrderedDict[str, Store] = OrderedDict()
        self._open: OrderedDict[tuple[str, str], Interviews] = OrderedDict()

    def deps(self) -> Deps:
        """Bank, index and offline judge, shared by all."""
        return self._deps("none")

    def warm(self) -> None:
        """Open the index before anybody asks; a person who then starts an interview is told what is wrong with it."""
        with suppress(AgentError, CorpusError):
            self.deps().judge.judge(Task("warm up", "Nothing yet.", reference="Nothing."))

    def begin(self, owner: Owner, backend: str = "none") -> Interviews:
        """The owner's door to start something at, with a backend that this server offers; SettingsError for others."""
        self._offers(backend)
        return self._door(owner, backend)

    def reader(self, backend: str) -> Model | None:
        """A model to read one document with, of a backend that this server offers; None for `none`."""
        self._offers(backend)
        return open_model(backend, load_settings(home=self.home))

    def of_session(self, owner: Owner, session: str) -> Interviews:
        """The owner's door with the backend a session was begun with; SessionError when it is none of theirs."""
        with self._lock:
            row = self._store(owner).row(session)
        return self._door(owner, row.brief.backend)

    def sessions(self, owner: Owner) -> list[SessionRow]:
        """The owner's sessions, latest first; a visitor who began none leaves no file behind."""
        if not (owner.home / "sessions.sqlite").exists():
            return []
        with self._lock:
            return self._store(owner).rows()

    def keep(self, owner: Owner, text: str) -> None:
        """Keep what the Defend screen holds; an empty text removes it."""
        if text or (owner.home / "sessions.sqlite").exists():
            with self._lock:
                self._store(owner).put_draft(DEFEND, 0, text)

    def kept(self, owner: Owner) -> str:
        """What the Defend screen held; empty when nothing was."""
        if not (owner.home / "sessions.sqlite").exists():
            return ""
        with self._lock:
            return self._store(owner).draft(DEFEND, 0)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for store in self._stores.values():
                store.close()
            self._stores.clear()
            self._open.clear()

    def _offers(self, backend: str) -> None:
        if backend not in self.backends:
            raise SettingsError(
                f"This server does not offer the backend {backend!r}. It offers: {', '.join(self.backends)}. "
                "Whoever runs it can add one: `sparring ui --backend NAME`."
            )

    def _door(self, owner: Owner, backend: str) -> Interviews:
        key = (owner.id, backend)
        with self._lock:
            if key not in self._open:
                store = self._store(owner)
                self._open[key] = Interviews(remembers(self._deps(backend), store, owner.home), store)
            return _recent(self._open, key)

    def _store(self, owner: Owner) -> Store:
        if owner.id not in self._stores:
            self._stores[owner.id] = Store(owner.home)
        return _recent(self._stores, owner.id)

    def _deps(self, backend: str) -> Deps:
        from agent.backends import with_backend

        with self._lock:
            if "none" not in self._shared:
                self._shared["none"] = open_deps(self.home)
            if backend not in self._shared:
                self._shared[backend] = with_backend(self._shared["none"], backend, load_settings(home=self.home))
            return self._shared[backend]


def _recent(kept: "OrderedDict[K, V]", key: K) -> V:
    """The entry, now the last to go. One that goes closes by itself when whoever still uses it is done."""
    kept.move_to_end(key)
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return kept[key]
