"""An interview as Markdown: the scorecard as a packet would put it, then the transcript."""

from collections.abc import Iterator

from agent.interview_state import InterviewState
from agent.results.defence_markdown import ledger_tables, skill_section, telling
from agent.results.scorecard import ChallengeLine, PointLine, QuestionCard, RoundCard, Scorecard
from rubrics.scoring import Score

LEVELS = {None: "unscored", 0: "not covered", 1: "touched", 2: "made", 3: "made plainly"}
REASONS = {
    "weak-coding": "weak coding",
    "shallow-ml": "machine learning without depth",
    "poor-experiment-reasoning": "poor reasoning about experiments",
    "no-end-to-end-ownership": "no ownership from end to end",
    "unclear-communication": "unclear communication",
}
CAVEAT = (
    "One mock interview is one noisy sample, so the band comes with its interval. Not for deciding about other people."
)


def markdown(card: Scorecard, *, strong: bool = True) -> str:
    """The scorecard for a person to read."""
    return "\n".join(_card(card, strong)) + "\n"


def transcript(state: InterviewState) -> str:
    """What was said, in order."""
    out = ["## Transcript", ""]
    for n in range(len(state.turns) + 1):
        out += [f"**Interviewer** {line.text}\n" for line in state.lines if line.after_turn == n]
        if n < len(state.turns):
            turn = state.turns[n]
            said = f"*({turn.wish})*" if turn.wish else turn.text or "*(nothing)*"
            out.append(f"**You** ({turn.number}, {turn.seconds:.0f} s) {said}\n")
    return "\n".join(out)


def _card(card: Scorecard, strong: bool) -> Iterator[str]:
    yield f"# Scorecard, level {card.level}"
    yield ""
    yield _verdict(card.score, card.band, card.bands)
    yield ""
    told = f"{CAVEAT} {card.minutes:g} minutes of answers; judge {card.judge.split(' ')[0]}, contract {card.contract or 'none'}."
    yield " ".join(part for part in (told, card.took, card.calibration) if part)
    if card.movers:
        yield "\n## What would have moved it most\n"
        yield from (f"{n}. {m.says} ({m.question}; +{m.gain:.2f})" for n, m in enumerate(card.movers, 1))
    if card.fail_reasons:
        yield (
            "\nCommon reasons for a rejection that the rounds point to: "
            + ", ".join(REASONS[r] for r in card.fail_reasons)
            + "."
        )
    for part in card.rounds:
        yield from _round(part, strong)
    yield from skill_section(card.defence)
    yield from ledger_tables(card.ledger)
    if card.unscored:
        yield f"\n## Not scored ({len(card.unscored)})\n"
        yield "What could not be judged counts neither way; it widens the interval.\n"
        yield from (f"- {line}" for line in card.unscored)
    drills = [d for r in card.rounds for q in r.questions if (q.score.value or 0) < 0.6 for d in q.drills[:1]]
    if drills:
        yield "\n## Drills\n"
        yield from (f"- Watch for this next time: {_lower(d)}" for d in drills[:6])


def _verdict(score: Score, band: str | None, bands: tuple[str, str] | None) -> str:
    if score.value is None or band is None or bands is None:
        return "**No band**: nothing could be scored."
    reach = band if bands[0] == bands[1] else f"{bands[0]} to {bands[1]}"
    return f"**{band.capitalize()}** ({score.value:.2f}; 95 % interval {score.low:.2f} to {score.high:.2f}: {reach})"


def _round(part: RoundCard, strong: bool) -> Iterator[str]:
    yield f"\n## {part.title}\n"
    if part.left_out:
        yield f"Left out: {part.left_out}\n"
    if not part.questions:
        return
    yield _verdict(part.score, part.band, part.bands)
    if part.questions_back:
        yield f"\nYour own questions at its end: {part.questions_back}."
    for question in part.questions:
        yield from _question(question, strong)
    if part.criteria:
        yield f"\n### How it came across (rubric {part.rubric}, beside the score)\n"
        yield from (_point(c) for c in part.criteria)


def _question(q: QuestionCard, strong: bool) -> Iterator[str]:
    shown = "unscored" if q.score.value is None else f"{q.score.value:.2f}"
    yield f"\n### {q.title} ({shown}{', ' + q.note if q.note else ''})\n"
    yield f"> {q.asked}\n"
    yield from telling(q.parts)
    yield from (_point(p) for p in q.points)
    yield from (_challenge(c) for c in q.challenges)
    if strong and q.strong:
        yield f"\n*A strong answer:* {q.strong}"
        yield f"\n*Source:* {q.source}"


def _point(p: PointLine) -> str:
    late = f", after {p.hints} hint{'s' if p.hints > 1 else ''}" if p.hints and p.level else ""
    flags = f" Left out of it: {', '.join(p.flags)}." if p.flags else ""
    if p.unscored:
        return f"- **{p.says}** Unscored: {p.unscored.removeprefix('unscored: ')}.{flags}"
    quote = f' "{" ".join(p.quote.split())}"' if p.quote else ""
    return f"- **{p.says}** {LEVELS[p.level].capitalize()}{late}.{quote}{flags}"


def _challenge(c: ChallengeLine) -> str:
    quote = f' "{" ".join(c.quote.split())}"' if c.quote else ""
    twice = ", pushed twice" if c.pushes > 1 else ""
    return f"- *Challenge* ({c.kind.replace('_', ' ')}{twice}): {c.outcome}.{quote}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
