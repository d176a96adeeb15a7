"""The HTML of the Review screen around a scorecard: the list, what can be done, a second judgement beside the first."""

from collections.abc import Sequence
from html import escape

from agent.results.scorecard import Scorecard
from agent.state import Turn
from agent.store import SessionRow
from ui.report.files import FORMATS
from ui.web.screen import empty, moment, options

NAMES = {"html": "HTML, opens offline", "pdf": "PDF", "md": "Markdown", "json": "JSON"}


def listed(rows: Sequence[SessionRow]) -> str:
    """The sessions, latest first."""
    if not rows:
        begin = '<p><button class="go" data-do="begin">Start an interview</button></p>'
        return empty("No sessions yet", "Your first interview will be here when it is over.", begin)
    items = "".join(
        f'<li><button class="sp-item" data-do="choose" data-session="{escape(row.id, quote=True)}"><b>{escape(_result(row))}</b>'
        f"<span>{escape(row.title)}</span><span>{escape(moment(row.created))}</span></button></li>"
        for row in rows
    )
    return f'<ul class="sp-list">{items}</ul>'


def unfinished(row: SessionRow) -> str:
    """A session that still runs shows nothing of what it is judged on: that would give the answers away."""
    resume = f'<p><button class="go" data-do="resume" data-session="{escape(row.id, quote=True)}">Go on</button></p>'
    remove = '<p><button class="quiet danger" data-do="remove">Delete it</button></p>'
    return empty(
        "This interview is not over", "Its scorecard is made at its end. Nothing of it was lost.", resume + remove
    )


def head(row: SessionRow, backends: Sequence[str]) -> str:
    """What can be done with a finished session."""
    address = f"/api/sessions/{escape(row.id, quote=True)}/export"
    links = "".join(
        f'<a class="quiet" href="{address}.{form}" download>{escape(NAMES[form])}</a>'
        for form in sorted(FORMATS, key=list(NAMES).index)
    )
    judges = [("none", "The offline judge"), *((b, f"A model: {b}") for b in backends if b != "none")]
    return (
        f"<header><h2>{escape(row.title)}</h2><p class='sp-soft'>{escape(moment(row.created))}"
        f"{', a branch of ' + escape(row.parent) if row.parent else ''}</p></header>"
        f'<details class="sp-card sp-actions"><summary>Take it away, judge it again, delete it</summary>'
        f'<p class="sp-soft">As a file</p><div class="sp-row">{links}</div>'
        f'<p class="sp-soft">By another judge; nothing that is kept changes</p><div class="sp-row end"><label class="wide">Judge'
        f'<select id="review-judge">{options(judges)}</select></label><button class="quiet" data-do="rescore">Judge again</button></div>'
        '<div id="review-rescored" aria-live="polite"></div>'
        '<p><button class="quiet danger" data-do="remove">Delete this session</button></p></details>'
    )


def sounds(session: str, turns: Sequence[Turn]) -> str:
    """The answers whose sound was kept, to listen to."""
    kept = "".join(
        f'<li>Answer {turn.number}<audio controls preload="none" aria-label="Answer {turn.number}" src="/api/sessions/{escape(session, quote=True)}/sound/{turn.number}"></audio></li>'
        for turn in turns
    )
    told = "Kept because you asked for it; deleting the session deletes it."
    return (
        f'<details class="sp-card sp-actions"><summary>Listen to your answers</summary><p class="sp-soft">{told}</p><ul class="sp-sounds">{kept}</ul></details>'
        if kept
        else ""
    )


def rescored(before: Scorecard, after: Scorecard) -> str:
    """Both results side by side, and whether they may be compared."""
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{escape((card.band or 'no band').capitalize())}</td><td>{_score(card)}</td>"
        f"<td>{escape(card.judge.split(' ')[0])}</td><td><code>{escape(card.contract)}</code></td></tr>"
        for name, card in (("As kept", before), ("Judged again", after))
    )
    same = before.contract == after.contract
    told = "Same judge, same wording." if same else "The two are of different contracts: look at both, average neither."
    return (
        '<div class="sp-wide"><table><thead><tr><th></th><th>Band</th><th>Score</th><th>Judge</th><th>Contract</th></tr></thead>'
        f'<tbody>{rows}</tbody></table></div><p class="sp-soft">{told}</p>'
    )


def _score(card: Scorecard) -> str:
    if card.score.value is None:
        return "unscored"
    return f"{card.score.value:.2f} ({card.score.low:.2f} to {card.score.high:.2f})"


def _result(row: SessionRow) -> str:
    if row.status != "done":
        return "Not over yet"
    if not row.result or row.result["band"] is None:
        return "No band"
    return f"{str(row.result['band']).capitalize()} ({row.result['score']:.2f})"
