"""Is this speech? Silero's detector, one 32 ms frame at a time.

The model wants the last 64 samples of the frame before in front of each frame; without them it hears almost nothing.
"""

from pathlib import Path
from typing import Protocol

import numpy as np

from ui.voice.audio import FRAME, RATE, Sound
from ui.voice.weights import SILERO, checked

SPEECH = 0.5
CONTEXT = 64


class Detector(Protocol):
    """Says of each frame how likely it is speech."""

    def chance(self, frame: Sound) -> float: ...

    def reset(self) -> None: ...


class Silero:
    """One a conversation: it remembers what it heard."""

    def __init__(self, path: Path | None = None) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = ort.InferenceSession(str(path or checked(SILERO)), options, providers=["CPUExecutionProvider"])
        self._rate = np.array(RATE, dtype=np.int64)
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._state = np.zeros((2, 1, 128), dtype=np.float32)
        self._before = np.zeros(CONTEXT, dtype=np.float32)

    def chance(self, frame: Sound) -> float:
        """From 0 to 1, of one frame of 512 samples."""
        given = np.concatenate([self._before, frame])[None, :]
        said, self._state = self._session.run(None, {"input": given, "state": self._state, "sr": self._rate})
        self._before = frame[-CONTEXT:]
        return float(np.asarray(said).item())


def speech_in(sound: Sound, detector: Detector, gap: float = 0.6, pad: float = 0.15) -> list[tuple[int, int]]:
    """Stretches of speech as sample ranges; pauses shorter than `gap` seconds do not part them."""
    detector.reset()
    found: list[list[int]] = []
    for at in range(0, len(sound) - FRAME + 1, FRAME):
        if detector.chance(sound[at : at + FRAME]) < SPEECH:
            continue
        if found and at - found[-1][1] <= gap * RATE:
            found[-1][1] = at + FRAME
        else:
            found.append([at, at + FRAME])
    room = int(pad * RATE)
    return [(max(0, a - room), min(len(sound), b + room)) for a, b in found if b - a >= 3 * FRAME]
