"""Is the part of a walkthrough recognised, alone and in the flow of a whole one?"""

from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from agent.projects.parts import NAMES, PARTS, parts_of
from corpus.content import read_yaml
from evals.plots import grid
from evals.report import table
from evals.stats import bootstrap
from evals.suite import SUITES, Item, Options, Summary


def items(options: Options) -> list[Item]:
    """Each passage of a half, and walkthroughs of one passage of every part in the usual order."""
    raw = read_yaml((SUITES / "parts" / "passages.yaml").read_text(encoding="utf-8"))
    found = []
    for half in ("tune", "test"):
        if options.half not in ("all", half):
            continue
        for part in PARTS:
            found += [
                Item(f"{half} {part} {n}", f"{part} {n}", {"pieces": [[part, text]]})
                for n, text in enumerate(raw[part][half])
            ]
        for n in range(len(raw["problem"][half])):
            pieces = [[part, raw[part][half][(n + k) % len(raw[part][half])]] for k, part in enumerate(PARTS)]
            found.append(Item(f"{half} walkthrough {n}", f"walkthrough {n}", {"pieces": pieces}))
    return found


def work(item: Item, home: Path) -> dict[str, Any]:
    """For each piece, how many of its words were given to each part."""
    from agent.library import embedder

    text, spans = "", []
    for part, said in item.data["pieces"]:
        spans.append((part, len(text), len(text) + len(said)))
        text += said + " "
    found = parts_of(text, embedder(home))
    out = []
    for part, start, end in spans:
        given: Counter[str] = Counter()
        for passage in found:
            said = (
                text[max(start, passage.start) : min(end, passage.end)]
                if passage.start < end and start < passage.end
                else ""
            )
            given[passage.part] += len(said.split())
        out.append([part, {name: count for name, count in given.items() if count}])
    return {"pieces": out}


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Macro-F1 by passage and by word, and every passage taken for another part."""
    summary = Summary()
    alone = [(item, trace["pieces"][0]) for item, trace in rows if len(item.data["pieces"]) == 1]
    whole = [(item, piece) for item, trace in rows if len(item.data["pieces"]) > 1 for piece in trace["pieces"]]
    true = np.array([PARTS.index(piece[0]) for _, piece in alone])
    got = np.array([_most(piece[1]) for _, piece in alone])
    summary.figures["macro-F1"] = bootstrap(_macro_f1, [item.id for item, _ in alone], got, true)
    words = [
        (item.group, PARTS.index(part), PARTS.index(name), n)
        for item, (part, given) in whole
        for name, n in given.items()
    ]
    groups, actual, named, counts = (list(column) for column in zip(*words, strict=True))
    summary.figures["macro-F1 of words in whole walkthroughs"] = bootstrap(
        _macro_f1, groups, np.array(named), np.array(actual), np.array(counts, dtype=float)
    )
    summary.scores = {item.id: float(g == t) for (item, _), g, t in zip(alone, got, true, strict=True)}
    counts_of = [[int(((true == r) & (got == c)).sum()) for c in range(len(PARTS))] for r in range(len(PARTS))]
    wrong = [
        [NAMES[PARTS[t]], NAMES[PARTS[g]] if g >= 0 else "none", escape(item.data["pieces"][0][1])]
        for (item, _), g, t in zip(alone, got, true, strict=True)
        if g != t
    ]
    summary.sections = [
        ("Taken for", f'<div class="plots">{grid("passages", "taken for", "part", list(PARTS), counts_of)}</div>'),
        ("Taken for another part", table(["part", "taken for", "passage"], wrong) if wrong else "<p>None.</p>"),
    ]
    return summary


def _most(given: dict[str, int]) -> int:
    return PARTS.index(max(given, key=lambda name: given[name])) if given else -1  # type: ignore[arg-type]


def _macro_f1(got: np.ndarray, true: np.ndarray, weights: np.ndarray | None = None) -> float:
    """The mean over the parts that occur."""
    weight = np.ones(len(true)) if weights is None else weights
    scores: Sequence[float] = [
        2 * weight[(got == part) & (true == part)].sum() / (weight[got == part].sum() + weight[true == part].sum())
        for part in np.unique(true)
    ]
    return float(np.mean(scores))
