"""What the project asks of a language model: stream text, fill a type, pick among options.

Nothing here knows a provider. A call gives back what it was asked for or a `Failure` that says why not and what to
do; `stream` raises ModelFailed instead, since half of its answer may be out already.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from pydantic import BaseModel

from agent.errors import ModelFailed

T = TypeVar("T", bound=BaseModel)

Reason = Literal[
    "unreachable", "timeout", "busy", "server", "key", "not_found", "refused", "empty", "unreadable", "cut",
    "cap", "cancelled", "memory", "unsupported",
]  # fmt: skip


@dataclass(frozen=True)
class Prompt:
    """A request in three parts, from what changes least to what changes most: servers and caches reuse a prefix."""

    system: str
    shared: str = ""
    """What several prompts have in common: the question, the rubric, the answer."""
    ask: str = ""

    @property
    def user(self) -> str:
        """The whole user message."""
        return f"{self.shared}\n\n{self.ask}".strip()


@dataclass(frozen=True)
class Failure:
    """Why a model gave nothing: the kind for code, what happened and what to do for a person."""

    reason: Reason
    said: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.said} {self.remedy}".strip()


@dataclass(frozen=True)
class Picked:
    """How likely each option is, in the order they were offered."""

    probabilities: tuple[float, ...]
    measured: bool = True
    """False where the server gives no probabilities: then one option has them all."""

    @property
    def best(self) -> int:
        """The place of the likeliest option."""
        return max(range(len(self.probabilities)), key=self.probabilities.__getitem__)


@dataclass(frozen=True)
class Usage:
    """What a session has used so far."""

    calls: int = 0
    read: int = 0
    cached: int = 0
    """The part of `read` that the server had read before."""
    written: int = 0
    dollars: float | None = 0.0
    """None as soon as one call had no known price."""

    def __add__(self, other: "Usage") -> "Usage":
        dollars = None if self.dollars is None or other.dollars is None else self.dollars + other.dollars
        return Usage(
            self.calls + other.calls,
            self.read + other.read,
            self.cached + other.cached,
            self.written + other.written,
            dollars,
        )

    def __str__(self) -> str:
        cost = "price unknown" if self.dollars is None else f"${self.dollars:.4f}" if self.dollars else "no cost"
        return (
            f"{self.calls} calls, {self.read:,} tokens read ({self.cached:,} cached), {self.written:,} written, {cost}"
        )


class Cancel:
    """Stops a call from another thread: the candidate barged in, or closed the tab."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._stops: list[Callable[[], object]] = []

    def __call__(self) -> None:
        """Stop now and stay stopped."""
        with self._lock:
            self._event.set()
            stops, self._stops = self._stops, []
        for stop in stops:
            stop()

    @property
    def called(self) -> bool:
        """Whether somebody has called it off."""
        return self._event.is_set()

    def on_call(self, stop: Callable[[], object]) -> Callable[[], None]:
        """Run `stop` when called off, at once if that is past; returns how to forget it."""
        with self._lock:
            if not self._event.is_set():
                self._stops.append(stop)
                return lambda: self._forget(stop)
        stop()
        return lambda: None

    def _forget(self, stop: Callable[[], object]) -> None:
        with self._lock:
            if stop in self._stops:
                self._stops.remove(stop)


@contextmanager
def within(seconds: float, cancel: Cancel | None) -> Iterator[Cancel]:
    """A Cancel that is called when the time is over, and when `cancel` is."""
    mine = Cancel()
    forget = cancel.on_call(mine) if cancel else None
    timer = threading.Timer(seconds, mine)
    timer.daemon = True
    timer.start()
    try:
        yield mine
    finally:
        timer.cancel()
        if forget:
            forget()


class Model(Protocol):
    """A language model as one session sees it. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """Backend and model, for people and for contracts; never a key."""
        ...

    @property
    def picks(self) -> bool:
        """Whether `pick` gives measured probabilities for many prompts at little cost."""
        ...

    @property
    def picker(self) -> str:
        """Who answers `pick`, which may be another model than the one that writes."""
        ...

    @property
    def usage(self) -> Usage:
        """What this session has used."""
        ...

    def check(self) -> Failure | None:
        """Whether it answers at all, found out without spending tokens."""
        ...

    def stream(self, prompt: Prompt, *, limit: int = 400, cancel: Cancel | None = None) -> Iterator[str]:
        """The reply, piece by piece, at most `limit` tokens; raises ModelFailed."""
        ...

    def fill(
        self,
        kind: type[T],
        prompts: Sequence[Prompt],
        *,
        limit: int = 600,
        cancel: Cancel | None = None,
        vary: bool = False,
    ) -> list[T | Failure]:
        """One value of `kind` a prompt; `vary` samples, else the likeliest reply is asked for."""
        ...

    def pick(
        self, options: Sequence[str], prompts: Sequence[Prompt], *, cancel: Cancel | None = None
    ) -> list[Picked | Failure]:
        """How likely each option is as the answer to each prompt."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


def text_of(model: Model, prompt: Prompt, *, limit: int = 400, cancel: Cancel | None = None) -> str | Failure:
    """The whole reply at once."""
    try:
        text = "".join(model.stream(prompt, limit=limit, cancel=cancel)).strip()
    except ModelFailed as failed:
        return failed.failure
    return text or EMPTY


EMPTY = Failure("empty", "The model replied with nothing.", "Try again, or another model.")
CANCELLED = Failure("cancelled", "Cancelled: it was called off before the model had replied.")
