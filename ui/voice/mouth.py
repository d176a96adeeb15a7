"""Text to speech, clause by clause: the first words sound while the rest is still being made."""

import json
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np

from ui.voice.audio import Sound, from_pcm, resampled
from ui.voice.errors import VoiceError
from ui.voice.spoken import spoken
from ui.voice.weights import VOICE, VOICE_CONFIG, checked

FIRST_WORDS, CLAUSE_WORDS = 3, 6
"""The first clause may be shorter than the others: it is the one that is waited for."""
_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|(?<=,)\s+|\s+(?=[—–(])|(?<=[)—–])\s+")
_JOINT = re.compile(
    r"\s+(?=(?:and|but|because|which|that|with|when|where|if|so|to|for|of|in|on|at|into|from|how|what|than|as|is)\b)",
    re.IGNORECASE,
)
LONG_FIRST = 8
"""A first clause with more words is parted before a small word: a second of waiting is worth more than its melody."""
SPEEDS = (0.7, 1.5)
"""The slowest and the fastest a voice is still easy to follow."""
MOUTH_RATE = 24_000
"""What leaves every mouth, whatever its voice was trained at."""


@dataclass(frozen=True)
class Clip:
    """A clause and its sound at MOUTH_RATE."""

    text: str
    sound: Sound

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.sound) / MOUTH_RATE


class Mouth(Protocol):
    """Says a text; the clips come in order, each as soon as it is made."""

    name: str

    def say(self, text: str, speed: float = 1.0) -> Iterator[Clip]: ...

    def close(self) -> None: ...


def clauses(text: str) -> list[str]:
    """A text in pieces that may be spoken one by one, in its own words; short ones are joined to what follows."""
    found: list[str] = []
    held = ""
    for piece in (p for paragraph in text.split("\n") for p in _CLAUSE.split(paragraph.strip()) if p):
        held = f"{held} {piece}".strip()
        ends = held[-1] in ".!?"
        enough = FIRST_WORDS if not found else CLAUSE_WORDS
        if len(held.split()) >= enough or (ends and len(held.split()) > 1):
            found.append(held)
            held = ""
    if held:
        found.append(held)
    return [*_parted(found[0]), *found[1:]] if found else []


def _parted(clause: str) -> list[str]:
    """A long first clause in two."""
    words = clause.split()
    if len(words) <= LONG_FIRST:
        return [clause]
    places = [m for m in _JOINT.finditer(clause) if 4 <= len(clause[: m.start()].split()) <= LONG_FIRST]
    if not places:
        return [clause]
    return [clause[: places[0].start()], clause[places[0].end() :]]


class PiperMouth:
    """Piper in its own process, started with the first and kept for the next."""

    name = "piper:joe"

    def __init__(self) -> None:
        self._one = Lock()
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("piper_process.py")), str(checked(VOICE)), str(checked(VOICE_CONFIG))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._rate = 0

    def say(self, text: str, speed: float = 1.0) -> Iterator[Clip]:
        """One clip a clause; a caller that stops listening leaves nothing behind."""
        for clause in clauses(text):
            yield Clip(clause, self.made(spoken(clause), speed=speed))

    def close(self) -> None:
        """End the process; a second time does nothing."""
        if self.process.returncode is not None:
            return
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self.process.terminate()
        self.process.wait(timeout=5)

    def made(self, words: str, between: float = 0.0, speed: float = 1.0) -> Sound:
        """The sound of words that are in their spoken form already, at MOUTH_RATE; `between` sentences, seconds of silence."""
        with self._one:
            if not self._rate:
                self._rate = struct.unpack("<I", self._frame())[0]
            if not re.search(r"\w", words):
                return np.zeros(0, dtype=np.float32)
            request = json.dumps({"text": words, "speed": speed}) + "\n"
            try:
                self.process.stdin.write(request.encode())  # type: ignore[union-attr]
                self.process.stdin.flush()  # type: ignore[union-attr]
            except OSError:
                raise self._gone() from None
            parts: list[Sound] = []
            while data := self._frame():  # one a sentence
                if parts:
                    parts.append(np.zeros(int(between * self._rate), dtype=np.float32))
                parts.append(from_pcm(data))
            return resampled(np.concatenate(parts), self._rate, MOUTH_RATE) if parts else np.zeros(0, dtype=np.float32)

    def _frame(self) -> bytes:
        pipe = self.process.stdout
        head = pipe.read(4) if pipe else b""
        if len(head) < 4:
            raise self._gone()
        size = struct.unpack("<I", head)[0]
        data = pipe.read(size) if pipe and size else b""
        if len(data) < size:
            raise self._gone()
        return data

    def _gone(self) -> VoiceError:
        return VoiceError(
            "The voice process ended. The interview goes on in text; start it again for the voice, and `sparring doctor` says what voice lacks."
        )


class OpenAIMouth:
    """OpenAI's speech, when that backend is chosen; the interviewer's words are sent there."""

    def __init__(self, audio: Any) -> None:
        self._audio = audio
        self.name = f"openai:{audio.mouth}"

    def say(self, text: str, speed: float = 1.0) -> Iterator[Clip]:
        """One clip a clause; it comes at MOUTH_RATE already."""
        for clause in clauses(text):
            yield Clip(clause, from_pcm(self._audio.speak(spoken(clause), speed)))

    def close(self) -> None:
        """Nothing is held."""
