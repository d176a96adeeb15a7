"""A model's reading as projects: its stretches of the document, with headings where it says that a part begins.

An author's own headings are never touched, and no figure that the rules read is replaced: the model adds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.claims.units import UNITS
from agent.judge.quotes import find_quote
from agent.models.extract import StatedFigure, StatedPart, Stretch
from agent.projects.blocks import DEEP, Block, Line, blocks
from agent.projects.headings import DATES
from agent.projects.outline import LEAST, Found
from agent.projects.parts import NAMES
from agent.state import Claim, Part


def found_in(lines: Sequence[Line], marked: bool, stretches: Sequence[Stretch]) -> list[tuple[Found, Stretch]]:
    """The project of each stretch, whole lines of the document."""
    ends, at = [], 0
    for line, _ in lines:
        at += len(line) + 1
        ends.append(at)
    out = []
    for stretch in stretches:
        mine = [
            line for line, a, b in zip(lines, [0, *ends], ends, strict=False) if a < stretch.end and stretch.start < b
        ]
        body = [b for b in blocks(mine, marked) if not _is_title(b, stretch.title)]
        found = Found(stretch.title, _with_parts(body, stretch.parts))
        if found.words >= LEAST:
            out.append((found, stretch))
    return out


def with_figures(text: str, claims: Sequence[Claim], figures: Sequence[StatedFigure]) -> tuple[Claim, ...]:
    """The claims, and the figures that stand where the rules read none."""
    out = list(claims)
    for figure in figures:
        place = find_quote(text, figure.quote)
        if place is None or any(c.start < place.end and place.start < c.end for c in out):
            continue
        unit, by = UNITS.get(figure.unit.strip().lower(), ("", 1.0))
        before = None if figure.before is None else figure.before * by
        out.append(
            Claim(
                text=place.text, metric=figure.metric, before=before, after=figure.after * by, unit=unit, turn=0,
                start=place.start, end=place.end,
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda c: c.start))


def _is_title(block: Block, title: str) -> bool:
    return block.kind in ("heading", "text", "lead") and DATES.sub("", block.text).strip(" *_#:|,–—-.") == title


def _with_parts(body: Sequence[Block], parts: Sequence[StatedPart]) -> list[Block]:
    if any(block.level == DEEP for block in body):
        return list(body)
    out: list[Block] = []
    under: Part | None = None
    for block in body:
        for piece, part in _cut(block, parts):
            if part and part != under:
                out.append(Block("heading", NAMES[part].capitalize(), block.place, DEEP))
                under = part
            out.append(replace(block, text=piece))
    return out


def _places(text: str, parts: Sequence[StatedPart]) -> Iterator[tuple[int, Part | None]]:
    for one in parts:
        if place := find_quote(text, one.quote):
            yield place.start, one.part


def _cut(block: Block, parts: Sequence[StatedPart]) -> list[tuple[str, Part | None]]:
    """The sentences of a block by the part that begins with them; a bullet or a heading stays whole."""
    places: list[tuple[int, Part | None]] = sorted(_places(block.text, parts), key=lambda place: place[0])
    if not places:
        return [(block.text, None)]
    if block.kind != "text":
        return [(block.text, places[0][1])]
    begins: list[tuple[int, Part | None]] = [
        (at, part) for at, part in places if not block.text[:at].strip() or block.text[:at].rstrip()[-1] in ".!?"
    ]
    if not begins or begins[0][0]:
        begins.insert(0, (0, None))
    ends = [*(at for at, _ in begins[1:]), len(block.text)]
    return [(block.text[at:end].strip(), part) for (at, part), end in zip(begins, ends, strict=True)]
