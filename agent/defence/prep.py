"""A sheet to prepare a defence with: the challenges to expect, weakest claims first, and the six parts with their gaps.

Nothing in it is written for the candidate: the outline holds their own sentences, and what is missing is marked as missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from agent.errors import AgentError
from agent.models.port import Model
from agent.projects import Likely, challenges_for, read_projects
from agent.projects.likely import statements
from agent.projects.parts import NAMES, PARTS
from agent.projects.weak import Statement
from agent.state import Part, Project, Record
from corpus.content import load_bank
from corpus.embed import Embedder
from corpus.search import Library

FIRST = 10
"""Challenges on a sheet."""
MOST = 4
"""Sentences quoted for a part: an outline is to be looked at, not read."""
MISSING: Mapping[Part, str] = {
    "problem": "who suffered, and the hard limits with their figures",
    "role": "what you decided and did yourself, and what others did",
    "architecture": "the path of one record from input to answer, and why these parts",
    "alternatives": "one option you turned down, for what reason, and what that cost",
    "results": "before and after, how it was measured, how sure you are, what did not improve",
    "hindsight": "what you would undo today, and why you did not know then",
}


class Outline(Record):
    """One part: what the write-up says of it; nothing said is a gap."""

    part: Part
    said: tuple[str, ...] = ()


class Sheet(Record):
    """The preparation for one project."""

    title: str
    place: str = ""
    outline: tuple[Outline, ...]
    challenges: tuple[Likely, ...]

    @property
    def gaps(self) -> tuple[Part, ...]:
        return tuple(one.part for one in self.outline if not one.said)


def prep_sheet(project: Project, library: Library, embedder: Embedder) -> Sheet:
    """The ten likeliest challenges and the outline of one project."""
    said: dict[Part, list[str]] = {part: [] for part in PARTS}
    for text, part in _whole(project.text, statements(project.text, embedder)):
        if part is not None and len(said[part]) < MOST:
            said[part].append(text)
    return Sheet(
        title=project.title,
        place=project.place,
        outline=tuple(Outline(part=part, said=tuple(said[part])) for part in PARTS),
        challenges=challenges_for(project, library, embedder)[:FIRST],
    )


def _whole(text: str, pieces: Sequence[Statement]) -> Iterator[tuple[str, Part | None]]:
    """Statements put together to the sentences they were cut from; a sentence is of the first part that is sure."""
    start = end = 0
    part: Part | None = None
    for one in pieces:
        if end and one.text[:1].islower() and "\n" not in text[end : one.start]:
            end, part = one.end, part or one.part
            continue
        if end:
            yield text[start:end].strip(" -•"), part
        start, end, part = one.start, one.end, one.part
    if end:
        yield text[start:end].strip(" -•"), part


def as_markdown(sheets: Sequence[Sheet]) -> str:
    """The sheets as one Markdown document."""
    out = []
    for sheet in sheets:
        out += [f"# {sheet.title}", ""]
        if sheet.place:
            out += [f"*{sheet.place} of what you handed in*", ""]
        out += ["## Expect these, weakest claims first", ""]
        for n, one in enumerate(sheet.challenges, start=1):
            out.append(f"{n}. **{one.say}**")
            if one.quote:
                out.append(f"   - Against: “{_short(one.quote, 220)}”")
            out += [f"   - Holds: {line}" for line in holds(one)]
        out += ["", "## The six parts", ""]
        for part in sheet.outline:
            out += [f"### {NAMES[part.part].capitalize()}", ""]
            out += [f"- {line}" for line in part.said] or [f"- **Gap.** Not told: {MISSING[part.part]}."]
            out.append("")
    return "\n".join(out).rstrip() + "\n"


def holds(one: Likely) -> tuple[str, ...]:
    """What an interviewer gives way to."""
    pattern = load_bank().patterns.get(one.id)
    if pattern is None:
        return ("the sum worked out again, and the figure that was wrong put right",)
    return pattern.holds_if


def _short(text: str, most: int) -> str:
    """Whole words up to a length."""
    if len(text) <= most:
        return text
    return text[: text.rfind(" ", 0, most)].rstrip(" ,;:") + "…"


def write_prep(sheets: Sequence[Sheet], path: Path) -> None:
    """The sheets as Markdown or, for `.pptx`, as a deck of one slide a project."""
    suffix = path.suffix.lower()
    if suffix not in (".md", ".markdown", ".pptx"):
        raise AgentError(f"{path} is neither .md nor .pptx. Name the prep sheet OUT.md, or OUT.pptx for slides.")
    try:
        if suffix == ".pptx":
            write_pptx(sheets, path)
        else:
            path.write_text(as_markdown(sheets), encoding="utf-8")
    except OSError as error:
        raise AgentError(f"{path} cannot be written: {error.strerror}. Name another file.") from error


GAP = "Gap: "
INK, SOFT, WARN = 0x1B1F24, 0x57606A, 0xA4400B
_WIDE, _HIGH = 13.333, 7.5
_SIZES = (13, 12, 11, 10)
"""Points, the largest that fits is taken; what does not fit the smallest is cut."""
Shown = tuple[str, bool]
"""A paragraph, and whether it is set bold."""


def write_pptx(sheets: Sequence[Sheet], path: Path) -> None:
    """One slide a project: the six parts on the left, the five likeliest challenges on the right, all ten in the notes."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    for sheet in sheets:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        _box(slide, 0.5, 0.3, _WIDE - 1, 0.7, "", [(sheet.title, True)], sizes=(28, 24, 20, 16))
        for n, part in enumerate(sheet.outline):
            body = [(line, False) for line in part.said] or [(f"{GAP}{MISSING[part.part]}", True)]
            left, top = 0.5 + (n % 2) * 4.15, 1.15 + (n // 2) * 2.05
            _box(slide, left, top, 4.0, 1.95, NAMES[part.part].capitalize(), body)
        expect = [(f"{n}. {one.say}", False) for n, one in enumerate(sheet.challenges[:5], start=1)]
        _box(slide, 8.95, 1.15, 3.9, 6.05, "Expect", expect)
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None  # the deck is new, its notes have their frame
        notes.text = "\n".join(
            f"{n}. {one.say}" + "".join(f"\n   holds: {line}" for line in holds(one))
            for n, one in enumerate(sheet.challenges, start=1)
        )
    deck.save(str(path))


def _box(
    slide: Any, left: float, top: float, wide: float, high: float, head: str, body: Sequence[Shown],
    sizes: Sequence[int] = _SIZES,
) -> None:  # fmt: skip
    """A text box whose text was measured to fit."""
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(wide), Inches(high)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(0.05)
    size, fitted = fit(body, wide - 0.1, high - 0.1 - (0.3 if head else 0.0), sizes)
    shown = [(head, 14, SOFT, True)] if head else []
    shown += [(text, size, WARN if text.startswith(GAP) else INK, bold) for text, bold in fitted]
    for n, (text, points, color, heavy) in enumerate(shown):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold, run.font.name = text, Pt(points), heavy, "Arial"
        run.font.color.rgb = RGBColor.from_string(f"{color:06X}")
        paragraph.space_after = Pt(3)


def fit(body: Sequence[Shown], wide: float, high: float, sizes: Sequence[int]) -> tuple[int, list[Shown]]:
    """The largest size at which the paragraphs fit a box in inches; at the smallest, as much as fits, the cut marked."""
    for size in sizes:
        if height(body, wide, size) <= high:
            return size, list(body)
    size, kept = sizes[-1], []
    for text, bold in body:
        if height([*kept, (text, bold)], wide, size) <= high:
            kept.append((text, bold))
            continue
        most = len(text)
        while most > 30 and height([*kept, (_short(text, most), bold)], wide, size) > high:
            most -= 10
        if most > 30:
            kept.append((_short(text, most), bold))
        break
    return size, kept


def height(body: Sequence[Shown], wide: float, size: int) -> float:
    """The inches that paragraphs take, by the widths of Helvetica, whose metrics Arial shares."""
    from reportlab.lib.utils import simpleSplit

    lines = sum(
        len(simpleSplit(text, "Helvetica-Bold" if bold else "Helvetica", size, wide * 72)) for text, bold in body
    )
    return (lines * size * 1.2 + len(body) * 3) / 72


def prepare(source: Path, out: Path, home: Path, model: Model | None = None) -> tuple[str, ...]:
    """Read the projects of a file and write their sheets; the notes are what was read, and what was not."""
    from agent.library import embedder, library

    reading = read_projects(source, model)
    if not reading.projects:
        raise AgentError(" ".join(reading.notes))
    encoder = embedder(home)
    shelf = library(home)
    write_prep([prep_sheet(project, shelf, encoder) for project in reading.projects], out)
    titles = ", ".join(project.title for project in reading.projects)
    return (*reading.notes, f"Read {len(reading.projects)}: {titles}.", f"Written: {out}")
