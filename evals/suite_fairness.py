"""The same content in several Englishes, with fillers, slips and recognition errors: what does it cost?"""

import random
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from evals.englishes import ENGLISHES, SPOKEN
from evals.judging import judged, ladder
from evals.report import table
from evals.stats import Figure, bootstrap_mean
from evals.suite import Item, Options, Summary

KINDS = ("strong-long", "adequate", "dont-know")
WAYS = ENGLISHES | SPOKEN


def items(options: Options) -> list[Item]:
    """The ladder's spoken answers that say something."""
    rows = [row for row in ladder(options.half) if row["kind"] in KINDS]
    return [Item(f"{row['question']}|{row['kind']}", row["question"], row) for row in rows]


def work(item: Item, home: Path) -> dict[str, Any]:
    """The score as it is, and each other way; with the band, since a band is what is felt."""
    question, answer = item.data["question"], item.data["answer"]
    plain = judged(question, answer, home)
    trace: dict[str, Any] = {"plain": plain["forced"], "band": plain["band"], "ways": {}}
    for name, change in WAYS.items():
        said = change(answer, random.Random(f"{item.id}/{name}"))
        found = judged(question, said, home)
        trace["ways"][name] = {"score": found["forced"], "band": found["band"], "same": said == answer}
    return trace


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Mean change each way with its interval, the worst English, and what moved most."""
    summary = Summary(scores={item.id: trace["plain"] for item, trace in rows})
    groups = [item.group for item, _ in rows]
    change = {
        way: bootstrap_mean([t["ways"][way]["score"] - t["plain"] for _, t in rows], groups)
        for way in WAYS
    }  # fmt: skip
    fig = summary.figures
    worst = min(ENGLISHES, key=lambda way: change[way].value)
    best = max(ENGLISHES, key=lambda way: change[way].value)
    fig["largest mean loss of an English"] = _loss(change[worst])
    fig["mean loss with fillers"] = _loss(change["fillers"])
    fig["mean loss with slips"] = _loss(change["slips"])
    fig["mean loss when misheard"] = _loss(change["misheard"])
    apart = [t["ways"][best]["score"] - t["ways"][worst]["score"] for _, t in rows]
    fig["spread between Englishes"] = bootstrap_mean(apart, groups)
    for way, figure in change.items():
        fig[f"change, {way}"] = figure
        fig[f"other band, {way}"] = bootstrap_mean(
            [float(t["ways"][way]["band"] != t["band"]) for _, t in rows], groups
        )
    cells = [
        [escape(way), f"{f.value:+.3f}", f"{f.low:+.3f} to {f.high:+.3f}", f"{_touched(rows, way):.2f}"]
        for way, f in sorted(change.items(), key=lambda pair: pair[1].value)
    ]
    moved = [(abs(t["ways"][w]["score"] - t["plain"]), i.id, w, t) for i, t in rows for w in WAYS]
    most = [
        [f"<code>{escape(i)}</code>", escape(w), f"{t['plain']:.2f}", f"{t['ways'][w]['score']:.2f}"]
        for _, i, w, t in sorted(moved, key=lambda m: -m[0])[:15]
    ]
    summary.sections = [
        ("Mean change of the score", table(["way", "change", "95 % interval", "share of answers it touched"], cells)),
        ("What moved most", table(["answer", "way", "plain", "so"], most)),
    ]
    return summary


def _loss(change: Figure) -> Figure:
    return Figure(-change.value, -change.high, -change.low, change.n, change.groups)


def _touched(rows: list[tuple[Item, dict[str, Any]]], way: str) -> float:
    """A rule that hits nothing would be fair for free: how many answers it changed at all."""
    return float(np.mean([not t["ways"][way]["same"] for _, t in rows]))
