"""Workers that wait for a submission, each used once; never more at work than there are cores to work on.

Whoever cannot have one waits in line: fifty submissions at once take longer, they do not take the machine down.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import replace

from agent.errors import SandboxUnavailable
from agent.sandbox.confine import Limits, Mode, Wall, importable, interpreter, packages, works
from agent.sandbox.worker import Stopped, Worker

MEMORY_MB = {"numpy": 2048, "torch": 8192}
"""Address space; a library maps far more than it uses."""


class Pool:
    """The one door to the sandbox."""

    def __init__(self, mode: Mode = "contained", warm: int = 1, at_once: int | None = None) -> None:
        """`limits-only` has no wall; it is for whoever asked for it by name."""
        self.wall = works() if mode == "contained" else Wall("limits-only", python=interpreter())
        self.warm = warm
        self._turns = threading.BoundedSemaphore(at_once or max(2, os.cpu_count() or 1))
        self._waiting: dict[tuple[str, ...], list[Worker]] = {}
        self._refills: set[threading.Thread] = set()
        self._lock, self._closed = threading.Lock(), False

    @contextlib.contextmanager
    def worker(self, needs: tuple[str, ...] = ()) -> Iterator[Worker]:
        """A worker of one's own, ended on leaving; the next one is warmed up meanwhile."""
        needs = needs if "torch" not in needs else tuple(sorted({*needs, "numpy"}))  # tensors travel as arrays
        with self._turns:
            with self._lock:
                waiting = self._waiting.setdefault(needs, [])
                mine = waiting.pop() if waiting else None
            mine = mine or self._new(needs)
            try:
                yield mine
            finally:
                mine.close()
                self._refill(needs)

    def warm_up(self, needs: tuple[str, ...] = ()) -> None:
        """Have a worker ready before it is asked for."""
        while not self._closed and len(self._waiting.get(needs, [])) < self.warm:
            fresh = self._new(needs)
            with self._lock:
                if not self._closed:
                    self._waiting.setdefault(needs, []).append(fresh)
                    continue
            fresh.close()

    def close(self) -> None:
        """End every worker that waits."""
        with self._lock:
            self._closed = True
        for thread in list(self._refills):
            thread.join()
        for waiting in self._waiting.values():
            while waiting:
                waiting.pop().close()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _refill(self, needs: tuple[str, ...]) -> None:
        with self._lock:
            busy = self._closed or bool(self._refills) or len(self._waiting.get(needs, [])) >= self.warm
            if busy:
                return
            thread = threading.Thread(target=self._refilled, args=(needs,), daemon=True)
            self._refills.add(thread)
        thread.start()

    def _refilled(self, needs: tuple[str, ...]) -> None:
        try:
            self.warm_up(needs)
        finally:
            self._refills.discard(threading.current_thread())

    def _new(self, needs: tuple[str, ...]) -> Worker:
        missing = importable(needs)
        if missing:
            raise SandboxUnavailable(
                f"This problem needs {', '.join(missing)}, not installed here. `pip install {' '.join(missing)}`, or choose another problem."
            )
        limits = Limits(memory_mb=max((MEMORY_MB.get(name, 1024) for name in needs), default=1024))
        try:
            return Worker(replace(self.wall, packages=packages(needs)), limits, needs)
        except Stopped as stopped:
            last = (stopped.output.strip().splitlines() or [stopped.said])[-1]
            raise SandboxUnavailable(f"The sandbox did not start ({last}). `sparring doctor` looks at it.") from stopped
