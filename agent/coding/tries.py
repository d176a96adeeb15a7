"""What went on in an editor before code was sent. In memory only: a restart forgets runs, never an answer."""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class _Tried:
    runs: int = 0
    failed: str = ""
    """The code whose last run failed."""
    left: int = 0


class Tries:
    """Runs and leavings of each session, since code was last sent in it."""

    def __init__(self) -> None:
        self._made: dict[str, _Tried] = {}

    def note(self, session: str, code: str, *, failed: bool) -> None:
        """One run of the examples."""
        before = self._now(session)
        self._made[session] = replace(before, runs=before.runs + 1, failed=code if failed else "")

    def left(self, session: str) -> int:
        """The editor was left; how often by now."""
        before = self._now(session)
        self._made[session] = replace(before, left=before.left + 1)
        return before.left + 1

    def told(self, session: str, code: str) -> dict[str, Any]:
        """What goes with the code that is sent now."""
        made = self._now(session)
        self._made.pop(session, None)
        return {"runs": made.runs, "failed_run": made.failed == code != "", "left_window": made.left}

    def _now(self, session: str) -> _Tried:
        return self._made.get(session, _Tried())
