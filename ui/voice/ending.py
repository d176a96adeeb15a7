"""Does an answer read as finished? A small language model, tuned on what candidates might say, is asked, and weighed with how it sounds.

Melody alone misleads: a made voice falls at the end of every phrase, and many people do. Tuned by measure/train_ending.py, weighed by
measure/fit_ending.py.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Protocol

import numpy as np

from ui.voice.decoder import Decoder
from ui.voice.small_words import unfinished
from ui.voice.weights import SMOL, checked

LAYERS = 22
"""Of the thirty of SmolLM2: the rest find words, and tell nothing more of ends."""
LEAST_WORDS, STEP = 40, 20
"""What is read: so many of the last words and up to a step more, whatever sentences they are in. It begins at a step, so that what was read
before need not be read again."""
FEW, ENOUGH = 6, 15
"""Words between which an answer's length tells whether it is over."""
_REQUESTS = frozenset("can could may would shall should".split())
"""Words that begin a question, which may then end on a small word; the ears set a question mark after many a broken sentence."""
LEARNED = Path(__file__).with_name("ending.npz")


class EndReader(Protocol):
    """Log-odds that an answer, as far as it was written down, ends where it does."""

    def odds(self, text: str) -> float: ...


@dataclass(frozen=True)
class Weighing:
    """How reading and sound are put together, and where to draw the lines; see measure/fit_ending.py."""

    reads: float
    sounds: float
    words: float
    bias: float
    sure: float
    finished: float
    open: float

    def of(self, text: str, odds: float, chance: float) -> float:
        """How finished it is, in log-odds."""
        return self.reads * odds + self.sounds * sounding(chance) + self.words * length(text) + self.bias


class SmolEnd:
    """SmolLM2's state of the last word, and one row of weights."""

    def __init__(self) -> None:
        learned = dict(np.load(LEARNED))
        self._weights, self._bias = learned.pop("head"), float(learned.pop("bias")[0])
        self._decoder = Decoder(checked(SMOL), LAYERS, learned)

    def odds(self, text: str) -> float:
        """What is new of the last words goes through the model once."""
        return float(self._decoder.last(last_words(text)) @ self._weights + self._bias)


def sounding(chance: float) -> float:
    """The log-odds of a chance from the sound; never quite sure."""
    sure = min(max(chance, 0.003), 0.997)
    return log(sure / (1 - sure))


def length(text: str) -> float:
    """How long an answer is by now: few words are rarely all of it, unless they ask; and many tell nothing more."""
    words = text.split()
    asks = text.rstrip().endswith("?") and (words[0].lower() in _REQUESTS or not unfinished(words[-1]))
    return log(ENOUGH) if asks else log(min(max(len(words), FEW), ENOUGH))


def last_words(text: str) -> str:
    """The end of a text as it is read: without capitals and marks at its end, for the ears set a full stop wherever a voice stops."""
    words = plain(text).split()
    return " ".join(words[max(0, len(words) - LEAST_WORDS) // STEP * STEP :])


def plain(text: str) -> str:
    """Words without capitals, and without marks at their end."""
    return " ".join(re.sub(r"[^\w'%$.,@+-]", " ", text).split()).rstrip(".,;:!?- ").lower()


@lru_cache(maxsize=1)
def weighing() -> Weighing:
    """What measure/fit_ending.py wrote."""
    return Weighing(**json.loads(Path(__file__).with_name("ending.json").read_text(encoding="utf-8")))
