"""Does the judge put answers of known quality in order, and is it sure when it is right?"""

from collections import defaultdict
from html import escape
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from agent.judge.text import words
from corpus.content import load_bank
from evals.judging import judged, ladder
from evals.plots import bars, reliability
from evals.report import answer_html, table
from evals.stats import Figure, bootstrap, bootstrap_mean, calibration_error, pearson
from evals.suite import Item, Options, Summary

RANK = {
    "strong-short": 4, "strong-long": 4, "adequate": 3, "dont-know": 2, "weak": 1, "fluent-wrong": 1,
    "keyword-soup": 0, "long-empty": 0, "off-topic": 0, "injection": 0,
}  # fmt: skip
"""Known quality. Pairs of one rank are not compared; neither is a sound guess against a wrong answer's bravado."""
MARGIN = 0.02


def items(options: Options) -> list[Item]:
    """The answers of a half."""
    return [Item(f"{row['question']}|{row['kind']}", row["question"], row) for row in ladder(options.half)]


def work(item: Item, home: Path) -> dict[str, Any]:
    """The judge's view, and that of similarity to the strong answer."""
    from agent.judge.evidence import evidence_judge

    trace = judged(item.data["question"], item.data["answer"], home)
    strong = load_bank().questions[item.data["question"]].strong
    said, reference = evidence_judge(home).lens.vectors([item.data["answer"], strong])
    return trace | {"cosine": round(float(said @ reference), 4), "words": len(words(item.data["answer"]))}


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Order, the named comparisons, length, calibration, abstentions."""
    summary = Summary(scores={item.id: trace["forced"] for item, trace in rows})
    by: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for item, trace in rows:
        by[item.group][item.data["kind"]] = trace
    fig = summary.figures
    fig["pairs in order"] = _ordered(by, "forced")
    fig["pairs in order by cosine"] = _ordered(by, "cosine")
    fig["pairs in order by length"] = _ordered(by, "words")
    fig["fluent wrong below adequate"] = _share(by, lambda k: k["fluent-wrong"]["forced"] < k["adequate"]["forced"])
    fig["fluent wrong below strong"] = _share(
        by, lambda k: k["fluent-wrong"]["forced"] < min(k["strong-short"]["forced"], k["strong-long"]["forced"])
    )
    fig["empty and soup never above weak"] = _share(
        by, lambda k: max(k["long-empty"]["forced"], k["keyword-soup"]["forced"]) <= k["weak"]["forced"] + MARGIN
    )
    groups = [item.group for item, _ in rows]
    scores, lengths = (np.array([float(t[key]) for _, t in rows]) for key in ("forced", "words"))
    size = bootstrap(pearson, groups, scores, np.log(lengths))
    fig["length and score"] = Figure(abs(size.value), size.low, size.high, size.n, size.groups)
    quality = np.array([float(RANK[item.data["kind"]]) for item, _ in rows])
    fig["length and known quality"] = bootstrap(pearson, groups, quality, np.log(lengths))
    _calibration(rows, summary)
    means = []
    for kind in RANK:
        f = bootstrap_mean(
            [k[kind]["forced"] for k in by.values() if kind in k], [g for g, k in by.items() if kind in k]
        )
        fig[f"mean score of {kind}"] = f
        means.append((kind, f.value, f.low, f.high))
    summary.sections.insert(
        0, ("Mean score of each kind", f'<div class="plots">{bars("score, 95 % interval", means)}</div>')
    )
    summary.sections.append(("Out of order", _worst(by, rows)))
    return summary


def _ordered(by: dict[str, dict[str, dict[str, Any]]], key: str) -> Figure:
    values, groups = [], []
    for question, kinds in by.items():
        for a, b in combinations(kinds, 2):
            if RANK[a] == RANK[b] or {a, b} == {"dont-know", "fluent-wrong"}:
                continue
            better, worse = (a, b) if RANK[a] > RANK[b] else (b, a)
            gap = kinds[better][key] - kinds[worse][key]
            values.append(1.0 if gap > 0 else 0.5 if gap == 0 else 0.0)
            groups.append(question)
    return bootstrap_mean(values, groups)


def _share(by: dict[str, dict[str, dict[str, Any]]], true: Any) -> Figure:
    return bootstrap_mean([float(true(kinds)) for kinds in by.values()], list(by))


def _calibration(rows: list[tuple[Item, dict[str, Any]]], summary: Summary) -> None:
    chance, met, groups, abstained = [], [], [], []
    for item, trace in rows:
        points = load_bank().questions[item.group].points
        for point, c, verdict in zip(points, trace["chances"], trace["verdicts"], strict=True):
            if point.id in item.data["vague"]:
                continue  # neither made nor not: no true answer to hold a chance against
            chance.append(c)
            met.append(float(point.id in item.data["made"]))
            groups.append(item.group)
            abstained.append(verdict["level"] is None)
    c, m, a = np.array(chance), np.array(met), np.array(abstained)
    wrong = ((c >= 0.5) != (m == 1)).astype(float)
    g = np.array(groups)
    summary.figures["calibration error of met"] = bootstrap(calibration_error, groups, c, m)
    summary.figures["verdicts right"] = bootstrap_mean(list(1 - wrong[~a]), list(g[~a]))
    summary.figures["share abstained"] = bootstrap_mean(list(a.astype(float)), groups)
    if a.any():
        summary.figures["wrong among abstentions"] = bootstrap_mean(list(wrong[a]), list(g[a]))
    summary.figures["wrong among verdicts"] = bootstrap_mean(list(wrong[~a]), list(g[~a]))
    at = np.clip((c * 10).astype(int), 0, 9)
    bins = [(float(c[at == k].mean()), float(m[at == k].mean()), int((at == k).sum())) for k in np.unique(at)]
    plot = reliability("is a stated chance true?", bins)
    summary.sections.append(("Calibration", f'<div class="plots">{plot}</div>'))


def _worst(by: dict[str, dict[str, dict[str, Any]]], rows: list[tuple[Item, dict[str, Any]]]) -> str:
    answers = {item.id: item.data["answer"] for item, _ in rows}
    found = []
    for question, kinds in by.items():
        for a, b in combinations(kinds, 2):
            better, worse = (a, b) if RANK[a] > RANK[b] else (b, a)
            gap = kinds[worse]["forced"] - kinds[better]["forced"]
            if RANK[a] != RANK[b] and gap > 0:
                found.append((gap, question, better, worse))
    out = []
    for gap, question, better, worse in sorted(found, reverse=True)[:20]:
        shown = "".join(
            f'<p class="soft">{escape(kind)}, {kinds_of["forced"]:.2f}</p>{answer_html(answers[f"{question}|{kind}"], kinds_of["verdicts"])}'
            for kind in (better, worse)
            for kinds_of in [by[question][kind]]
        )
        out.append(
            f"<details><summary>{escape(question)}: {worse} above {better} by {gap:.2f}</summary>{shown}</details>"
        )
    return "".join(out) or table(["none"], [])
