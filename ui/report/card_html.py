"""A scorecard as HTML pieces, for the Review screen and for the page that opens offline. Plain functions, all escaped.

Nothing here knows where it is shown: colours come from the variables that `style` names.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from agent.interview_state import InterviewState
from agent.judge.quotes import find_quote
from agent.results.export import CAVEAT, LEVELS, REASONS
from agent.results.scorecard import ChallengeLine, PointLine, QuestionCard, RoundCard, Scorecard
from agent.state import Line, Turn
from rubrics.scoring import BANDS, Score, average
from ui.report.defence_html import defended
from ui.report.quotes import Mark, marked
from ui.report.svg import Area, radar
from ui.report.voice import delivery


@dataclass(frozen=True)
class Shown:
    """A scorecard with what was said, and the bars of its level."""

    card: Scorecard
    state: InterviewState
    bars: Mapping[str, float]
    again: bool = False
    """Whether each answer has a button to give it again; a file has none."""


def body(shown: Shown) -> str:
    """The whole result: verdict, areas, what would have moved it, every answer, what was not scored."""
    card = shown.card
    parts = [verdict(card, shown.bars), _movers(card), radar(areas(card)), delivery(shown.state.turns)]
    parts.append(defended(card.defence, card.ledger, again=shown.again))
    parts += [_round(part, shown) for part in card.rounds]
    parts += [_unscored(card), _drills(card)]
    return "".join(parts)


def verdict(card: Scorecard, bars: Mapping[str, float]) -> str:
    """The band in words, its interval, and where it lies between the bars."""
    if card.score.value is None or card.band is None or card.bands is None:
        words = '<p class="sp-band">No band</p><p>Nothing could be scored.</p>'
        return f'<section class="sp-verdict">{words}</section>'
    low, high = card.bands
    reach = f"only {high}" if low == high else f"{low} to {high}"
    return (
        f'<section class="sp-verdict"><p class="sp-band">{escape(card.band.capitalize())}</p>'
        f"<p>{card.score.value:.2f} of 1; 95 % interval {card.score.low:.2f} to {card.score.high:.2f}, which is {escape(reach)}.</p>"
        f'{_scale(card.score, bars)}<p class="sp-soft">{escape(CAVEAT)} Level {escape(card.level)}, {card.minutes:g} minutes of answers; '
        f"judge {escape(card.judge.split(' ')[0])}, contract {escape(card.contract or 'none')}. {escape(card.took)}</p></section>"
    )


def areas(card: Scorecard) -> list[Area]:
    """Scores by topic, in the order they came up."""
    held: dict[str, list[tuple[float, Score]]] = {}
    for part in card.rounds:
        for question in part.questions:
            held.setdefault(question.topic or "your own questions", []).append((1.0, question.score))
    return [Area(name, average(scores)) for name, scores in held.items()]


def _scale(score: Score, bars: Mapping[str, float]) -> str:
    """Six bands from 0 to 1, the interval over them, the score in it. Hidden from screen readers: it was said in words."""
    edges = [0.0, *bars.values(), 1.0]
    bands = "".join(
        f'<span style="width:{(b - a) * 100:.2f}%" title="{escape(name)}: {a:.2f} to {b:.2f}"></span>'
        for name, (a, b) in zip(BANDS, itertools.pairwise(edges), strict=True)
    )
    return (
        f'<div class="sp-scale" aria-hidden="true"><div class="sp-bands">{bands}</div>'
        f'<i class="sp-interval" style="left:{score.low * 100:.1f}%;width:{(score.high - score.low) * 100:.1f}%"></i>'
        f'<i class="sp-point-at" style="left:{(score.value or 0) * 100:.1f}%"></i>'
        '<div class="sp-ends"><span>strong no hire</span><span>strong hire</span></div></div>'
    )


def _movers(card: Scorecard) -> str:
    if not card.movers and not card.fail_reasons:
        return ""
    rows = "".join(
        f'<li><b>{escape(m.says)}</b> <span class="sp-soft">{escape(m.question)}; +{m.gain:.2f}</span></li>'
        for m in card.movers
    )
    reasons = ", ".join(escape(REASONS[reason]) for reason in card.fail_reasons)
    told = f"<p>Common reasons for a rejection that the rounds point to: {reasons}.</p>" if reasons else ""
    return f'<section class="sp-card"><h2>What would have moved it most</h2><ol>{rows}</ol>{told}</section>'


def _round(part: RoundCard, shown: Shown) -> str:
    head = f"<h2>{escape(part.title)}</h2>"
    if part.left_out:
        return f'<section>{head}<p class="sp-soft">Left out: {escape(part.left_out)}</p></section>'
    said = _words(part.score, part.band, part.bands)
    if part.questions_back:
        said += f" Your own questions at its end: {part.questions_back}."
    questions = "".join(_question(q, shown) for q in part.questions)
    criteria = ""
    if part.criteria:
        rows = "".join(_point(c, 0) for c in part.criteria)
        criteria = (
            f'<section class="sp-card"><h3>How it came across</h3><p class="sp-soft">Rubric {escape(part.rubric)}, beside the score.</p>'
            f'<ul class="sp-points">{rows}</ul></section>'
        )
    return f"<section>{head}<p>{said}</p>{questions}{criteria}</section>"


def _question(q: QuestionCard, shown: Shown) -> str:
    """One question: what was said on the left, what it was judged on beside it, joined by numbers."""
    about: dict[str, list[str]] = {}
    for quote, what in [
        *((p.quote, p.says) for p in q.points),
        *((c.quote, f"challenge {c.outcome}") for c in q.challenges),
    ]:
        if quote:
            about.setdefault(quote, []).append(what)
    numbers = {quote: n for n, quote in enumerate(about, 1)}
    marks = [Mark(n, quote, "; ".join(about[quote])) for quote, n in numbers.items()]
    score = "unscored" if q.score.value is None else f"{q.score.value:.2f}"
    note = f'<span class="sp-tag">{escape(q.note)}</span>' if q.note else ""
    points = "".join(_point(p, numbers.get(p.quote, 0)) for p in q.points)
    points += "".join(_challenge(c, numbers.get(c.quote, 0)) for c in q.challenges)
    strong = ""
    if q.strong:
        source = f'<p class="sp-soft">Source: {escape(q.source)}</p>' if q.source else ""
        strong = f"<details><summary>What a strong answer had</summary><p>{escape(q.strong)}</p>{source}</details>"
    return (
        f'<article class="sp-card sp-question"><header><h3>{escape(q.title)}</h3>{note}<span class="sp-score">{score}</span></header>'
        f'<div class="sp-two"><div class="sp-thread">{_thread(q, shown, marks)}</div>'
        f'<div><ul class="sp-points">{points}</ul></div></div>{strong}</article>'
    )


def _thread(q: QuestionCard, shown: Shown, marks: list[Mark]) -> str:
    out, state = [], shown.state
    turns: list[Turn] = [turn for turn in state.turns if turn.number in q.turns]
    for turn in turns:
        here = [mark for mark in marks if any(find_quote(turn.text, part) for part in mark.quote.split("\n"))]
        lines: list[Line] = [
            n for n in state.lines if n.after_turn == turn.number - 1 and (n.round, n.slot) == (turn.round, turn.slot)
        ]
        out += [_spoken("Interviewer", escape(line.text)) for line in lines]
        out.append(_answer(turn, here, again=shown.again))
        marks = [mark for mark in marks if mark not in here or "\n" in mark.quote]  # words said twice are marked once
    return "".join(out) or f'<p class="sp-soft">{escape(q.asked)}</p>'


def _answer(turn: Turn, marks: list[Mark], *, again: bool) -> str:
    """One answer as given, its quotes marked."""
    left = f", left the editor {turn.left_window}×" if turn.left_window else ""
    who = f"You, answer {turn.number}, {_clock(turn.seconds)}{left}"
    said = marked(turn.text, marks) or "<em>nothing</em>"
    if turn.wish:
        said = f"<em>{escape(turn.wish)}</em>"
    elif turn.kind == "code":
        said = f"<pre>{said}</pre>"
    name = f"Answer that again: number {turn.number}"
    if again:
        said += f'<br><button class="quiet small" data-do="again" data-turn="{turn.number}" aria-label="{name}">Answer that again</button>'
    return _spoken(who, said, mine=True)


def _spoken(who: str, html: str, *, mine: bool = False) -> str:
    return f'<div class="sp-said{" sp-mine" if mine else ""}"><span class="sp-who">{escape(who)}</span>{html}</div>'


def _point(p: PointLine, number: int) -> str:
    level = "none" if p.unscored else str(p.level)
    told = "unscored" if p.unscored else LEVELS[p.level]
    late = f", after {p.hints} hint{'s' if p.hints > 1 else ''}" if p.hints and p.level else ""
    why = f" {escape(p.unscored.removeprefix('unscored: '))}." if p.unscored else ""
    flags = f" Left out of it: {escape(', '.join(p.flags))}." if p.flags else ""
    beside = f'<sup class="sp-number">{number}</sup>' if number else ""
    return (
        f'<li class="sp-level-{level}"><i class="sp-meter" aria-hidden="true"></i><div>{escape(p.says)}{beside}'
        f'<span class="sp-told">{escape(told + late)}.{why}{flags}</span></div></li>'
    )


def _challenge(c: ChallengeLine, number: int) -> str:
    twice = ", pushed twice" if c.pushes > 1 else ""
    met = c.outcome in ("held", "adapted")
    beside = f'<sup class="sp-number">{number}</sup>' if number else ""
    against = f" Against: “{escape(c.claim)}”" if c.claim else ""
    return (
        f'<li class="sp-challenge sp-level-{"3" if met else "0" if c.counted else "none"}"><i class="sp-meter" aria-hidden="true"></i>'
        f"<div>Challenge: {escape(c.kind.replace('_', ' '))}{beside}"
        f'<span class="sp-told">{escape(c.outcome)}{twice}.{against}</span></div></li>'
    )


def _unscored(card: Scorecard) -> str:
    if not card.unscored:
        return ""
    rows = "".join(f"<li>{escape(line)}</li>" for line in card.unscored)
    return (
        f"<details class='sp-card'><summary>Not scored ({len(card.unscored)})</summary>"
        f"<p class='sp-soft'>What could not be judged counts neither way; it widens the interval.</p><ul>{rows}</ul></details>"
    )


def _drills(card: Scorecard) -> str:
    weak = [q for r in card.rounds for q in r.questions if q.drills and (q.score.value or 0) < 0.6]
    rows = "".join(f"<li>{escape(q.drills[0])}</li>" for q in weak[:6])
    return f'<section class="sp-card"><h2>Watch for this next time</h2><ul>{rows}</ul></section>' if rows else ""


def _words(score: Score, band: str | None, bands: tuple[str, str] | None) -> str:
    if score.value is None or band is None or bands is None:
        return "No band: nothing could be scored."
    reach = band if bands[0] == bands[1] else f"{bands[0]} to {bands[1]}"
    return f"<b>{escape(band.capitalize())}</b> ({score.value:.2f}; 95 % interval {score.low:.2f} to {score.high:.2f}: {escape(reach)})."


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
