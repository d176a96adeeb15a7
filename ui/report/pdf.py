"""The scorecard and the answers as a PDF to print or send; made here, with nothing fetched."""

import io
import itertools
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from agent.results.defence_markdown import telling
from agent.results.export import CAVEAT, LEVELS, REASONS
from agent.results.scorecard import ChallengeLine, PointLine, QuestionCard
from rubrics.scoring import BANDS, Score
from ui.report.card_html import Shown, areas
from ui.report.defence_pdf import defended
from ui.report.pdf_text import ACCENT, LINE, SOFT, WASH, WIDTH, heading, paragraph


def pdf(shown: Shown, title: str) -> bytes:
    """The document's bytes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    held = io.BytesIO()
    document = SimpleDocTemplate(
        held, pagesize=A4, leftMargin=56, rightMargin=56, topMargin=52, bottomMargin=52,
        title=title, subject=f"session {shown.state.session}", author="Sparring",
    )  # fmt: skip
    document.build(list(_story(shown, title)), onFirstPage=_foot, onLaterPages=_foot)
    return held.getvalue()


def _story(shown: Shown, title: str) -> Iterator[Any]:
    card = shown.card
    yield paragraph(title, 20, bold=True, after=4)
    brief = shown.state.brief
    what = f"loop {brief.loop}" if brief.loop else f"{brief.round or 'ml'} round"
    yield paragraph(f"Session {card.session}; {what}, level {card.level}, {brief.mode}", 9.5, SOFT, after=14)
    if card.score.value is None or card.band is None or card.bands is None:
        yield paragraph("No band: nothing could be scored.", 14, bold=True)
    else:
        reach = card.bands[0] if card.bands[0] == card.bands[1] else f"{card.bands[0]} to {card.bands[1]}"
        yield paragraph(card.band.capitalize(), 16, bold=True, after=2)
        yield paragraph(
            f"{card.score.value:.2f} of 1; 95 % interval {card.score.low:.2f} to {card.score.high:.2f}: {reach}", 11
        )
        yield _scale(card.score, [0.0, *shown.bars.values(), 1.0])
    yield paragraph(
        f"{CAVEAT} {card.minutes:g} minutes of answers; judge {card.judge.split(' ')[0]}, contract {card.contract or 'none'}. {card.took}",
        9,
        SOFT,
    )
    if card.movers:
        yield heading("What would have moved it most")
        for n, mover in enumerate(card.movers, 1):
            yield paragraph(f"{n}. {mover.says} ({mover.question}; +{mover.gain:.2f})")
    if card.fail_reasons:
        reasons = ", ".join(REASONS[r] for r in card.fail_reasons)
        yield paragraph(f"Common reasons for a rejection that the rounds point to: {reasons}.")
    yield heading("By area")
    for area in areas(card):
        score = area.score
        said = "unscored" if score.value is None else f"{score.value:.2f} ({score.low:.2f} to {score.high:.2f})"
        yield paragraph(f"{area.name.replace('-', ' ')}: {said}")
    yield from defended(card.defence, card.ledger)
    for part in card.rounds:
        yield heading(part.title)
        if part.left_out:
            yield paragraph(f"Left out: {part.left_out}", color=SOFT)
        for question in part.questions:
            yield from _question(question, shown)
        if part.criteria:
            yield paragraph(f"How it came across (rubric {part.rubric}, beside the score)", 11, bold=True, before=8)
            for criterion in part.criteria:
                yield _point(criterion)
    if card.unscored:
        yield heading(f"Not scored ({len(card.unscored)})")
        yield paragraph("What could not be judged counts neither way; it widens the interval.", color=SOFT)
        for line in card.unscored:
            yield paragraph(f"– {line}")


def _question(q: QuestionCard, shown: Shown) -> Iterator[Any]:
    score = "unscored" if q.score.value is None else f"{q.score.value:.2f}"
    yield paragraph(f"{q.title} ({score}{', ' + q.note if q.note else ''})", 12, bold=True, before=12, after=4)
    for turn in shown.state.turns:
        if turn.number not in q.turns:
            continue
        here = (turn.round, turn.slot)
        for line in shown.state.lines:
            if line.after_turn == turn.number - 1 and (line.round, line.slot) == here:
                yield paragraph(f"Interviewer: {line.text}", color=SOFT, after=3)
        said = f"({turn.wish})" if turn.wish else turn.text or "(nothing)"
        yield from _answer(f"You ({turn.number}): {said}")
    for line in telling(q.parts):
        yield paragraph(line.strip(), 9.5)
    for point in q.points:
        yield _point(point)
    for challenge in q.challenges:
        yield _challenge(challenge)
    if q.strong:
        yield paragraph(f"A strong answer: {q.strong}", 9.5, SOFT, before=4)


def _answer(text: str) -> Iterator[Any]:
    """An answer in paragraphs: one paragraph of a very long answer would take minutes to break into lines."""
    for part in text.split("\n"):
        for at in range(0, max(1, len(part)), 2000):
            yield paragraph(part[at : at + 2000] or " ", before=0, after=2, back=WASH)


def _point(p: PointLine) -> Any:
    if p.unscored:
        return paragraph(f"– {p.says} Unscored: {p.unscored.removeprefix('unscored: ')}.", 9.5)
    late = f", after {p.hints} hint{'s' if p.hints > 1 else ''}" if p.hints and p.level else ""
    quote = f" “{' '.join(p.quote.split())}”" if p.quote else ""
    return paragraph(f"– {p.says} {LEVELS[p.level].capitalize()}{late}.{quote}", 9.5)


def _challenge(c: ChallengeLine) -> Any:
    quote = f" “{' '.join(c.quote.split())}”" if c.quote else ""
    return paragraph(f"– Challenge ({c.kind.replace('_', ' ')}): {c.outcome}.{quote}", 9.5)


def _scale(score: Score, edges: list[float]) -> Any:
    """The six bands with the interval and the score in them."""
    from reportlab.lib.colors import HexColor

    shapes: Any = import_module("reportlab.graphics.shapes")  # its own types do not know what it takes
    drawing = shapes.Drawing(WIDTH, 44)
    for a, b in itertools.pairwise(edges):
        drawing.add(shapes.Rect(a * WIDTH, 22, (b - a) * WIDTH - 2, 7, fillColor=HexColor(LINE), strokeColor=None))
    reach = (score.high - score.low) * WIDTH
    drawing.add(
        shapes.Rect(score.low * WIDTH, 20, reach, 11, fillColor=HexColor(ACCENT), fillOpacity=0.3, strokeColor=None)
    )
    drawing.add(shapes.Rect((score.value or 0) * WIDTH - 1.5, 16, 3, 19, fillColor=HexColor(ACCENT), strokeColor=None))
    for x, anchor, name in ((0, "start", BANDS[0]), (WIDTH, "end", BANDS[-1])):
        drawing.add(
            shapes.String(x, 5, name, fontName="Helvetica", fontSize=8, fillColor=HexColor(SOFT), textAnchor=anchor)
        )
    return drawing


def _foot(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(56 + WIDTH, 30, f"Sparring, page {document.page}")
