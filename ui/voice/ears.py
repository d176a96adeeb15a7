"""Speech to text: one piece of sound in, words out, each with its time and how sure it is.

Whisper writes words for silence too, most readily those of its prompt: what is given to it must hold speech.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np

from ui.voice.audio import RATE, Sound, to_wav
from ui.voice.errors import VoiceMissing
from ui.voice.weights import INSTALL, whisper_folder

ROOM_FRAMES = 150
"""Hundredths of a second of silence after a piece: enough for Whisper to end in, and a quarter of the cost of its usual 30 s."""
LEAD = 0.1
"""Seconds of silence put in front: a first word that begins at once is otherwise lost at times."""
FILLERS_IN_PROMPT = "Um, uh, so, hmm, let me think, er, "
"""Whisper leaves out `um` and `uh` unless what it reads before holds some."""


@dataclass(frozen=True)
class Word:
    """One word with its punctuation; times in seconds from the start of the piece."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True)
class Heard:
    """What was understood. `confidence`: the mean of its words."""

    words: tuple[Word, ...] = ()
    confidence: float = 0.0

    @property
    def text(self) -> str:
        """As one line."""
        return " ".join(word.text for word in self.words)


class Ears(Protocol):
    """Turns sound into words; safe to call from any thread."""

    name: str

    def hear(self, sound: Sound, vocabulary: Sequence[str] = ()) -> Heard: ...


class WhisperEars:
    """Whisper base in this process; nothing leaves the machine."""

    name = "whisper-base"

    def __init__(self, home: Path) -> None:
        try:
            from faster_whisper import WhisperModel, transcribe
        except ImportError:
            raise VoiceMissing(f"faster-whisper is not installed. {INSTALL}") from None
        transcribe.pad_or_trim = _short_room  # type: ignore[assignment]
        threads = min(4, os.cpu_count() or 1)
        self._model = WhisperModel(str(whisper_folder(home)), compute_type="int8", cpu_threads=threads)
        self._one = Lock()

    def hear(self, sound: Sound, vocabulary: Sequence[str] = ()) -> Heard:
        """The words of one piece of up to 30 s."""
        led = np.concatenate([np.zeros(int(LEAD * RATE), dtype=np.float32), sound])
        with self._one:
            segments, _ = self._model.transcribe(
                led,
                language="en",
                beam_size=1,
                temperature=0.0,
                condition_on_previous_text=False,
                initial_prompt=prompt(vocabulary),
                word_timestamps=True,
                no_speech_threshold=None,
            )
            rows = [w for segment in segments for w in segment.words or ()]
        words: list[Word] = []
        for w in rows:
            start, end = max(0.0, w.start - LEAD), max(0.0, w.end - LEAD)
            if words and not w.word.startswith(" "):  # `two` and `-tower`, `1` and `.8` and `%`
                last = words.pop()
                words.append(Word(last.text + w.word.strip(), last.start, end, min(last.confidence, w.probability)))
            elif w.word.strip():
                words.append(Word(w.word.strip(), start, end, float(w.probability)))
        return Heard(tuple(words), float(np.mean([w.confidence for w in words])) if words else 0.0)


class OpenAIEars:
    """OpenAI's transcription, when that backend is chosen; the sound of every answer is sent there."""

    def __init__(self, audio: Any) -> None:
        self._audio = audio
        self.name = f"openai:{audio.ears}"

    def hear(self, sound: Sound, vocabulary: Sequence[str] = ()) -> Heard:
        """The words of one piece. It gives no times, so they are spread by length; and no confidence, so none is doubted."""
        said = self._audio.transcribe(to_wav(sound), tuple(vocabulary)).split()
        size = sum(len(word) + 1 for word in said) or 1
        seconds, at, words = len(sound) / RATE, 0, []
        for word in said:
            end = at + len(word) + 1
            words.append(Word(word, seconds * at / size, seconds * end / size, 1.0))
            at = end
        return Heard(tuple(words), 1.0 if words else 0.0)


def prompt(vocabulary: Sequence[str]) -> str:
    """What Whisper is told it has just heard: fillers, and the words that may come."""
    return FILLERS_IN_PROMPT + ", ".join(vocabulary) + "." if vocabulary else FILLERS_IN_PROMPT


def _short_room(array: np.ndarray, length: int = 3000, *, axis: int = -1) -> np.ndarray:
    """The library's padding to 30 s, cut to what the piece needs."""
    wanted = min(length, array.shape[axis] + ROOM_FRAMES)
    if array.shape[axis] >= wanted:
        return array.take(indices=range(wanted), axis=axis)
    widths = [(0, 0)] * array.ndim
    widths[axis] = (0, wanted - array.shape[axis])
    return np.pad(array, widths)
