"""The text of a PDF as Markdown lines with their pages: reading order, headings, ruled tables; nothing a reader cannot see.

Text drawn invisibly, in the colour of the paper, too small to read or off the page is left out and told of: it is how
instructions are smuggled into a résumé. The invisible layer of a scan that went through OCR is its text, and is kept.
"""

import io
import itertools
import logging
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import DocumentError

MOST_PAGES = 60
"""A résumé or a write-up has a few; two hundred are read for nobody's good."""
LEAST_SIZE = 2.5
"""Points: smaller than any footnote."""
PAPER = 0.94
"""How light a colour is no ink."""
BULLETS = "•▪◦‣●○■–·∙*-"


@dataclass
class PdfText:
    """What was read. `hidden` is what no reader sees."""

    lines: list[tuple[str, int]] = field(default_factory=list)
    """Markdown, and the page from 1; a blank line parts blocks."""
    pages: int = 0
    hidden: str = ""


@dataclass
class _Line:
    text: str
    size: float
    bold: bool
    page: int
    x0: float
    y: float


def read_pdf(path: Path, raw: bytes, most: int = MOST_PAGES) -> PdfText:
    """The text of the first `most` pages; DocumentError says why there is none."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    out, found = PdfText(), []
    try:
        for number, page, hidden in _pages(raw, most, out):
            found += [*_page_lines(page, number), None]
            out.hidden += hidden
    except PDFPasswordIncorrect:
        raise DocumentError(f"{path} is encrypted. Save it without a password and try again.") from None
    except (PDFException, PSException, ValueError, TypeError, KeyError, AssertionError, RecursionError) as error:
        raise DocumentError(f"{path} is not a readable PDF ({type(error).__name__}). Print it to PDF again.") from error
    sizes = [line.size for line in found if line for _ in line.text.split()]
    body = statistics.median(sizes) if sizes else 0.0
    out.lines = [(_marked(line, body), line.page) if line else ("", 0) for line in found]
    return out


def _marked(line: _Line, body: float) -> str:
    """A line set clearly larger than the body, or bold and short, is a heading."""
    text, size = line.text, line.size
    if text[0] in BULLETS and text[1:2] == " ":
        return "- " + text[1:].strip()
    short = 0 < len(text.split()) <= 12 and not text.endswith((".", ",", ";")) and not text.startswith("|")
    level = "# " if size >= body * 1.4 else "## " if size >= body * 1.15 else "### "
    return level + text if short and (size >= body * 1.15 or (line.bold and size >= body * 0.95)) else text


def _pages(raw: bytes, most: int, out: PdfText) -> Iterator[tuple[int, Any, str]]:
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = _sighted()(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(raw)), start=1):
        out.pages = number
        if number <= most:
            interpreter.process_page(page)
            yield number, device.get_result(), device.hidden


def _sighted() -> Any:
    """The device that leaves out what cannot be seen, before anything is laid out. A class in a function: pdfminer is heavy."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams, LTChar, LTCurve, LTFigure

    class Sighted(PDFPageAggregator):
        hidden = ""

        def __init__(self, resources: Any) -> None:
            super().__init__(resources, laparams=LAParams())
            self.invisible = False
            self.inks: dict[int, str] = {}

        def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
            self.invisible = textstate.render in (3, 7)
            super().render_string(textstate, seq, ncs, graphicstate)

        def render_char(self, *given: Any, **named: Any) -> float:
            width = super().render_char(*given, **named)
            state = given[-1] if given else named["graphicstate"]
            ink = "none" if self.invisible else "paper" if _light(state.ncolor) else "ink"
            self.inks[id(self.cur_item._objs[-1])] = ink  # type: ignore[union-attr]
            return width

        def end_page(self, page: Any) -> None:
            objects = self.cur_item._objs  # type: ignore[union-attr]
            glyphs = [o for o in objects if isinstance(o, LTChar)]
            dark = [o for o in objects if isinstance(o, LTCurve) and o.fill and not _light(o.non_stroking_color)]
            pictures = [o for o in objects if isinstance(o, LTFigure)]
            seen = {id(g) for g in glyphs if self._shows(g, [*dark, *pictures])}
            if not seen and any(
                p.width * p.height > 0.5 * self.cur_item.width * self.cur_item.height for p in pictures
            ):
                seen = {id(g) for g in glyphs}  # a scan: what OCR wrote under the picture
            self.hidden = "".join(g.get_text() for g in glyphs if id(g) not in seen).strip()
            self.cur_item._objs = [o for o in objects if not isinstance(o, LTChar) or id(o) in seen]  # type: ignore[union-attr]
            super().end_page(page)
            self.inks.clear()

        def _shows(self, glyph: Any, grounds: list[Any]) -> bool:
            ink = self.inks.get(id(glyph), "ink")
            x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
            on_page = 0 <= x <= self.cur_item.width and 0 <= y <= self.cur_item.height
            if ink == "none" or not on_page or glyph.size < LEAST_SIZE:
                return False
            return ink == "ink" or any(g.x0 <= x <= g.x1 and g.y0 <= y <= g.y1 for g in grounds)

    return Sighted


