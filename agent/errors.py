"""What can go wrong around an interview.

AgentError
├── SettingsError       the environment or an argument asks for something that is not possible
├── ModelFailed         a model gave nothing, or broke off; carries the Failure
└── GradingError        a file of answers, or of results, that cannot be used
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.models.port import Failure

__all__ = ["AgentError", "GradingError", "ModelFailed", "SettingsError"]


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
