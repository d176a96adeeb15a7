"""What the conversation asks of the world around it: of the ears, the interview, the speaker and the screen."""

from dataclasses import dataclass
from typing import Literal

from ui.voice.audio import Sound

State = Literal["listening", "thinking", "speaking", "checking", "muted"]


@dataclass(frozen=True)
class Listen:
    """Write down this sound; answer with `heard(job, …)`. `chance`: say also how finished it sounds."""

    job: int
    sound: Sound
    chance: bool


@dataclass(frozen=True)
class Read:
    """Say how finished this text reads, which sounds so with this chance; answer with `read(…)`."""

    job: int
    text: str
    chance: float


@dataclass(frozen=True)
class Send:
    """Give this answer to the interview; answer with `replied()`, or `failed()`, no sooner than after a `breath` of seconds."""

    text: str
    seconds: float
    timings: tuple[tuple[str, float], ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()
    wish: Literal["hint", "skip", "repeat", "end"] | None = None
    breath: float = 0.0


@dataclass(frozen=True)
class Hurry:
    """The candidate will not go on: the reply to the answer sent last need not wait for its breath."""


@dataclass(frozen=True)
class TakeBack:
    """The candidate went on before a word of the reply was heard: the answer sent last never was."""


@dataclass(frozen=True)
class Say:
    """Speak this; `spoken()` tells when the candidate has heard the last of it."""

    text: str


@dataclass(frozen=True)
class Murmur:
    """Sound as if listening, while the candidate keeps the floor."""

    text: str


@dataclass(frozen=True)
class Playback:
    """What the speaker is to do with what it still has: wait, go on, or forget it."""

    do: Literal["hold", "go", "halt"]


@dataclass(frozen=True)
class Show:
    """The state the candidate sees."""

    state: State
    why: str = ""


@dataclass(frozen=True)
class Caption:
    """The candidate's words so far. `final`: no more will come of this answer."""

    text: str
    final: bool = False


Action = Listen | Read | Send | Hurry | TakeBack | Say | Murmur | Playback | Show | Caption
