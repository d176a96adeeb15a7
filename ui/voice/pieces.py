"""The sound of an answer on its way to the ears: a piece is given again as it grows, and written down for good at a pause.

So an answer costs no more at its end than at its start.
"""

from collections.abc import Sequence

import numpy as np

from ui.voice.answer import Answer
from ui.voice.audio import FRAME_SECONDS, Sound, quietest

PREROLL, OVER = 10, 60
"""Frames kept from before a first word is noticed, and of what is said over the interviewer."""
COMMIT_PAUSE, COMMIT_LEAST, COMMIT_ANY, PIECE_MOST = 0.5, 6.0, 1.5, 18.0
"""Seconds: at a pause of the first, a piece as long as the second is written down for good, at the third any; and speech without a pause is parted where it is quietest."""
TAIL = 0.24
"""Seconds of silence given to the ears after the last word."""


class Pieces:
    """Those of one answer. `frames` is what the open piece holds so far; before it is given to the ears, what led up to it."""

    def __init__(self, frames: Sequence[Sound] = ()) -> None:
        self.frames = list(frames)
        self.open: int | None = None
        """Which piece of the answer it will be."""
        self.latest = 0
        """The job whose words are the newest."""

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.frames) * FRAME_SECONDS

    @property
    def long(self) -> bool:
        """Whether it has to be parted."""
        return self.seconds >= PIECE_MOST

    @property
    def last(self) -> list[Sound]:
        """The end of it, in which a first word may have begun."""
        return self.frames[-PREROLL:]

    def overhear(self, sound: Sound, most: int) -> None:
        """A frame of what may become an answer; no more than so many are kept."""
        self.frames.append(sound)
        del self.frames[:-most]

    def close(self) -> None:
        """The open piece is done with; what comes now is another."""
        self.open, self.frames = None, self.last

    def give(self, answer: Answer, job: int, now: float, silent: int) -> Sound:
        """The piece so far, for the ears, without the silence after it; a later job for the same piece replaces an earlier one."""
        if self.open is None:
            self.open = len(answer.pieces)
            answer.pieces.append(None)
            answer.starts.append(now - self.seconds)
        for earlier in [j for j, piece in answer.jobs.items() if piece == self.open]:
            del answer.jobs[earlier]
        answer.jobs[job] = self.open
        self.latest = job
        return np.concatenate(self.frames[: len(self.frames) - max(0, silent - round(TAIL / FRAME_SECONDS))])

    def commit(self, answer: Answer, silence: float) -> None:
        """At a pause, a piece that was written down and is long enough is done with."""
        if silence < COMMIT_PAUSE:
            return
        if self.open is None:
            self.frames = self.last
        elif answer.pieces[self.open] is None or self.latest in answer.jobs:
            return
        elif self.seconds >= COMMIT_LEAST or silence >= COMMIT_ANY:
            self.close()

    def part(self, answer: Answer, job: int, now: float) -> Sound:
        """Speech without a pause is parted at its quietest place; what stands before it goes to the ears."""
        cut = quietest(self.frames)
        rest, self.frames = self.frames[cut:], self.frames[:cut]
        sound = self.give(answer, job, now - len(rest) * FRAME_SECONDS, 0)
        self.latest, self.open, self.frames = 0, None, rest
        return sound