def _light(color: Any) -> bool:
    """Whether a fill colour is that of paper: grey, RGB or CMYK by the number of its parts; patterns are not."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(p, (int, float)) for p in parts):
        return False
    return max(parts) <= 1 - PAPER if len(parts) == 4 else min(parts) >= PAPER


def _page_lines(page: Any, number: int) -> list[_Line | None]:
    """The lines of a page in reading order, ruled tables as rows; None parts blocks."""
    from pdfminer.layout import LTTextContainer, LTTextLine

    boxes = [box for box in page if isinstance(box, LTTextContainer)]
    tables = _tables(page)
    cells: dict[int, dict[tuple[int, int], list[Any]]] = {}
    out: list[_Line | None] = []
    placed: set[int] = set()
    for box in boxes:
        lines: list[_Line] = []
        for line in box:
            if not isinstance(line, LTTextLine) or not line.get_text().strip():
                continue
            at = next((n for n, grid in enumerate(tables) if grid.holds(line)), None)
            if at is None:
                lines.append(_line(line, number))
                continue
            if at not in placed:
                placed.add(at)
                out += [_Line(f"\0{at}", 0.0, False, number, 0, 0), None]
            for glyph in line:
                if hasattr(glyph, "fontname"):
                    cells.setdefault(at, {}).setdefault(tables[at].cell(glyph), []).append(glyph)
        out += [*_with_bullets(lines), None] if lines else []
    return [row for line in out for row in (_rows(cells, line) if line and line.text.startswith("\0") else [line])]


def _line(line: Any, number: int) -> _Line:
    glyphs = [g for g in line if hasattr(g, "fontname") and g.get_text().strip()]
    bold = bool(glyphs) and all("bold" in g.fontname.lower() for g in glyphs)
    size = max((g.size for g in glyphs), default=0.0)
    text = re.sub(
        r"\(cid:\d+\)", "•", " ".join(line.get_text().split())
    )  # a glyph without a letter is most often a bullet
    lead = (
        ""
        if bold
        else "".join(g.get_text() for g in itertools.takewhile(lambda g: "bold" in g.fontname.lower(), glyphs))
    )
    if 2 < len(lead) <= 80:  # a bold lead is the title of what follows it
        end = next((n for n in range(len(text) + 1) if text[:n].replace(" ", "") == lead.replace(" ", "")), 0)
        text = f"**{text[:end]}**{text[end:]}"
    return _Line(text, size, bold, number, line.x0, (line.y0 + line.y1) / 2)


def _with_bullets(lines: list[_Line]) -> list[_Line]:
    """A bullet set apart from its text is joined with the line beside it."""
    out = []
    taken: set[int] = set()
    for n, line in enumerate(lines):
        if n in taken:
            continue
        if line.text in BULLETS:
            beside = next((m for m, o in enumerate(lines) if m != n and m not in taken and abs(o.y - line.y) < 4), None)
            if beside is not None:
                taken.add(beside)
                other = lines[beside]
                out.append(_Line(f"{line.text} {other.text}", other.size, other.bold, other.page, other.x0, other.y))
            continue
        out.append(line)
    return out


@dataclass
class _Grid:
    """A ruled table: where its lines run."""

    xs: list[float]
    ys: list[float]

    def holds(self, item: Any) -> bool:
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell(self, item: Any) -> tuple[int, int]:
        """The row from the top and the column."""
        x, y = (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
        return -sum(y >= v for v in self.ys), sum(x >= v for v in self.xs)


def _tables(page: Any) -> list[_Grid]:
    """Grids of at least two rows and two columns; rules that touch belong together."""
    from pdfminer.layout import LTCurve

    rules = [o for o in page if isinstance(o, LTCurve) and (o.width < 2 or o.height < 2 or (o.stroke and not o.fill))]
    groups: list[list[Any]] = []
    for rule in rules:
        near = [g for g in groups if any(_touch(rule, other) for other in g)]
        merged = [rule, *(o for g in near for o in g)]
        groups = [g for g in groups if g not in near] + [merged]
    grids = []
    for group in groups:
        xs = _distinct(v for o in group if o.width < 2 or o.height >= 2 for v in (o.x0, o.x1))
        ys = _distinct(v for o in group if o.height < 2 or o.width >= 2 for v in (o.y0, o.y1))
        if len(xs) >= 3 and len(ys) >= 3:
            grids.append(_Grid(xs, ys))
    return grids


def _touch(one: Any, other: Any) -> bool:
    return (
        one.x0 <= other.x1 + 2 and other.x0 <= one.x1 + 2 and one.y0 <= other.y1 + 2 and other.y0 <= one.y1 + 2
    )  # fmt: skip


def _distinct(values: Iterator[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 4:
            out.append(value)
    return out


def _rows(cells: dict[int, dict[tuple[int, int], list[Any]]], mark: _Line) -> list[_Line | None]:
    """A table as Markdown rows."""
    grid = cells.get(int(mark.text[1:]), {})
    columns = sorted({column for _, column in grid})
    out: list[_Line | None] = []
    for row in sorted({row for row, _ in grid}):
        texts = [_cell_text(grid.get((row, column), [])) for column in columns]
        out.append(_Line("| " + " | ".join(texts) + " |", 0.0, False, mark.page, 0, 0))
        if len(out) == 1:
            out.append(_Line("|" + " --- |" * len(columns), 0.0, False, mark.page, 0, 0))
    return [*out, None]


def _cell_text(glyphs: list[Any]) -> str:
    """The glyphs of a cell line by line, with the spaces that stand between them."""
    lines: list[list[Any]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.y0):
        if lines and abs(lines[-1][0].y0 - glyph.y0) < glyph.size * 0.5:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    said = []
    for line in lines:
        text, end = "", None
        for glyph in sorted(line, key=lambda g: g.x0):
            if end is not None and glyph.x0 - end > glyph.size * 0.15 and not text.endswith(" "):
                text += " "
            text, end = text + glyph.get_text(), glyph.x1
        said.append(text)
    return " ".join(" ".join(said).split())
