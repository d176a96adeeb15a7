"""Files that two processes share: a lock, and a write that is either whole or not there."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    import msvcrt


class Busy(Exception):
    """Another process held a lock for longer than we were willing to wait."""


@contextlib.contextmanager
def lock(path: Path, wait: float | None = None) -> Iterator[None]:
    """Wait until no other process holds `path` (at most `wait` seconds); the system lets go of it when a process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+b") as handle:
        if fcntl is not None and wait is not None:
            _locked_within(handle.fileno(), wait)
        elif fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        else:
            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[name-defined]
        yield


def _locked_within(handle: int, wait: float) -> None:
    import fcntl

    deadline = time.monotonic() + wait
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Busy from None
            time.sleep(0.02)


def write_atomic(path: Path, text: str) -> None:
    """Replace `path` in one step, so that a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
