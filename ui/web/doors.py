"""The doors to everybody's interviews: one `Interviews` an owner and backend, over one judge and one index.

An owner's door opens on the owner's own store. There is no way from it to a session of somebody else.
"""

import threading
from pathlib import Path

from agent.deps import Deps, open_deps
from agent.errors import SettingsError
from agent.interview import Interviews
from agent.remembering import remembers
from agent.settings import load_settings
from agent.store import Store
from ui.web.owners import Owner


class Doors:
    """Opens what is asked for, once."""

    def __init__(self, home: Path, backends: tuple[str, ...] = ("none",)) -> None:
        self.home, self.backends = home, backends
        self._lock = threading.RLock()
        self._stores: dict[str, Store] = {}
        self._deps: dict[str, Deps] = {}
        self._open: dict[tuple[str, str], Interviews] = {}

    def deps(self, backend: str = "none") -> Deps:
        """Bank, judge and index, shared by all owners."""
        with self._lock:
            if backend not in self._deps:
                plain = self._deps.get("none") or open_deps(self.home)
                self._deps.setdefault("none", plain)
                if backend != "none":
                    self._deps[backend] = self._with_model(plain, backend)
            return self._deps[backend]

    def interviews(self, owner: Owner, backend: str = "none") -> Interviews:
        """The owner's door, with this backend for what is started there."""
        with self._lock:
            key = (owner.id, backend)
            if key not in self._open:
                store = self._store(owner)
                self._open[key] = Interviews(remembers(self.deps(backend), store, owner.home), store)
            return self._open[key]

    def of_session(self, owner: Owner, session: str) -> Interviews:
        """The owner's door with the backend a session was begun with; SessionError when it is none of theirs."""
        with self._lock:
            store = self._store(owner)
        return self.interviews(owner, store.row(session).brief.backend)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            for store in self._stores.values():
                store.close()
            self._stores.clear()
            self._open.clear()

    def _store(self, owner: Owner) -> Store:
        if owner.id not in self._stores:
            self._stores[owner.id] = Store(owner.home)
        return self._stores[owner.id]

    def _with_model(self, plain: Deps, backend: str) -> Deps:
        from agent.backends import with_backend

        if backend not in self.backends:
            raise SettingsError(
                f"This server does not offer the backend {backend!r}. It offers: {', '.join(self.backends)}; "
                "start it with `sparring ui --backend NAME` to add one."
            )
        return with_backend(plain, backend, load_settings(home=self.home))[0]
