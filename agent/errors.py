"""What can go wrong around an interview.

AgentError
├── SettingsError       the environment or an argument asks for something that is not possible
├── ModelFailed         a model gave nothing, or broke off; carries the Failure
├── GradingError        a file of answers, or of results, that cannot be used
├── PlanError           an interview that nothing in the bank fits
├── SessionError        a session that is not there, not readable, or in use
│   ├── SessionBusy     a session somebody else is at work on right now
│   └── StaleAnswer     an answer to a question that was answered already
├── PersonError         what is remembered of the person cannot be read or written
├── TranscriptError     a transcript from which the interview cannot be told
└── SandboxUnavailable  a candidate's code cannot be run contained here
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.models.port import Failure

__all__ = [
    "AgentError", "GradingError", "ModelFailed", "PersonError", "PlanError", "SandboxUnavailable", "SessionBusy",
    "SessionError", "SettingsError", "StaleAnswer", "TranscriptError",
]  # fmt: skip


class AgentError(Exception):
    """Something a person can mend; its text says what, where and how."""


class SettingsError(AgentError):
    """A setting that cannot be used; names the variable and the argument."""


class ModelFailed(AgentError):
    """A model gave nothing, or broke off half-way."""

    def __init__(self, failure: "Failure") -> None:
        super().__init__(str(failure))
        self.failure = failure


class GradingError(AgentError):
    """A file of answers, or of results, that cannot be used."""


class PlanError(AgentError):
    """An interview that cannot be planned; says what there is instead."""


class SessionError(AgentError):
    """A session that cannot be opened, read or written; says what to do, and that nothing was lost."""


class SessionBusy(SessionError):
    """Another window or process is in the middle of a turn of this session; trying again in a moment may work."""


class StaleAnswer(SessionError):
    """An answer to a question that was answered already, here or in another window."""


class PersonError(AgentError):
    """What is remembered of the person cannot be read or written; nothing was changed."""


class TranscriptError(AgentError):
    """A transcript from which it cannot be told who said what; names the speakers it found, if any."""


class SandboxUnavailable(AgentError):
    """No wall stands here, or a package a problem needs is missing; says what to install."""
