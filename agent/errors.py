"""What can go wrong around an interview.

AgentError
├── SettingsError       the environment or an argument asks for something that is not possible
├── GradingError        a file of answers, or of results, that cannot be used
└── SandboxUnavailable  a candidate's code cannot be run contained here
"""

__all__ = ["AgentError", "GradingError", "SandboxUnavailable", "SettingsError"]


class AgentError(Exception):
    """Something a person can mend; its text says what, where and how."""


class SettingsError(AgentError):
    """A setting that cannot be used; names the variable and the argument."""


class GradingError(AgentError):
    """A file of answers, or of results, that cannot be used."""


class SandboxUnavailable(AgentError):
    """No wall stands here, or a package a problem needs is missing; says what to install."""
