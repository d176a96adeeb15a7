"""How often the examples were run before code was sent. In memory only: a restart forgets runs, never an answer."""

from typing import Any


class Tries:
    """The runs of each session's waiting prompt."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[int, int, str]] = {}
        """Session → the prompt, how often, and the code whose last run failed."""

    def note(self, session: str, prompt: int, code: str, *, failed: bool) -> None:
        """One run."""
        before, times, _ = self._made.get(session, (prompt, 0, ""))
        self._made[session] = (prompt, 1 + (times if before == prompt else 0), code if failed else "")

    def told(self, session: str, prompt: int, code: str) -> dict[str, Any]:
        """What goes with the code that is sent now."""
        at, times, failed = self._made.pop(session, (prompt, 0, ""))
        if at != prompt:
            return {}
        return {"runs": times, "failed_run": bool(failed) and failed == code}
