"""Whoever closes the tab in the middle of a turn and does not come back needs no model for it.

A reload closes the tab too, for a moment: so nothing is called off before GRACE is over.
"""

import threading
from collections.abc import Callable

GRACE = 20.0
"""Seconds in which somebody who comes back finds the turn going on as if they had never left."""


class Leaving:
    """Who left, each with a timer; safe from any thread."""

    def __init__(self, grace: float = GRACE) -> None:
        self._grace, self._lock = grace, threading.Lock()
        self._timers: dict[str, threading.Timer] = {}

    def left(self, session: str, call_off: Callable[[], object]) -> None:
        """Call the turn off when nobody has come back in time."""
        timer = threading.Timer(self._grace, self._late, (session, call_off))
        timer.daemon = True
        with self._lock:
            before, self._timers[session] = self._timers.pop(session, None), timer
        if before:
            before.cancel()
        timer.start()

    def back(self, session: str) -> None:
        """Somebody looks at it again."""
        with self._lock:
            timer = self._timers.pop(session, None)
        if timer:
            timer.cancel()

    def _late(self, session: str, call_off: Callable[[], object]) -> None:
        with self._lock:
            self._timers.pop(session, None)
        call_off()
