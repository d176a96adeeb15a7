"""What was found out about a server: asked once a process, remembered for its address and model."""

import threading
from dataclasses import dataclass, field
from typing import Literal

Endpoint = Literal["responses", "chat"]
FORMS = ("schema", "json", "text")
"""How structured output is asked for, best first: a strict schema, any JSON object, plain words."""


@dataclass
class Known:
    """Findings only ever get poorer, and a lost race costs one request more, so fields need no lock."""

    endpoint: Endpoint | None = None
    form: int = 0
    effort: bool = True
    stream_usage: bool = True
    decisions: bool = True
    logprobs: bool = True
    long_names: bool = True
    """Whether chat takes `max_completion_tokens`; older servers know `max_tokens` alone."""

    @property
    def features(self) -> tuple[int, bool, bool, bool]:
        """What a request may use."""
        return self.form, self.effort, self.stream_usage, self.long_names

    def poorer(self, message: str, *, formed: bool) -> bool:
        """Give up the feature a refused request most likely fell over; False when none is left to give up."""
        said = message.lower()
        if self.effort and "reasoning" in said:
            self.effort = False
        elif self.stream_usage and "stream_options" in said:
            self.stream_usage = False
        elif self.long_names and "max_completion_tokens" in said:
            self.long_names = False
        elif formed and self.form < len(FORMS) - 1:
            self.form += 1
        else:
            return False
        return True


@dataclass
class _Memory:
    lock: threading.Lock = field(default_factory=threading.Lock)
    servers: dict[tuple[str, str], Known] = field(default_factory=dict)


_memory = _Memory()


def known(url: str, model: str, *, official: bool) -> Known:
    """The findings on a server and model; `official`: OpenAI's own, which alone takes its reasoning parameter."""
    with _memory.lock:
        return _memory.servers.setdefault((url, model), Known(effort=official, decisions=official, long_names=official))


def forget_servers() -> None:
    """Ask every server anew."""
    with _memory.lock:
        _memory.servers.clear()
