"""Has the candidate finished? Not a clock but a question of what was said and how it ended.

A turn that is cut off costs a thought; one that is taken a second late costs a second. So doubt always waits.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from ui.voice.audio import RATE, Sound
from ui.voice.ending import weighing
from ui.voice.weights import SMART_TURN, checked

LOOK = 0.13
"""Seconds of silence after which the end is looked for; the words are then on their way."""
WHOLE, LIKELY, DOUBTFUL, OPEN, HELD = 0.7, 1.2, 2.9, 7.0, 45.0
"""Seconds of silence that end a turn, by how finished it sounds and reads."""
SURE = 0.85
"""Chance from Smart Turn from which an ending sounds finished."""
_HOLD = re.compile(
    r"\b(?:(?:(?:give|gimme)(?: me)?|(?:i|i'll|i'd|can i|could i|may i|let me)(?: just)? (?:need|want|take|have|like)(?: to (?:take|have))?) (?:just )?(?:a|one|another|some)(?: more| little| few| couple)?(?: of)? "
    r"(?:moment|minute|second|sec|bit|time)s?(?: here| please)?(?: to \w+(?: \w+){0,5})?|"
    r"let me (?:just )?(?:think|try|look|check|see|recall|remember|work|figure|gather|do the math|count)\b(?:[ ,]+[\w']+){0,8}|"
    r"(?:hold|hang) on(?: a (?:second|sec|moment|minute))?|bear with me|one (?:moment|second|sec|minute)(?: please)?|just a (?:moment|second|sec|minute)|(?:(?:no|actually|sorry|oh) )?wait|"
    r"(?:i'm|i am) (?:still )?thinking|thinking out loud|where was i|how (?:do|should|can) i (?:put|say) (?:it|this))\W*$",
    re.IGNORECASE,
)


class EndModel(Protocol):
    """How likely it sounds that a turn has ended here."""

    def chance(self, sound: Sound) -> float: ...


@dataclass(frozen=True)
class Patience:
    """How much silence ends a turn, and why."""

    seconds: float
    rule: str


def patience(text: str, chance: float, odds: float) -> Patience:
    """The silence to wait for after these words, which sounded finished with this chance and read so with these odds."""
    if not re.search(r"\w", text):
        return Patience(DOUBTFUL, "nothing understood yet")
    if _HOLD.search(text.replace("’", "'")):
        return Patience(HELD, "asked for a moment")
    weighed = weighing()
    whole = weighed.of(odds, chance)
    if whole >= weighed.finished:
        return Patience(WHOLE, "reads finished")
    if whole < weighed.open:
        return Patience(OPEN, "reads unfinished")
    return Patience(DOUBTFUL, "may be finished")


class SmartTurn:
    """Smart Turn v3.2: from the melody of the last eight seconds, whether the speaker is done."""

    SECONDS = 8

    def __init__(self, path: Path | None = None) -> None:
        import onnxruntime as ort
        from faster_whisper.feature_extractor import FeatureExtractor

        options = ort.SessionOptions()
        options.intra_op_num_threads = 2
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(path or checked(SMART_TURN)), options, providers=["CPUExecutionProvider"])  # fmt: skip
        self._features = FeatureExtractor(feature_size=80)

    def chance(self, sound: Sound) -> float:
        """From 0 to 1."""
        size = self.SECONDS * RATE
        last = np.pad(sound[-size:], (max(0, size - len(sound)), 0)).astype(np.float32)
        last = (last - last.mean()) / np.sqrt(last.var() + 1e-7)
        features = self._features(last, padding=0)[:, : self.SECONDS * 100]
        said = self._session.run(None, {"input_features": features[None].astype(np.float32)})[0]
        return float(np.asarray(said).reshape(-1)[0])
