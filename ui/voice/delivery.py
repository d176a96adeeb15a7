"""How something was said is measured from the times of its words, and taken out of what is judged.

The figures ride along with the turn; agent/results/delivery.py reads them back from it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.results.delivery import Delivery
from ui.voice.ears import Word
from ui.voice.small_words import is_filler, unfinished

PAUSE = 1.0
"""Seconds of silence inside an answer, from which it is a pause."""
STOP, LISTED, THOUGHT = 0.7, 0.3, 1.5
"""Seconds of silence between two words from which a sentence has ended, in a list of keywords too, and from which it is a pause to
think: the ears write commas where a voice stays up, and a judge reads sentence by sentence. The first was taken on 21 answers in whole
sentences, which fall to pieces at .3; the second on 12 answers with telegrams among them, which .2 and .45 cost more.
"""
LINKED = 0.25
"""Share of words that no sentence ends on, below which somebody lists keywords instead of speaking in sentences."""
_DOUBLED = re.compile(r"\b(the|a|an|i|we|to|and|of|in|is|it|so|but|you|they)((?:,)?\s+\1\b)+", re.IGNORECASE)


def measured(words: Sequence[Word], before: float = 0.0, interrupted: bool = False) -> Delivery:
    """One answer, from its words with their times."""
    if not words:
        return Delivery(before=before, interrupted=int(interrupted))
    gaps = [b.start - a.end for a, b in pairwise(words)]
    long = [g for g in gaps if g >= PAUSE]
    fillers = sum(is_filler(w.text) for w in words)
    return Delivery(
        before=max(0.0, before),
        length=words[-1].end - words[0].start,
        words=len(words) - fillers,
        fillers=fillers,
        pauses=len(long),
        longest=max(long, default=0.0),
        silent=sum(long),
        interrupted=int(interrupted),
    )


def without_fillers(words: Sequence[Word]) -> tuple[str, list[tuple[int, int]]]:
    """What is judged: the words without `um` and doubled small ones; and where each word stands in it, (0, 0) for those left out."""
    text, places = "", []
    before = ""
    for word in _with_stops(words):
        plain = re.sub(r"\W", "", word.text.lower())
        doubled = plain == before and _DOUBLED.fullmatch(f"{plain} {plain}") is not None
        if is_filler(word.text) or doubled:
            places.append((0, 0))
            if word.text[-1] in ".?!" and text and text[-1] not in ".?!":
                text = text.rstrip(",") + word.text[-1]
            continue
        start = len(text) + bool(text)
        shown = word.text if text and text[-1] not in ".?!" else word.text[:1].upper() + word.text[1:]
        text = f"{text} {shown}".strip()
        places.append((start, len(text)))
        before = plain
    return text, places


def _with_stops(words: Sequence[Word]) -> list[Word]:
    """A full stop before every silence, unless no sentence ends on the word."""
    gaps = [b.start - a.end for a, b in pairwise(words)] + [0.0]
    stop = LISTED if sum(unfinished(w.text) for w in words) < LINKED * len(words) else STOP
    return [
        replace(word, text=word.text.rstrip(",;:") + ".")
        if stop <= gap < THOUGHT
        and word.text[-1] not in ".?!"
        and word.text.rstrip(",;:")
        and not unfinished(word.text)
        else word
        for word, gap in zip(words, gaps, strict=True)
    ]
