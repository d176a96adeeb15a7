"""What a candidate may say to the conversation itself: a moment to think, the question again, a hint, from the start.

Only whole answers are commands, or an aside at one end of an answer: nothing is guessed from the middle of a sentence.
"""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Literal

from ui.voice.ears import Word
from ui.voice.small_words import is_filler

Wish = Literal["hint", "skip", "repeat", "end"]


class Command(Enum):
    """What was asked for; `wish` is what the interview calls it, None where the conversation deals with it itself."""

    MOMENT = None
    AGAIN_FROM_START = ""
    HINT = "hint"
    SKIP = "skip"
    REPEAT = "repeat"
    END = "end"

    @property
    def wish(self) -> Wish | None:
        """The interview's word for it."""
        return self.value or None


_POLITE = r"(?:(?:sorry|okay|ok|so|well|please|actually|hmm|right|yeah|yes|um|uh|er|could you|can you|could we|can we|can i|could i|may i|i'd like to|let's|let us|i want to|i would like to|just|wait|sure|alright|thanks|thank you|good question)\W+)*"
_END = r"(?:\W*(?:please|thanks|thank you|okay|ok|then|again))*\W*"
_MOMENT = (
    r"(?:(?:i )?(?:give|need|take|want|have|get) (?:me )?(?:just )?(?:a|one|another|some) ?(?:moment|minute|second|sec|bit|time)(?: here)?(?: to think(?: about (?:it|this|that))?)?|"
    r"let me (?:just )?(?:think|see|think about (?:it|this|that|this one|that one))(?: for)?(?: (?:a|one) (?:moment|minute|second|sec|bit))?|(?:hold|hang) on(?: (?:a|one) (?:second|sec|moment|minute))?|"
    r"bear with me|one (?:moment|second|sec|minute)|just a (?:moment|second|sec|minute)|i'm (?:still )?thinking|(?:a|one) moment)"
)
_PHRASES: tuple[tuple[Command, str], ...] = (
    (Command.MOMENT, _MOMENT),
    (Command.AGAIN_FROM_START, r"(?:scratch (?:all )?that|let me start (?:over|again)|start(?:ing)? over|forget (?:all )?that|strike that)"),
    (Command.REPEAT, r"(?:you )?(?:repeat (?:the question|that|it)|say (?:that|it)(?: one more time)?|what was the question|i (?:did not|didn't) (?:catch|get|hear) that)(?: one more time)?"),
    (Command.HINT, r"(?:you )?(?:(?:have|get|give me|i need|need) a hint|a hint)"),
    (Command.SKIP, r"(?:skip (?:this|that|it)(?: one| question)?|move on to the next (?:one|question)|pass on this(?: one)?)"),
    (Command.END, r"(?:end|and|stop|finish) (?:the|this) interview(?: here| now)?"),
)  # fmt: skip
_WHOLE = tuple((c, re.compile(rf"\W*{_POLITE}{phrase}{_END}", re.IGNORECASE)) for c, phrase in _PHRASES)
_ASIDE = re.compile(rf"{_POLITE}{_MOMENT}\W*", re.IGNORECASE)
_NODS = frozenset(
    "mm mhm mmhm hmm mm-hm uh-huh yeah yes yep ok okay right sure i see got it exactly true cool fine great good".split()
)


def command_of(text: str) -> Command | None:
    """The command that a whole answer is; None when it is anything more."""
    plain = text.replace("’", "'").strip()
    return next((command for command, phrase in _WHOLE if plain and phrase.fullmatch(plain)), None)


def is_backchannel(text: str) -> bool:
    """Whether it only says that someone listens."""
    words = re.findall(r"[\w'-]+", text.lower())
    return len(words) <= 4 and all(word in _NODS for word in words)


def without_asides(words: Sequence[Word]) -> list[Word]:
    """The answer without a `give me a moment` in front of it; inside, it stays what it was."""
    for count in range(min(12, len(words)), 1, -1):
        head = " ".join(w.text for w in words[:count]).replace("’", "'")
        if _ASIDE.fullmatch(head) and not is_filler(words[count - 1].text):
            return list(words[count:])
    return list(words)
