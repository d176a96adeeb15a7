"""Every suite in one folder, and the page that leads to their reports. The same folder again goes on where it was.

A quick run takes the first items of each suite, and fails where an interval does not even reach its bound. The whole run is the
release check: of a heavy suite it takes as many items as its card says (`release`); `sparring eval run SUITE` takes all of them.
"""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from evals.hands import Hands, cpu_seconds
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
    passed, started, used = True, time.monotonic(), cpu_seconds()
    with Hands(workers) as hands:
        for name in known():
            limit = card(name).quick if quick else options.limit or card(name).release
            if limit == 0:
                continue
            say(f"— {name} —")
            if why := lacking(name):
                say(f"left out: {why}")
                continue
            asked = replace(options, limit=limit)
            _, met = run_suite(name, home, folder / name, asked, say, workers, backend, hands, smoke=quick)
            passed &= met
            write_index(folder)
        spent = cpu_seconds() - used + hands.cpu
    say(f"all: {time.monotonic() - started:.0f} s by the clock, {spent:.0f} s of CPU; index: {folder / 'index.html'}")
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
