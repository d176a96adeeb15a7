"""Every suite in one folder, and the page that leads to their reports. The same folder again goes on where it was.

A quick run takes the first items of each suite; its bounds on few items are a smoke test, the whole run is the release check.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from evals.report import page, table
from evals.run import run_suite
from evals.suite import Options, card, known, lacking


def run_all(
    home: Path,
    out: Path | None,
    options: Options,
    say: Callable[[str], None],
    *,
    workers: int | None = None,
    quick: bool = False,
    backend: str = "none",
) -> tuple[Path, bool]:
    """The folder of all results, and whether every bound of every suite was kept."""
    folder = out or home / "evals" / f"{datetime.now():%Y-%m-%d-%H%M%S}-{'quick' if quick else 'all'}"
    passed = True
    for name in known():
        limit = card(name).quick if quick else options.limit
        if limit == 0:
            continue
        say(f"— {name} —")
        if why := lacking(name):
            say(f"left out: {why}")
            continue
        asked = replace(options, limit=limit)
        _, met = run_suite(name, home, folder / name, asked, say, workers, backend)
        passed &= met
        write_index(folder)
    say(f"index: {folder / 'index.html'}")
    return folder, passed


def write_index(folder: Path) -> Path:
    """index.html over the finished suites below a folder; made of their summaries alone, so it is the same each time."""
    rows, missed = [], 0
    for path in sorted(folder.glob("*/summary.json")):
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        bounds = held["thresholds"]
        lost = [t["figure"] for t in bounds if not t["met"]]
        missed += len(lost)
        good = not lost and not held["failures"]
        state = f'<span class="{"good" if good else "bad"}">{len(bounds) - len(lost)} of {len(bounds)}</span>'
        shown = "<br>".join(_line(t, held["figures"]) for t in bounds)
        link = f'<a href="{escape(path.parent.name)}/report.html">{escape(held["title"])}</a>'
        rows.append([link, state, str(held["setting"]["items"]), str(len(held["failures"])), shown])
    title = "All suites" if not missed else f"All suites: {missed} bounds missed"
    body = f"<h1>{escape(title)}</h1>" + table(["suite", "bounds kept", "items", "failed", "figures"], rows)
    target = folder / "index.html"
    target.write_text(page(title, body), encoding="utf-8")
    return target


def _line(bound: dict[str, Any], figures: dict[str, Any]) -> str:
    figure = figures.get(bound["figure"])
    if figure is None:
        return f'<span class="bad">{escape(bound["figure"])}: not measured</span>'
    value = f"{figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}], n {figure['n']}"
    kind = "good" if bound["met"] else "bad"
    return f'<span class="{kind}">{escape(bound["figure"])}: {value} ({escape(bound["bound"])})</span>'
