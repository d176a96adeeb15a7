"""Does search find the question that is meant, when hardly a word is shared?"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from agent.library import library
from corpus.search import WORDS_WEIGHT, Filters, Library
from evals.plots import bars
from evals.report import table
from evals.stats import bootstrap_mean
from evals.suite import SUITES, Item, Options, Summary

WAYS = {"hybrid": WORDS_WEIGHT, "vectors alone": 0.0, "words alone": 1.0}


def items(options: Options) -> list[Item]:
    """The paraphrases of a half."""
    rows = [
        json.loads(line)
        for line in (SUITES / "retrieval" / "paraphrases.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [Item(f"p{n}", row["id"], row) for n, row in enumerate(rows) if options.half in ("all", row["half"])]


@lru_cache(maxsize=1)
def _library(home: Path) -> Library:
    return library(home)


def work(item: Item, home: Path) -> dict[str, Any]:
    """The rank of the question that is meant, each way; and what stood first."""
    trace: dict[str, Any] = {}
    for way, weight in WAYS.items():
        scores, _ = _library(home).scores(item.data["text"], "question", Filters(), weight)
        order = sorted(scores, key=lambda owner: (-scores[owner], owner))
        trace[way] = order.index(item.data["id"]) + 1 if item.data["id"] in order else 999
        trace[f"{way} first"] = order[0] if order else ""
    return trace


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Recall at 1 and 5, each way, and the misses."""
    summary = Summary()
    groups = [item.group for item, _ in rows]
    for way in WAYS:
        for k in (1, 5):
            hits = [float(trace[way] <= k) for _, trace in rows]
            summary.figures[f"{way} recall@{k}"] = bootstrap_mean(hits, groups)
    summary.scores = {item.id: 1 / trace["hybrid"] for item, trace in rows}
    shown = [(name, f.value, f.low, f.high) for name, f in summary.figures.items()]
    missed = [
        [
            item.data["text"],
            f"<code>{item.data['id']}</code>",
            str(trace["hybrid"]),
            f"<code>{trace['hybrid first']}</code>",
        ]
        for item, trace in rows
        if trace["hybrid"] > 1
    ]
    summary.sections = [
        ("Found", f'<div class="plots">{bars("share found", shown)}</div>'),
        ("Not first", table(["what was asked", "what was meant", "rank", "what stood first"], missed)),
    ]
    return summary
