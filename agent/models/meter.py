"""What a session may use and has used. A call reserves its worst case first, so that calls at once cannot overrun."""

import threading
from dataclasses import dataclass

from agent.models.port import Failure, Usage
from agent.settings import ModelSettings, Price

CHARACTERS_A_TOKEN = 3.5
"""Short of what English takes, so that a reservation is rather too large than too small."""


@dataclass(frozen=True)
class Held:
    """What a running call has reserved."""

    tokens: int
    dollars: float


class Meter:
    """Counts one session. Safe to share between threads."""

    def __init__(self, settings: ModelSettings, already: Usage | None = None) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._used = already or Usage()
        self._held: list[Held] = []

    @property
    def usage(self) -> Usage:
        """Settled calls only."""
        with self._lock:
            return self._used

    def price(self, model: str) -> Price | None:
        """What the model costs, when that is known."""
        known = self._settings.prices.get(model)
        return known or self._settings.price

    def reserve(self, model: str, characters: int, limit: int) -> Held | Failure:
        """Room for a call, or why there is none."""
        price = self.price(model)
        read = int(characters / CHARACTERS_A_TOKEN) + 1
        held = Held(read + limit, (read * price.read + limit * price.written) / 1e6 if price else 0.0)
        cap = self._settings
        with self._lock:
            tokens = self._used.read + self._used.written + sum(h.tokens for h in self._held)
            dollars = (self._used.dollars or 0.0) + sum(h.dollars for h in self._held)
            if tokens + held.tokens > cap.max_tokens:
                said = f"This session's {cap.max_tokens:,} tokens are used up ({self._used})."
                return Failure("cap", said, "Raise SPARRING_MAX_TOKENS, or go on with --backend none.")
            if price and dollars + held.dollars > cap.max_dollars:
                said = f"This session's ${cap.max_dollars:.2f} are used up ({self._used})."
                return Failure("cap", said, "Raise SPARRING_MAX_DOLLARS, or go on with --backend none.")
            self._held.append(held)
        return held

    def settle(self, model: str, held: Held, usage: Usage | None) -> None:
        """Put what was really used in place of what was held; None: the call used nothing."""
        price = self.price(model)
        with self._lock:
            self._held.remove(held)
            if usage is None:
                return
            if price is None:
                dollars = None
            else:
                fresh = usage.read - usage.cached
                dollars = (fresh * price.read + usage.cached * price.cached + usage.written * price.written) / 1e6
            self._used += Usage(usage.calls, usage.read, usage.cached, usage.written, dollars)
