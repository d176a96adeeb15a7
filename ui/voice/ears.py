"""Speech to text: one piece of sound in, words out, each with its time and how sure it is.

Whisper writes words for silence too, most readily those of its prompt: what is given to it must hold speech.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np

from ui.voice.audio import RATE, Sound, to_wav
from ui.voice.errors import VoiceMissing
from ui.voice.weights import INSTALL, whisper_folder

ROOM, LEAST, MOST = 150, 1000, 3000
"""Hundredths of a second: silence after a piece, and the least and most that is read. Whisper reads 30 s however short a
piece is; 10 cost a third of it. With less than 10 it says a short answer over and over again.
"""
TOKENS_A_SECOND, TOKENS = 7, 12
"""More than these a second, and at the start, is no speech but Whisper saying the same again."""
BEAM = 5
"""Hypotheses held side by side in a recording: a sixth fewer word errors, at nearly twice the time."""
REST = 1.0
"""Seconds after the last word that are not heard once more: Whisper fills so little with words of its own."""
LEAD = 0.1
"""Seconds of silence put in front: a first word that begins at once is otherwise lost at times."""
FILLERS_IN_PROMPT = "Um, uh, so, hmm, er, "
"""Ends on a comma on purpose: after a full stop Whisper adds words of its own to a short answer. And it leaves out `um` and `uh` unless what it reads before holds some."""

MADE_UP = 0.2
SENTENCE, SHOUTED = 5, 0.8
"""Words from which a piece is more than a name or two, and the share of capitals from which it is written in them."""


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

    def hear(self, sound: Sound, vocabulary: Sequence[str] = (), *, patient: bool = False) -> Heard:
        """The words of one piece; `patient` where nobody waits for them."""
        ...


class WhisperEars:
    """Whisper base in this process; nothing leaves the machine. One thread: a second only makes the steps of a word wait for each other."""

    name = "whisper-base"

    def __init__(self, home: Path) -> None:
        try:
            from faster_whisper import WhisperModel, transcribe
        except ImportError:
            raise VoiceMissing(f"faster-whisper is not installed. {INSTALL}") from None
        transcribe.pad_or_trim = _room  # type: ignore[assignment]
        self._model = WhisperModel(str(whisper_folder(home)), compute_type="int8", cpu_threads=1)
        self._one = Lock()

    def hear(self, sound: Sound, vocabulary: Sequence[str] = (), *, patient: bool = False) -> Heard:
        """The words of one piece of up to 30 s."""
        led = np.concatenate([np.zeros(int(LEAD * RATE), dtype=np.float32), sound])
        with self._one:
            words = self._words(led, vocabulary, BEAM if patient else 1)
        words = without_made_up_end(without_loop(without_capitals(words)), len(sound) / RATE)
        return Heard(tuple(words), float(np.mean([w.confidence for w in words])) if words else 0.0)

    def _words(self, led: Sound, vocabulary: Sequence[str], beam: int) -> list[Word]:
        """In one go: with time marks of its own between the words, Whisper began again at each of them and said the same twice."""
        segments, _ = self._model.transcribe(
            led,
            language="en",
            beam_size=beam,
            temperature=0.0,
            condition_on_previous_text=False,
            initial_prompt=prompt(vocabulary),
            without_timestamps=True,
            word_timestamps=True,
            no_speech_threshold=None,
            max_new_tokens=TOKENS + int(TOKENS_A_SECOND * len(led) / RATE),
        )
        words: list[Word] = []
        for w in (w for segment in passes(segments, len(led) / RATE) for w in segment.words or ()):
            start, end = (max(0.0, float(t) - LEAD) for t in (w.start, w.end))
            if words and not w.word.startswith(" "):  # `two` and `-tower`, `1` and `.8` and `%`
                last = words.pop()
                words.append(
                    Word(last.text + w.word.strip(), last.start, end, min(last.confidence, float(w.probability)))
                )
            elif w.word.strip():
                words.append(Word(w.word.strip(), start, end, float(w.probability)))
        return words


class OpenAIEars:
    """OpenAI's transcription, when that backend is chosen; the sound of every answer is sent there."""

    def __init__(self, audio: Any) -> None:
        self._audio = audio
        self.name = f"openai:{audio.ears}"

    def hear(self, sound: Sound, vocabulary: Sequence[str] = (), *, patient: bool = False) -> Heard:
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
    return FILLERS_IN_PROMPT + ", ".join(vocabulary) + ", um, " if vocabulary else FILLERS_IN_PROMPT


def without_capitals(words: Sequence[Word]) -> list[Word]:
    """Words in small letters where a whole piece came in capitals, as Whisper writes at times; an acronym alone stays one."""
    letters = [c for w in words for c in w.text if c.isalpha()]
    shouted = len(words) >= SENTENCE and sum(c.isupper() for c in letters) > SHOUTED * len(letters)
    return [replace(w, text=w.text.lower()) for w in words] if shouted else list(words)


def without_made_up_end(words: Sequence[Word], seconds: float) -> list[Word]:
    """Words without a `Thank you.` nobody said: what begins after the sound, or after a last sentence with hardly a chance."""
    kept = [w for w in words if w.start < seconds - 0.02]
    ends = [n for n, w in enumerate(kept[:-1]) if w.text[-1] in ".?!"]
    if ends and kept[ends[-1] + 1].confidence < MADE_UP and len(kept) - ends[-1] <= 5:
        return without_made_up_end(kept[: ends[-1] + 1], seconds)
    return kept


def without_loop(words: Sequence[Word]) -> list[Word]:
    """Words up to where the same few come again and again, as Whisper writes where it hears no more."""
    said = [re.sub(r"\W", "", w.text.lower()) for w in words]
    for at in range(len(said)):
        for size in range(1, min(25, (len(said) - at) // 2 + 1)):
            repeats = 4 if size < 3 else 3 if size < 6 else 2
            span = said[at : at + size * repeats]
            if len(span) == size * repeats and all(span[n] == span[n % size] for n in range(len(span))):
                return list(words[: at + size])
    return list(words)


def passes(segments: Iterable[Any], seconds: float) -> Iterator[Any]:
    """What was heard, pass by pass, up to where no speech is left; each pass is made when it is asked for."""
    for segment in segments:
        yield segment
        if seconds - segment.end < REST:
            return


def _room(array: np.ndarray, length: int = MOST, *, axis: int = -1) -> np.ndarray:
    """The library's padding to 30 s, cut to what the piece needs."""
    wanted = min(length, max(LEAST, array.shape[axis] + ROOM))
    if array.shape[axis] >= wanted:
        return array.take(np.arange(wanted), axis=axis)
    widths = [(0, 0)] * array.ndim
    widths[axis] = (0, wanted - array.shape[axis])
    return np.pad(array, widths)
