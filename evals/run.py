"""Runs a suite into a dated folder: every item with its trace, the versions it came from, the figures, the report.

Stopped and started again with the same folder, it goes on where it was; offline the same run gives the same digits.
"""

import hashlib
import json
import platform
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evals import judging
from evals.hands import Hands, cpu_seconds
from evals.report import write_report
from evals.stats import Figure
from evals.suite import Card, Item, Options, SuiteError, Summary, Threshold, card, module

UNJUDGED = ("retrieval", "questions", "code")
"""Suites in which no answer is judged."""


def run_suite(
    suite_id: str,
    home: Path,
    out: Path | None,
    options: Options,
    say: Callable[[str], None],
    workers: int | None = None,
    backend: str = "none",
    hands: Hands | None = None,
    *,
    smoke: bool = False,
) -> tuple[Path, bool]:
    """The result folder, and whether every threshold was met, or in a `smoke` test can still be with all items.

    `hands` that are given are shared, and stay open.
    """
    if hands is None:
        with Hands(workers) as own:
            return run_suite(suite_id, home, out, options, say, workers, backend, own, smoke=smoke)
    about = card(suite_id)
    suite = module(suite_id)
    items = suite.items(options)[: options.limit]
    if not items:
        raise SuiteError(f"The suite {suite_id} has no items for half {options.half!r}.")
    folder = out or home / "evals" / f"{datetime.now():%Y-%m-%d-%H%M%S}-{suite_id}"
    folder.mkdir(parents=True, exist_ok=True)
    judging.use(backend)
    setting = _setting(suite_id, items, options, home)
    _same_run(folder, setting)
    started, used = time.monotonic(), cpu_seconds() + hands.cpu
    rows = _work(suite_id, items, folder, home, hands, say, backend)
    failed = {i: r["failure"] for i, r in rows.items() if "failure" in r}
    summary = suite.summarize([(item, rows[item.id]) for item in items if item.id not in failed], options)
    summary.groups = summary.groups or {item.id: item.group for item in items}
    spent = cpu_seconds() + hands.cpu - used
    cost = {"seconds": round(time.monotonic() - started, 1), "cpu_seconds": round(spent, 1)}
    _write(folder, about, setting, summary, failed, cost)
    write_report(folder)
    kept = Threshold.reached if smoke else Threshold.met
    passed = all(kept(threshold, summary.figures) for threshold in about.thresholds) and not failed
    for line in lines(about, summary.figures):
        say(line)
    for ident, reason in list(failed.items())[:5]:
        say(f"failed: {ident}: {reason}")
    say(f"{cost['seconds']:.0f} s by the clock, {cost['cpu_seconds']:.0f} s of CPU; report: {folder / 'report.html'}")
    return folder, passed


def lines(about: Card, figures: dict[str, Figure]) -> list[str]:
    """The figures as text, thresholds first."""
    out = []
    for threshold in about.thresholds:
        sign = "✓" if threshold.met(figures) else "✗"
        out.append(f"{sign} {threshold.figure:<34} {figures.get(threshold.figure, 'not measured')!s:<52} {threshold}")
    bounded = {t.figure for t in about.thresholds}
    out += [f"  {name:<34} {figure}" for name, figure in figures.items() if name not in bounded]
    return out


def _setting(suite_id: str, items: list[Item], options: Options, home: Path) -> dict[str, Any]:
    content = hashlib.sha256(json.dumps([asdict(item) for item in items], sort_keys=True).encode()).hexdigest()[:16]
    return {
        "suite": suite_id,
        "half": options.half,
        "limit": options.limit,
        "items": len(items),
        "content": content,
        "judge": "evidence" if suite_id in UNJUDGED else judging.judge_of(home).version,
        "sparring": version("sparring"),
        "python": platform.python_version(),
    }


def _same_run(folder: Path, setting: dict[str, Any]) -> None:
    path = folder / "setting.json"
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != setting:
        raise SuiteError(f"{folder} holds a run with other data, settings or versions. Choose another --out.")
    path.write_text(json.dumps(setting, indent=2) + "\n", encoding="utf-8")


def _work(
    suite_id: str,
    items: list[Item],
    folder: Path,
    home: Path,
    hands: Hands,
    say: Callable[[str], None],
    backend: str,
) -> dict[str, dict[str, Any]]:
    path = folder / "items.jsonl"
    rows: dict[str, dict[str, Any]] = {}
    if path.exists():
        raw = path.read_bytes()
        whole = raw[: raw.rfind(b"\n") + 1]  # without a line that was being written when the run was killed
        lines = whole.splitlines(keepends=True)
        kept = [line for line in lines if "failure" not in json.loads(line)["trace"]]  # what failed is tried again
        path.write_bytes(b"".join(kept))
        rows = {row["id"]: row["trace"] for row in map(json.loads, kept)}
        if rows:
            say(f"{len(rows)} of {len(items)} items were done before")
    open_items = [item for item in items if item.id not in rows]
    with open(path, "a", encoding="utf-8") as sink:
        for done, (ident, trace) in enumerate(hands.traces(suite_id, open_items, home, backend), start=1):
            rows[ident] = trace
            sink.write(json.dumps({"id": ident, "trace": trace}, ensure_ascii=False) + "\n")
            sink.flush()
            if done % 200 == 0:
                say(f"{done} of {len(open_items)}")
    return rows


def _write(
    folder: Path, about: Card, setting: dict[str, Any], summary: Summary, failed: dict[str, str], cost: dict[str, float]
) -> None:
    held = {
        "suite": about.id,
        "title": about.title,
        "about": about.about,
        "setting": setting,
        "figures": {name: figure.as_dict() for name, figure in summary.figures.items()},
        "thresholds": [{"figure": t.figure, "bound": str(t), "met": t.met(summary.figures)} for t in about.thresholds],
        "scores": summary.scores,
        "groups": summary.groups,
        "failures": failed,
        "sections": summary.sections,
    }
    (folder / "summary.json").write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "cost.json").write_text(json.dumps(cost) + "\n", encoding="utf-8")  # apart: it differs from run to run
