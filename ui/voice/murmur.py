"""A short sign of listening in a silence that may be the end: it commits to nothing, and the floor stays where it is.

It lets the conversation wait as long as doubt asks for without leaving anybody alone in the dark.
"""

import re
from collections.abc import Sequence

from ui.voice.ears import Word
from ui.voice.turns import DOUBTFUL, Patience

MURMUR, LATER = 1.2, 1.6
"""Seconds of silence after which somebody who listens makes a sound; the second where the answer seems to go on."""
ITSELF = 0.3
"""Seconds before the reply in which it would only be in its way."""
WORDS = ("Mm-hm.", "Okay.")
ECHO = 1.0
"""Seconds within which the microphone may hear it again, where nothing cancels the echo."""
_HEARD_BACK = frozenset("mm-hm mmhm mm-hmm mhm mm hmm hm mhmm uh-huh okay ok".split())


class Murmurs:
    """Those of one answer: one a silence at most. `before`: how many there were in the answers before it."""

    def __init__(self, before: int = 0) -> None:
        self.count = before
        self._at: list[float] = []
        self._made = False

    def spoke(self) -> None:
        """The candidate goes on: the next silence is another one."""
        self._made = False

    def next(self, silence: float, due: Patience | None, now: float) -> str:
        """What to murmur at this moment, if anything: never where a sentence breaks off, in a moment that was asked for, or just before a reply."""
        if self._made or due is None or due.still:
            return ""
        after = MURMUR if due.seconds <= DOUBTFUL else LATER
        if silence < after or due.seconds + due.breath < after + ITSELF:
            return ""
        self._made = True
        self._at.append(now)
        self.count += 1
        return WORDS[(self.count - 1) % len(WORDS)]

    def without_echo(self, words: Sequence[Word], start: float) -> tuple[Word, ...]:
        """The words of a piece that began at `start`, without a murmur that came back through the microphone."""
        return tuple(word for word in words if not self._is_echo(word, start))

    def _is_echo(self, word: Word, start: float) -> bool:
        said = re.sub(r"[^\w-]", "", word.text.lower())
        return said in _HEARD_BACK and any(at - 0.1 <= word.start + start <= at + ECHO for at in self._at)
