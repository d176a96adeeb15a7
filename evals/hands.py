"""The processes that work on a run's items. One set serves every suite of a run of all: each loads encoder, index and judge once."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from evals import judging
from evals.suite import Item, module

FEW = 16
"""Fewer items than this are not worth starting a process for; once processes are there, they take them."""
_spent = 0.0


class Hands:
    """Works on items, in this process or in several; `cpu` is what the others used, with their starting and their children."""

    def __init__(self, workers: int | None = None) -> None:
        self.count, self.cpu = workers or os.cpu_count() or 1, 0.0
        self._pool: Any = None

    def __enter__(self) -> "Hands":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()

    def traces(
        self, suite_id: str, items: Sequence[Item], home: Path, backend: str
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Id and trace of each item, in order."""
        jobs = [(suite_id, item, home, backend) for item in items]
        if self.count <= 1 or (self._pool is None and len(jobs) < FEW):
            yield from ((item.id, _trace(*job)) for item, job in zip(items, jobs, strict=True))
            return
        if self._pool is None:
            self._pool = multiprocessing.get_context("spawn").Pool(self.count)
        for ident, trace, cpu in self._pool.imap(_one, jobs, chunksize=4 if len(jobs) > 4 * FEW else 1):
            self.cpu += cpu
            yield ident, trace


def cpu_seconds() -> float:
    """What this process and its finished children have used so far."""
    return sum(os.times()[:4])


def _one(job: tuple[str, Item, Path, str]) -> tuple[str, dict[str, Any], float]:
    global _spent
    trace, before = _trace(*job), _spent
    _spent = cpu_seconds()
    return job[1].id, trace, _spent - before


def _trace(suite_id: str, item: Item, home: Path, backend: str) -> dict[str, Any]:
    judging.use(backend)
    try:
        return module(suite_id).work(item, home)
    except Exception as error:  # a failure is kept apart from the scores
        return {"failure": f"{type(error).__name__}: {error}"}
