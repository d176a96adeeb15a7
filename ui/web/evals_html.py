"""The HTML of the Evals screen: runs, a run at work, two runs side by side."""

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from evals.runner import Progress
from evals.stats import Figure
from evals.suite import Card
from ui.web.screen import empty, options

SHOWN = 60


def listed(runs: Sequence[dict[str, Any]]) -> str:
    """The runs, latest first, each with its first figures; two can be marked and compared."""
    if not runs:
        return empty("No runs yet", "Start a small one above, or in a terminal: sparring eval run ladder")
    rows = "".join(_row(run) for run in runs[:SHOWN])
    return (
        '<section class="sp-card"><h2>Runs on this machine</h2><div class="sp-wide"><table class="sp-runs"><thead><tr><th>Compare</th><th>Run</th>'
        f"<th>On</th><th>Thresholds</th><th>Figures</th><th></th></tr></thead><tbody>{rows}</tbody></table></div>"
        '<p><button class="quiet" data-do="compare">Compare the two that are marked</button></p></section>'
    )


def running(at: Progress, suites: Sequence[Card]) -> str:
    """The run at work with its progress, else what can be started."""
    if not at.over:
        share = f'value="{at.done}" max="{at.total}"' if at.total else ""
        return (
            f'<section class="sp-card"><h2>{escape(at.suite)} is at work</h2><progress {share} aria-label="Items done"></progress>'
            f'<p class="sp-soft" role="status">{at.done} of {at.total or "…"} items</p>'
            '<p><button class="quiet danger" data-do="stop">Stop it</button></p></section>'
        )
    told = f'<p class="sp-trouble">{escape(at.trouble)}</p>' if at.trouble else ""
    chosen = options([(c.id, c.title) for c in suites], at.suite)
    about = "".join(f"<li><b>{escape(c.title)}</b>: {escape(c.about)}</li>" for c in suites)
    return (
        f'<section class="sp-card"><h2>A small run</h2>{told}<div class="sp-row end"><label class="wide">Suite<select id="run-suite">{chosen}'
        '</select></label><label>First items<input type="number" id="run-limit" value="40" min="10" max="400" step="10" inputmode="numeric"></label>'
        '<button class="go" data-do="start">Start</button></div>'
        f"<details><summary>What each suite shows</summary><ul>{about}</ul></details></section>"
    )


def compared(a: dict[str, Any], b: dict[str, Any], change: Figure, moved: Sequence[tuple[str, float, float]]) -> str:
    """The mean change with its interval, the figures side by side, and what moved most."""
    sure = "up" if change.low > 0 else "down" if change.high < 0 else "no change that this many items can show"
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{_figure(a['figures'].get(name))}</td><td>{_figure(b['figures'].get(name))}</td></tr>"
        for name in dict.fromkeys([*a["figures"], *b["figures"]])
    )
    items = "".join(
        f"<tr><td>{escape(item)}</td><td>{before:.3f}</td><td>{after:.3f}</td><td>{after - before:+.3f}</td></tr>"
        for item, before, after in moved
    )
    return (
        f'<section class="sp-card"><h2>{escape(a["name"])} and {escape(b["name"])}</h2>'
        f"<p><b>Mean change {change.value:+.3f}</b> (95 % interval {change.low:+.3f} to {change.high:+.3f}, {change.n} items in both): {sure}.</p>"
        f'<div class="sp-wide"><table><thead><tr><th>Figure</th><th>First</th><th>Second</th></tr></thead><tbody>{rows}</tbody></table></div>'
        '<h3>What moved most</h3><div class="sp-wide"><table><thead><tr><th>Item</th><th>First</th><th>Second</th><th>Change</th></tr></thead>'
        f"<tbody>{items}</tbody></table></div></section>"
    )


def _row(run: dict[str, Any]) -> str:
    bounds = run["thresholds"]
    met = sum(bool(t["met"]) for t in bounds)
    tone = "sp-good" if met == len(bounds) else "sp-bad"
    kept = f"{met} of {len(bounds)} met" if bounds else "none set"
    name = escape(run["name"], quote=True)
    first = [*(t["figure"] for t in bounds), *run["figures"]]
    shown = "<br>".join(
        f"{escape(f)} {_figure(run['figures'][f])}" for f in list(dict.fromkeys(first))[:3] if f in run["figures"]
    )
    return (
        f'<tr><td><input type="checkbox" name="run" value="{name}" aria-label="Mark {name}"></td>'
        f'<td class="sp-table-name"><b>{escape(run["title"])}</b><br><span class="sp-soft">{escape(run["name"])}</span></td>'
        f'<td>{run["setting"]["items"]} items</td><td class="{tone}">{kept}</td><td>{shown}</td>'
        f'<td><a class="quiet" href="/api/evals/report?run={quote(run["name"])}" target="_blank" rel="noopener">Report</a></td></tr>'
    )


def _figure(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "–"
    return f"{figure['value']:.3f} <span class='sp-soft'>({figure['low']:.3f} to {figure['high']:.3f}, n {figure['n']})</span>"
