"""Does an answer read as finished? A linear head on the sentence encoder says it of the last words, and is weighed with how they sound.

Melody alone misleads: a made voice falls at the end of every phrase, and many people do. Fitted by measure/fit_ending.py.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Protocol

import numpy as np

MOST_WORDS = 40
"""What is read: so many of the last words, whatever sentences they are in; the last sentence alone tells less."""
NEUTRAL = 0.0
"""What an ending reads like where nothing reads."""


class EndReader(Protocol):
    """Log-odds that an answer, as far as it was written down, ends where it does."""

    def odds(self, text: str) -> float: ...


@dataclass(frozen=True)
class Weighing:
    """How reading and sound are put together, and where to draw the lines; see measure/fit_ending.py."""

    reads: float
    sounds: float
    bias: float
    finished: float
    open: float

    def of(self, odds: float, chance: float) -> float:
        """How finished it is, in log-odds."""
        return self.reads * odds + self.sounds * sounding(chance) + self.bias


class Unread:
    """Where nothing reads, only the rules and the sound tell."""

    def odds(self, text: str) -> float:
        """The same of every text."""
        return NEUTRAL


class MiniLMEnd:
    """The encoder's state of the last two word pieces, and one row of weights."""

    def __init__(self, home: Path) -> None:
        from agent.library import embedder

        self._embedder = embedder(home)
        self._weights, self._bias, _ = fitted()

    def odds(self, text: str) -> float:
        """One pass of the encoder over the last words."""
        last = last_words(text)
        return float(self._embedder.ending(last) @ self._weights + self._bias) if last else NEUTRAL


def sounding(chance: float) -> float:
    """The log-odds of a chance from the sound; never quite sure."""
    sure = min(max(chance, 0.003), 0.997)
    return log(sure / (1 - sure))


def last_words(text: str) -> str:
    """The end of a text as it is read: without capitals and marks at its end, for the ears set a full stop wherever a voice stops."""
    return " ".join(plain(text).split()[-MOST_WORDS:])


def plain(text: str) -> str:
    """Words without capitals, and without marks at their end."""
    return " ".join(re.sub(r"[^\w'%$.,@+-]", " ", text).split()).rstrip(".,;:!?- ").lower()


@lru_cache(maxsize=1)
def fitted() -> tuple[np.ndarray, float, Weighing]:
    """What measure/fit_ending.py wrote: the head's weights and bias, and how it is weighed."""
    held = json.loads(Path(__file__).with_name("ending.json").read_text(encoding="utf-8"))
    return np.array(held["weights"], dtype=np.float32), float(held["bias"]), Weighing(**held["weighing"])
