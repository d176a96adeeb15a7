"""The HTML of the Progress screen. Scores are joined to a line only where one judge scored one kind of interview."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from agent.person.memory import Weakness
from agent.store import SessionRow
from ui.report.svg import Dot, trend
from ui.web.screen import day, empty, figures

STATUS = {"open": "open", "regressed": "fell back", "improved": "mended", "corrected": "marked as wrong"}
BEGIN = '<p><button class="go" data-do="begin">Start an interview</button></p>'


def page(rows: Sequence[SessionRow], weaknesses: Sequence[Weakness]) -> str:
    """Sessions over time, then the weak points."""
    scored = [row for row in reversed(rows) if row.result and row.result["score"] is not None]
    if not scored and not weaknesses:
        return empty("Nothing to show yet", "After your first interview its score is here; after the second, the change.", BEGIN)  # fmt: skip
    counts = Counter(w.status for w in weaknesses)
    head = figures(
        [
            (str(len(scored)), "interviews scored"),
            (str(counts["open"] + counts["regressed"]), "weak points open"),
            (str(counts["improved"]), "mended"),
            (str(counts["regressed"]), "fell back"),
        ]
    )
    return f'{head}<div class="sp-pair">{_scores(scored)}{_topics(weaknesses)}</div>{_points(weaknesses)}'


def _scores(rows: Sequence[SessionRow]) -> str:
    if not rows:
        return ""
    dots = [_dot(row) for row in rows[-40:]]
    told = (
        "Lines join interviews of one kind that one judge scored. Others stand alone: a score under another judge or version, "
        "or of another round, is no step up or down. One interview is one noisy sample; look at the intervals."
    )
    return f'<section class="sp-card"><h2>Scores</h2>{trend(dots)}<p class="sp-soft">{told}</p></section>'


def _dot(row: SessionRow) -> Dot:
    result = row.result or {}
    judge = str(result.get("judge", ""))
    kind = row.brief.loop or row.brief.round or "ml"
    when = day(row.created).rsplit(" ", 1)[0]
    joins = f"{judge} {kind} {row.brief.level}" if judge else ""
    return Dot(when, f"{row.title}, {result['band']}", result["score"], result["low"], result["high"], joins)


def _topics(weaknesses: Sequence[Weakness]) -> str:
    topics: dict[str, Counter[str]] = {}
    for w in weaknesses:
        topics.setdefault(w.topic, Counter())[w.status] += 1
    if not topics:
        return ""
    heaviest = sorted(topics.items(), key=lambda item: -(item[1]["open"] + item[1]["regressed"]))
    rows = "".join(
        f"<tr><td>{escape(name.replace('-', ' '))}</td><td>{c['open']}</td><td>{c['regressed']}</td><td>{c['improved']}</td></tr>"
        for name, c in heaviest
    )
    return (
        '<section class="sp-card"><h2>By topic</h2><div class="sp-wide"><table><thead><tr><th>Topic</th><th>Open</th>'
        f"<th>Fell back</th><th>Mended</th></tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _points(weaknesses: Sequence[Weakness]) -> str:
    if not weaknesses:
        return ""
    order = {"regressed": 0, "open": 1, "improved": 2, "corrected": 3}
    items = "".join(_point(w) for w in sorted(weaknesses, key=lambda w: (order[w.status], w.last_level, w.id)))
    return f"<section><h2>Weak points</h2>{items}</section>"


def _point(w: Weakness) -> str:
    quotes = "".join(
        f"<li>{escape(when)}: {f'“{escape(quote)}”' if quote else 'nothing said of it'}</li>"
        for _, when, quote in w.quotes
    )
    tone = {"improved": "sp-good", "regressed": "sp-bad"}.get(w.status, "")
    note = f"<p>You said: {escape(w.note)}</p>" if w.note else ""
    return (
        f'<details class="sp-card"><summary>{escape(w.says)}</summary>'
        f'<p class="sp-soft">{escape(w.topic.replace("-", " "))}, seen {w.seen}×, <span class="{tone}">{STATUS[w.status]}</span></p>'
        f'<ul>{quotes}</ul>{note}<p><button class="quiet small" data-do="forget" data-weakness="{w.id}">Forget it</button></p></details>'
    )
