"""Makes the write-ups of the suite `defence` from their sources: PDF in one and two columns, DOCX, Markdown, plain text.

    python -m evals.writeups

The files are kept in the repository; run this after changing a source or the key. Same sources, same words.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.content import read_yaml
from evals.suite import SUITES

FOLDER = SUITES / "defence"
Block = tuple[str, Any]
"""A kind (`h1` to `h3`, `bullet`, `table`, `text`) and the words, or the rows of a table."""


def key() -> list[dict[str, Any]]:
    """The key: one entry a write-up."""
    return read_yaml((FOLDER / "key.yaml").read_text(encoding="utf-8"))


def blocks(source: str) -> Iterator[Block]:
    """The blocks of a source; its markup is the little Markdown that is used there."""
    rows: list[list[str]] = []
    for line in [*source.splitlines(), ""]:
        if line.startswith("|"):
            if not re.fullmatch(r"[|\s-]+", line):
                rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            elif not rows:
                rows.append([])
            continue
        if rows:
            yield "table", [row for row in rows if any(row)]
            rows = []
        if heading := re.match(r"(#+) (.+)", line):
            yield f"h{len(heading[1])}", heading[2]
        elif line.startswith("- "):
            yield "bullet", line[2:]
        elif line.strip():
            yield "text", line.strip()


def write_pdf(source: str, path: Path, columns: int) -> None:
    """A PDF set in one or two columns."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=5)
    bullet = ParagraphStyle("bullet", parent=body, leftIndent=12, bulletIndent=2)
    heads = {
        f"h{n}": ParagraphStyle(f"h{n}", parent=body, fontName="Helvetica-Bold", fontSize=size, leading=size + 4, spaceBefore=6)
        for n, size in ((1, 17), (2, 12.5), (3, 10.5))
    }  # fmt: skip
    story: list[Any] = []
    for kind, said in blocks(source):
        if kind == "table":
            cells = [[Paragraph(cell, body) for cell in row] for row in said]
            grid = Table(cells, colWidths=None if len(said[0]) > 2 else [95, 400 / columns], hAlign="LEFT")
            grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            story.append(grid)
            continue
        said = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", said)
        style = heads.get(kind) or (bullet if kind == "bullet" else body)
        story.append(Paragraph(said, style, bulletText="•" if kind == "bullet" else None))
    width = (A4[0] - 100 - 18 * (columns - 1)) / columns
    frames = [Frame(50 + n * (width + 18), 50, width, A4[1] - 100, 0, 0, 0, 0) for n in range(columns)]
    page = BaseDocTemplate(str(path), pagesize=A4, invariant=1, title="", author="")
    page.addPageTemplates([PageTemplate("page", frames)])
    page.build(story)


def write_docx(source: str, path: Path) -> None:
    """A DOCX with Word's own styles."""
    from docx import Document

    document = Document()
    document.core_properties.author = ""
    for kind, said in blocks(source):
        if kind == "table":
            grid = document.add_table(rows=0, cols=len(said[0]), style="Table Grid")
            for row in said:
                for cell, words in zip(grid.add_row().cells, row, strict=True):
                    cell.text = words
        elif kind[0] == "h":
            document.add_heading(said, int(kind[1]))
        else:
            paragraph = document.add_paragraph(style="List Bullet" if kind == "bullet" else None)
            for n, run in enumerate(re.split(r"\*\*", said)):
                paragraph.add_run(run).bold = n % 2 == 1
    document.save(str(path))


def write_text(source: str, path: Path) -> None:
    """Plain text, as pasted."""
    path.write_text(re.sub(r"^#+ ", "", source.replace("**", ""), flags=re.MULTILINE), encoding="utf-8")


def main() -> None:
    """Make every write-up of the key."""
    (FOLDER / "writeups").mkdir(exist_ok=True)
    for entry in key():
        path, place = FOLDER / "writeups" / entry["file"], FOLDER / "sources" / entry["source"]
        source = place.read_text(encoding="utf-8")
        if entry["layout"].startswith("pdf"):
            write_pdf(source, path, 2 if entry["layout"] == "pdf2" else 1)
        elif entry["layout"] == "docx":
            write_docx(source, path)
        elif entry["layout"] == "txt":
            write_text(source, path)
        else:
            shutil.copyfile(place, path)
        print(path.name)


if __name__ == "__main__":
    main()
