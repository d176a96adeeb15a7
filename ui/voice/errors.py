"""What can go wrong with voice; each text says what to do, and that typing goes on.

VoiceError
├── VoiceMissing   a package or a model that voice needs is not there
└── AudioError     a recording that cannot be read
"""

from agent.errors import AgentError


class VoiceError(AgentError):
    """Voice cannot go on; the interview can."""


class VoiceMissing(VoiceError):
    """Something voice needs is not installed; names it and the command that installs it."""


class AudioError(VoiceError):
    """A recording that cannot be read, or holds no speech."""
