"""Voice where there is a sound device but no browser: a recorder and a player of the system, each a process with a pipe.

There is no echo cancelling here, so nothing is heard while the interviewer speaks: Ctrl-C is how to interrupt.
"""

import asyncio
import shutil
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from agent.interview import Interviews, View
from ui.voice.audio import FRAME, from_pcm, to_pcm
from ui.voice.errors import VoiceMissing
from ui.voice.live import Live, Senses
from ui.voice.mouth import Clip

RECORDERS = (
    ("pw-record", "--rate=16000 --channels=1 --format=s16 -"),
    ("parec", "--raw --rate=16000 --channels=1 --format=s16le"),
    ("arecord", "-q -t raw -f S16_LE -r 16000 -c 1"),
    ("rec", "-q -t raw -r 16000 -e signed -b 16 -c 1 -"),
)
PLAYERS = (
    ("pw-play", "--rate=24000 --channels=1 --format=s16 -"),
    ("pacat", "--raw --rate=24000 --channels=1 --format=s16le"),
    ("aplay", "-q -t raw -f S16_LE -r 24000 -c 1"),
    ("play", "-q -t raw -r 24000 -e signed -b 16 -c 1 -"),
)


def device() -> tuple[list[str], list[str]]:
    """The commands that record and play; VoiceMissing names what to install."""
    found = [
        next(([path, *flags.split()] for name, flags in known if (path := shutil.which(name))), None)
        for known in (RECORDERS, PLAYERS)
    ]
    if found[0] is None or found[1] is None:
        lacking = "record" if found[0] is None else "play"
        raise VoiceMissing(
            f"Nothing here can {lacking} sound. Install alsa-utils, PipeWire's or PulseAudio's tools, or SoX; "
            "or use the browser (`sparring`), which needs none of them."
        )
    return found[0], found[1]


def talk_aloud(room: Interviews, view: View, senses: Senses, *, keep: Path | None = None, speed: float = 1.0) -> View:
    """An interview by voice in the terminal, until it is over or Ctrl-C."""
    recorder, player = device()
    return asyncio.run(_talk(room, view, senses, recorder, player, keep, speed))


async def _talk(
    room: Interviews,
    view: View,
    senses: Senses,
    recorder: list[str],
    player: list[str],
    keep: Path | None,
    speed: float,
) -> View:
    speaker = Speaker(player)
    live = Live(room, view.session, senses, speaker, keep=keep)
    live.speed = speed
    speaker.live = live
    microphone = await asyncio.create_subprocess_exec(*recorder, stdout=asyncio.subprocess.PIPE)
    if microphone.stdout is None:
        raise AssertionError("the recorder was given a pipe")
    try:
        await live.begin()
        while not speaker.over:
            data = await microphone.stdout.read(FRAME * 2)
            if not data:
                await speaker.finished()
                raise VoiceMissing(f"{recorder[0]} ended: no microphone, or it is in use. Your answers are kept.")
            if live.talk.state != "speaking":
                await live.sound(from_pcm(data))
        await speaker.finished()
    finally:
        await live.close()
        if microphone.returncode is None:
            microphone.kill()
        await microphone.wait()
    return room.look(view.session)


class Speaker:
    """The player and the screen of a terminal, as an outlet."""

    cancels_echo = False

    def __init__(self, player: list[str]) -> None:
        self.over = False
        self._last = False
        """Whether what is said next is the last of all."""
        self.live: Live | None = None
        self._player = player
        self._process: asyncio.subprocess.Process | None = None
        self._console = Console(highlight=False)

    async def tell(self, kind: str, **told: Any) -> None:
        """What a terminal can show of it."""
        match kind:
            case "say":
                self._console.print("[bold cyan]Interviewer[/bold cyan]", Text(told["text"]), "\n")
            case "caption" if told["final"] and told["text"]:
                self._console.print("[bold]You[/bold]", Text(told["text"]), "\n")
            case "trouble":
                self._console.print(Text(told["text"], style="yellow"))
            case "state" if told["why"]:
                self._console.print(Text(told["why"], style="dim"))
            case "over":
                self.over = True
            case "answered":
                self._last = told["over"]
            case "said":
                await self.finished()
                if self.live is not None:
                    await self.live.spoken(told["say"])
                self.over = self._last

    async def play(self, say: int, clip: Clip) -> None:
        """One clause, after the one before it."""
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(*self._player, stdin=asyncio.subprocess.PIPE)
        if self._process.stdin is not None:
            self._process.stdin.write(to_pcm(clip.sound))
            await self._process.stdin.drain()

    async def finished(self) -> None:
        """Wait until all of it was heard."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()
            await process.wait()
