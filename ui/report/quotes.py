"""An answer with its quotes marked in place. Everything a person typed is escaped here, once, on its way into HTML."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from agent.judge.quotes import find_quote


@dataclass(frozen=True)
class Mark:
    """A quote and the number it is shown under; `about` is what it is evidence of."""

    number: int
    quote: str
    about: str


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The text as HTML, quotes in <mark> with their numbers; where two overlap the stretch carries both."""
    spans = [(start, end, mark) for mark in marks for start, end in _places(text, mark.quote)]
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    out = []
    for start, end in itertools.pairwise(cuts):
        piece = escape(text[start:end])
        here = [mark for a, b, mark in spans if a <= start and end <= b]
        if not here:
            out.append(piece)
            continue
        about = escape("; ".join(mark.about for mark in here), quote=True)
        ends = "".join(f"<sup>{mark.number}</sup>" for a, b, mark in spans if b == end)
        out.append(f'<mark title="{about}">{piece}</mark>{ends}')
    return "".join(out)


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    """Where a quote stands; one over several answers of a question is looked for answer by answer."""
    found = (find_quote(text, part) for part in quote.split("\n"))
    return [(place.start, place.end) for place in found if place]
