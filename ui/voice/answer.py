"""An answer while it is being spoken: its pieces as the ears gave them, in the order they were said."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ui.voice.ears import Heard, Word
from ui.voice.small_words import unfinished

SEEN = 0.8
"""Confidence of words that were heard once and shown: enough to count, not to know eighteen from eighty."""


@dataclass
class Answer:
    """What is known of it so far."""

    pieces: list[Heard | None] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    """When each piece began, in seconds of the conversation."""
    jobs: dict[int, int] = field(default_factory=dict)
    """Job → the piece it will fill."""
    edited: str | None = None
    """What the candidate made of the words so far by hand; what is said after it is added."""
    since: int = 0
    """The first piece said after that."""
    interrupted: bool = False
    by_hand: bool = False
    """Whether Done ended it: a silence that ended it may have been a pause."""
    began: float = 0.0
    ready: float = 0.0
    """When its first word came, and when the interviewer had finished; noted when it is sent."""

    def correct(self, text: str) -> None:
        """The candidate's own text takes the place of what was heard, and of what is still on its way from the ears."""
        self.edited, self.since = text, len(self.pieces)
        self.jobs.clear()

    def words(self) -> list[Word]:
        """All that were heard since it was corrected, with times in seconds of the conversation."""
        out: list[Word] = []
        for piece, start in zip(self.pieces[self.since :], self.starts[self.since :], strict=True):
            if out and unfinished(out[-1].text):  # a full stop that the ears put where they were cut off
                out[-1] = replace(out[-1], text=out[-1].text.rstrip("."))
            out += [replace(w, start=w.start + start, end=w.end + start) for w in piece.words] if piece else []
        return out

    @property
    def text(self) -> str:
        """As one line."""
        return " ".join(filter(None, (self.edited, joined(self.words()))))


def seen(text: str, at: float) -> Answer:
    """An answer that goes on from words which were shown before."""
    words = tuple(Word(word, 0.0, 0.0, SEEN) for word in text.split())
    return Answer([Heard(words, SEEN)], [at], began=at) if words else Answer()


def joined(words: Sequence[Word]) -> str:
    """Words as one line."""
    return " ".join(w.text for w in words)
