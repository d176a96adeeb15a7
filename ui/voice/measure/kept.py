"""What detector, ears and end model make of a sound, kept in the home: after a change of a rule only what is new is heard again.

Kept with the CPU seconds it took when it was first heard, so that a replay waits as long as the run did.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from ui.voice import ears as ears_module
from ui.voice.audio import FRAME, Sound
from ui.voice.ears import Ears, Heard, Word
from ui.voice.ending import LEARNED, EndReader
from ui.voice.turns import EndModel
from ui.voice.vad import Detector
from ui.voice.weights import SILERO, SMART_TURN


class Kept:
    """A home's memory of sounds. What changes in ears.py makes it forget what was heard."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "evals" / "heard"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._reading = hashlib.sha256(LEARNED.read_bytes()).hexdigest()
        self._ears = hashlib.sha256(Path(ears_module.__file__).read_bytes()).hexdigest()

    def heard(self, ears: Ears, sound: Sound, vocabulary: Sequence[str] = ()) -> tuple[Heard, float]:
        """The words of a piece, and the CPU seconds they take."""
        told = self._once(
            [self._ears, ears.name, *vocabulary],
            sound,
            lambda: [asdict(w) for w in ears.hear(sound, vocabulary).words],
        )
        words = tuple(Word(**w) for w in told["said"])
        mean = float(np.mean([w.confidence for w in words])) if words else 0.0
        return Heard(words, mean), told["cpu"]

    def ended(self, end: EndModel, sound: Sound) -> tuple[float, float]:
        """How finished it sounds, and the CPU seconds it takes to tell."""
        told = self._once([SMART_TURN.sha256], sound, lambda: end.chance(sound))
        return told["said"], told["cpu"]

    def read(self, reader: EndReader, text: str) -> tuple[float, float]:
        """How finished it reads, and the CPU seconds it takes to tell."""
        told = self._once([self._reading, text], np.zeros(0, dtype=np.float32), lambda: reader.odds(text))
        return told["said"], told["cpu"]

    def chances(self, detector: Detector, sound: Sound) -> list[float]:
        """Of every frame, how likely it is speech."""

        def all_frames() -> list[float]:
            detector.reset()
            return [round(detector.chance(sound[at : at + FRAME]), 3) for at in range(0, len(sound) - FRAME + 1, FRAME)]

        return self._once([SILERO.sha256], sound, all_frames)["said"]

    def _once(self, by: Sequence[str], sound: Sound, act: Callable[[], Any]) -> dict[str, Any]:
        key = hashlib.sha256("\n".join(by).encode() + sound.tobytes()).hexdigest()[:32]
        path = self._folder / f"{key}.json"
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
        begun = time.process_time()
        said = act()
        told = {"said": said, "cpu": time.process_time() - begun}
        part = path.with_suffix(f".{time.monotonic_ns()}")
        part.write_text(json.dumps(told), encoding="utf-8")
        part.rename(path)  # two workers may write the same
        return told
