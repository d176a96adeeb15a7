"""The defence of projects in the PDF: how the challenges were met, then a table of claims a project, which may run over pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from agent.defence.ledger import LedgerRow
from agent.defence.skill import Skill
from agent.results.defence_markdown import cells, clip, counted, level_of
from ui.report.pdf_text import LINE, SOFT, WASH, WIDTH, heading, paragraph

COLUMNS = (("Claim", 0.32), ("Where", 0.19), ("Behind it", 0.12), ("Challenge", 0.23), ("Status", 0.14))
"""With their shares of the width."""


def defended(skill: Skill | None, rows: Sequence[LedgerRow]) -> Iterator[Any]:
    """Nothing for a session that defended no project."""
    if skill is not None:
        yield from _skill(skill)
    if rows:
        yield heading("What you claimed, and what became of it")
        yield paragraph(f"{counted(rows)}.", color=SOFT, stays=True)
        for project in dict.fromkeys(row.project for row in rows):
            yield from _project(project, [row for row in rows if row.project == project])


def _skill(skill: Skill) -> Iterator[Any]:
    yield heading("How you defended")
    value = skill.score
    if value.value is not None:
        yield paragraph(
            f"{value.value:.2f} (95 % interval {value.low:.2f} to {value.high:.2f}), from {skill.challenges} "
            f"challenge{'' if skill.challenges == 1 else 's'}; {skill.rubric}, beside the overall score."
        )
    for line in skill.lines:
        quote = f" “{clip(line.quote, 24)}”" if line.quote else ""
        yield paragraph(f"– {line.question}", 9.5, after=0, stays=True)
        yield paragraph(f"{level_of(line)}.{quote}", 9.5, SOFT)


def _project(title: str, rows: Sequence[LedgerRow]) -> Iterator[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table

    yield paragraph(title, 12, bold=True, before=10, stays=True)
    head = [paragraph(name, 8.5, SOFT, bold=True, after=0) for name, _ in COLUMNS]
    body = [[paragraph(cell, 8.5, after=0) for cell in cells(row)] for row in rows]
    look = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(WASH)),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    yield Table([head, *body], colWidths=[share * WIDTH for _, share in COLUMNS], repeatRows=1, style=look)
    sums = dict.fromkeys(row.arithmetic for row in rows if row.arithmetic)
    if sums:
        yield paragraph("Worked out on the page", 9.5, SOFT, before=6)
    for said in sums:
        yield paragraph(f"– {said}", 9.5)
