"""How soon an answer is answered aloud, by the clock; and what a long conversation costs, in CPU time as the rest of the speed table.

The first needs a machine that does nothing else: two cores are what is asked for.
"""

import asyncio
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from agent.interview import open_interviews
from agent.state import Brief
from evals.row import Row
from ui.voice.actions import Playback
from ui.voice.audio import FRAME, FRAME_SECONDS, Sound
from ui.voice.ears import Heard, Word
from ui.voice.live import Live, Senses, silence
from ui.voice.measure.made import speech
from ui.voice.measure.speech import lacking
from ui.voice.measure.turns import items, utterance
from ui.voice.mouth import Clip
from ui.voice.talk import Talk
from ui.voice.vad import Silero

TURNS = 30


def voice_rows(home: Path, turns: int = TURNS) -> Iterator[Row]:
    """The rows of voice; one that says why where voice is not installed."""
    if why := lacking():
        yield Row("voice", "not measured", why)
        return
    from evals.suite import Options
    from ui.voice.senses import close_senses, open_senses

    senses = open_senses(home)
    try:
        sounds = [utterance(i.data["text"], i.data["voice"], home) for i in items(Options())[:turns]]
        yield from _answered(sounds, senses, home)
        yield _barge(sounds)
        yield _long_answer(senses, home)
        yield _half_an_hour(sounds)
    finally:
        close_senses()


def _answered(sounds: list[Sound], senses: Senses, home: Path) -> Iterator[Row]:
    """The last word to the first sound, by stages, as the clock tells it."""
    stages = asyncio.run(_conversation(sounds, senses, home))
    ends, replies, whole, first = (np.array([s[name] for s in stages]) for name in ("end", "reply", "sound", "first"))
    yield Row(
        "speech end to first audio",
        _two(first),
        f"{len(whole)} turns in real time, no model in the loop, an otherwise idle machine; bound p50 1.3, p95 2 s",
    )
    yield Row("  to the reply itself", _two(whole), f"in {int((first < whole).sum())} turns a murmur came before it")
    yield Row("  of it, until the end is found", _two(ends), "silence and ears")
    yield Row("  of it, judging, and waiting for more", _two(replies - ends))
    yield Row("  of it, the first clause", _two(whole - replies))


async def _conversation(sounds: list[Sound], senses: Senses, home: Path) -> list[dict[str, float]]:
    """One answer after the other, at the pace of speech."""
    stages: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        mine = Path(folder)
        for name in ("index", "models"):
            if (home / name).exists():
                (mine / name).symlink_to(home / name)
        room, seed = open_interviews(mine), 0
        while len(stages) < len(sounds):
            seed += 1
            view = room.start(Brief(round="ml", minutes=90, seed=seed, channel="voice"))
            outlet = _Loudspeaker()
            outlet.live = live = Live(room, view.session, senses, outlet)
            await live.begin()
            while not outlet.over and len(stages) + len(live.stages) < len(sounds):
                await _answer(live, outlet, sounds[len(stages) + len(live.stages)])
            await live.close()
            stages += live.stages
        room.store.close()
    return stages


async def _answer(live: Live, outlet: "_Loudspeaker", sound: Sound) -> None:
    """Speak, then be silent until the reply is heard; a question of the conversation's own is left unanswered."""
    loop, had = asyncio.get_running_loop(), len(live.stages)
    while live.talk.state != "listening":
        await asyncio.sleep(FRAME_SECONDS)
    due, asked = loop.time(), outlet.said
    for at in range(0, len(sound) - FRAME + 1, FRAME):
        await live.sound(sound[at : at + FRAME])
        due += FRAME_SECONDS
        await asyncio.sleep(max(0.0, due - loop.time()))
        if len(live.stages) > had or (outlet.said > asked and live.talk.state == "listening"):
            return


class _Loudspeaker:
    """An outlet that is heard out at once."""

    cancels_echo = True

    def __init__(self) -> None:
        self.live: Live | None = None
        self.said, self.over = 0, False

    async def tell(self, kind: str, **told: Any) -> None:
        if kind == "answered":
            self.over = told["over"]
        if kind == "said" and self.live is not None:
            self.said += 1
            await self.live.spoken(told["say"])

    async def play(self, say: int, clip: Clip) -> None:
        """Heard."""


def _barge(sounds: list[Sound]) -> Row:
    """From the first sound of the candidate's voice to the order to be silent."""
    waits = []
    for sound in sounds:
        talk, detector = Talk(), Silero()
        talk.replied("I would push back on that.")
        begins = int(np.flatnonzero(np.abs(sound) > 0.02)[0]) // FRAME
        for n in range(len(sound) // FRAME):
            frame = sound[n * FRAME : (n + 1) * FRAME]
            if any(isinstance(a, Playback) for a in talk.frame(frame, detector.chance(frame))):
                waits.append((n + 1 - begins) * FRAME_SECONDS)
                break
    return Row(
        "barge-in to silence",
        _two(np.array(waits)),
        f"{len(waits)} voices, without the wire (about 10 ms); bound 0.25 s",
    )


def _long_answer(senses: Senses, home: Path) -> Row:
    """A five-minute answer of one sentence said again and again, a piece each: what the first and the last of them cost."""
    text = "I would mask the known positives, and then I would count how many rows it touches, since"
    part = np.concatenate([speech(text, "espeak 160", home), silence(1.7)])
    talk, costs = Talk(), []
    detector = Silero()
    for _ in range(int(300 * 16_000 / len(part))):
        for at in range(0, len(part) - FRAME + 1, FRAME):
            frame = part[at : at + FRAME]
            for action in talk.frame(frame, detector.chance(frame)):
                if hasattr(action, "sound"):
                    started = time.process_time()
                    heard = senses.ears.hear(action.sound)  # type: ignore[union-attr]
                    costs.append(time.process_time() - started)
                    talk.heard(action.job, heard, 0.1)  # type: ignore[union-attr]
    third = max(1, len(costs) // 3)
    first, last = float(np.median(costs[:third])), float(np.median(costs[-third:]))
    return Row(
        "a piece of a five-minute answer",
        f"{first:.2f} s CPU at its start, {last:.2f} at its end",
        f"{len(costs)} pieces",
    )


def _half_an_hour(sounds: list[Sound]) -> Row:
    """Thirty minutes of sound through detector and conversation; the ears are stood in for, they are measured above."""
    talk, detector, minutes, memory = Talk(), Silero(), [], []
    words = Heard((Word("and", 0.0, 0.3, 0.9),), 0.9)
    sound = np.concatenate(sounds)
    each = 60 * 16_000 // FRAME
    started = time.process_time()
    for n in range(30 * each):
        at = n * FRAME % (len(sound) - FRAME)
        for action in talk.frame(sound[at : at + FRAME], detector.chance(sound[at : at + FRAME])):
            if hasattr(action, "job"):
                talk.heard(action.job, words, 0.05)  # type: ignore[union-attr]
        if (n + 1) % each == 0:
            minutes.append(time.process_time() - started)
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            started = time.process_time()
    return Row(
        "half an hour of listening",
        f"{np.mean(minutes[:5]):.2f} s CPU a minute at its start, {np.mean(minutes[-5:]):.2f} at its end",
        f"memory grew by {memory[-1] - memory[0]:.0f} MB; one answer of thirty minutes, the worst case",
    )


def _two(values: np.ndarray) -> str:
    return f"p50 {np.percentile(values, 50):.2f} s, p95 {np.percentile(values, 95):.2f} s"
