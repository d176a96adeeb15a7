"""Does the checker name figures that do not add up, and nothing else? A sound statement that is named costs precision."""

from collections import defaultdict
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from agent.claims import extract, faults
from evals.report import table
from evals.stats import bootstrap, bootstrap_mean
from evals.suite import SUITES, Item, Options, Summary


def items(options: Options) -> list[Item]:
    """The statements used while building (`tune`), those that were not (`test`), or all."""
    found = []
    for part, name in (("tune", "statements.txt"), ("test", "unseen.txt")):
        lines = (SUITES / "arithmetic" / name).read_text(encoding="utf-8").splitlines()
        rows = [line.split(" | ", 1) for line in lines if " | " in line and not line.startswith("#")]
        if options.half in ("all", part):
            found += [Item(f"{part} {n:03}", text, {"kind": kind, "text": text}) for n, (kind, text) in enumerate(rows)]
    return found


def work(item: Item, home: Path) -> dict[str, Any]:
    """The kinds of fault that were named, and what would be said."""
    found = faults(extract(item.data["text"], 1), 1, item.data["text"])
    return {"kinds": [f.kind for f in found], "says": [f.says for f in found]}


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Precision and recall, recall of each kind, and every miss and false alarm."""
    names = [item.id for item, _ in rows]
    wrong = np.array([item.data["kind"] != "sound" for item, _ in rows])
    named = np.array([bool(trace["kinds"]) for _, trace in rows])
    summary = Summary(scores={item.id: float(w == n) for (item, _), w, n in zip(rows, wrong, named, strict=True)})
    summary.figures["precision"] = bootstrap(lambda n, w: float(w[n].mean()) if n.any() else 1.0, names, named, wrong)
    summary.figures["recall"] = bootstrap_mean(
        list(named[wrong].astype(float)), [n for n, w in zip(names, wrong, strict=True) if w]
    )
    summary.figures["sound statements named"] = bootstrap_mean(
        list(named[~wrong].astype(float)), [n for n, w in zip(names, wrong, strict=True) if not w]
    )
    kinds: dict[str, list[bool]] = defaultdict(list)
    for (item, _), hit in zip(rows, named, strict=True):
        kinds[item.data["kind"]].append(bool(hit))
    summary.sections = [
        ("Named, by kind", table(["kind", "n", "named"], [[k, str(len(v)), str(sum(v))] for k, v in kinds.items()])),
        ("Missed", _listed(rows, wrong & ~named)),
        ("Named without need", _listed(rows, ~wrong & named)),
    ]
    return summary


def _listed(rows: list[tuple[Item, dict[str, Any]]], which: np.ndarray) -> str:
    cells = [
        [item.data["kind"], escape(item.data["text"]), escape(" ".join(trace["says"]))]
        for (item, trace), shown in zip(rows, which, strict=True)
        if shown
    ]
    return table(["kind", "statement", "said"], cells) if cells else "<p>None.</p>"
