"""An answer as the interview is given it: without asides and fillers, with how it was said and where the ears were not sure."""

from collections.abc import Sequence

from ui.voice import delivery
from ui.voice.actions import Send
from ui.voice.answer import joined
from ui.voice.commands import without_asides
from ui.voice.doubts import doubts
from ui.voice.ears import Word


def sent(words: Sequence[Word], *, ready: float, interrupted: bool, seconds: float, breath: float) -> Send | None:
    """What these words come to; None when they are nothing but an aside."""
    words = without_asides(words)
    if not words:
        return None
    text, places = delivery.without_fillers(words)
    spans = ((places[doubt.first][0], places[doubt.last][1]) for doubt in doubts(words))
    unsure = tuple(span for span in spans if span[1] > span[0])
    how = delivery.measured(words, before=words[0].start - ready, interrupted=interrupted)
    return Send(text or joined(words), seconds, how.timings(), unsure, breath=breath)
