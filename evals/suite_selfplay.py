"""Simulated candidates of known skill play whole interviews: does the band follow, and is the interview led as it should be?"""

from collections import defaultdict
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from evals.candidates.cards import load_cards
from evals.candidates.mind import Candidate
from evals.candidates.play import material, play, stage
from evals.plots import bars, scatter
from evals.report import table
from evals.stats import Figure, bootstrap, bootstrap_mean, tau
from evals.suite import Item, Options, SuiteError, Summary
from rubrics.scoring import BANDS

SEEDS = 20
RANK = {name: float(n) for n, name in enumerate(BANDS)}
LOST = ("injector", "silent", "buzzwords")
CHECKS = {
    "plan covered": ("plan:", "end:"),
    "time kept": ("time:",),
    "nothing repeated": ("repeat:",),
    "nothing leaked": ("leak:",),
    "no praise": ("praise:",),
}
Row = tuple[Item, dict[str, Any]]


def items(options: Options) -> list[Item]:
    """Every card at every seed, seed by seed, so that the first ones are a small run of all cards."""
    return [
        Item(
            f"{card}|{seed}",
            f"seed {seed}",
            {"card": card, "seed": seed, "half": options.half, "player": options.player},
        )
        for seed in range(SEEDS)
        for card in load_cards()
    ]


def work(item: Item, home: Path) -> dict[str, Any]:
    """One interview."""
    half, card, deps = item.data["half"], load_cards()[item.data["card"]], stage(home, item.data["half"])
    speaks = None
    if item.data["player"] != "none":
        from agent.models.open import open_model
        from agent.settings import load_settings
        from evals.candidates.model import ModelCandidate

        model = open_model(item.data["player"], load_settings(home=home))
        if model is None:
            raise SuiteError(f"{item.data['player']!r} names no model that could play a candidate.")
        speaks = ModelCandidate(model, Candidate(card, item.data["seed"], material(half), deps))
    return play(card, item.data["seed"], deps, half, speaks) | ({"given_up": speaks.failed} if speaks else {})


def summarize(rows: list[Row], options: Options) -> Summary:
    """Order, bounds by card, steadiness over seeds, and how the interviews were led."""
    summary = Summary(scores={item.id: trace["score"] or 0.0 for item, trace in rows})
    fig = summary.figures
    seeds = [item.group for item, _ in rows]
    knows = np.array([load_cards()[item.data["card"]].knows for item, _ in rows])
    scores = np.array([trace["score"] or 0.0 for _, trace in rows])
    ranks = np.array([_rank(trace) for _, trace in rows])
    fig["tau of known skill and band"] = bootstrap(tau, seeds, knows, ranks, draws=400)
    fig["tau of known skill and score"] = bootstrap(tau, seeds, knows, scores, draws=400)
    fig["strong at least lean hire"] = _share(rows, ("strong",), lambda t: _rank(t) >= RANK["lean hire"])
    fig["junior at most hire"] = _share(rows, ("junior",), lambda t: _rank(t) <= RANK["hire"])
    fig["injector, silent, buzzwords at most no hire"] = _share(rows, LOST, lambda t: _rank(t) <= RANK["no hire"])
    fig["bluffer at most lean no hire"] = _share(rows, ("bluffer",), lambda t: _rank(t) <= RANK["lean no hire"])
    _steadiness(rows, fig)
    for name, marks in CHECKS.items():
        clean = [float(not any(f.startswith(marks) for f in t["faults"])) for _, t in rows]
        fig[name] = bootstrap_mean(clean, seeds)
    fig["turns an interview"] = bootstrap_mean([t["turns"] for _, t in rows], seeds)
    summary.sections = _sections(rows)
    return summary


def _rank(trace: dict[str, Any]) -> float:
    """The band as a number; an interview nobody could score earns none."""
    return RANK.get(trace["band"], -1.0)


def _share(rows: list[Row], cards: tuple[str, ...], true: Any) -> Figure:
    mine = [(item.group, float(true(trace))) for item, trace in rows if item.data["card"] in cards]
    return bootstrap_mean([v for _, v in mine], [g for g, _ in mine])


def _steadiness(rows: list[Row], fig: dict[str, Figure]) -> None:
    """The same card over its seeds: how far the score moves, and whether its mean lies in what each scorecard printed."""
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item, trace in rows:
        by[item.data["card"]].append(trace)
    spread, inside, whose, apart, reach = {}, [], [], [], []
    for name, traces in by.items():
        values = np.array([t["score"] or 0.0 for t in traces])
        spread[name] = float(values.std(ddof=1)) if len(values) > 1 else 0.0
        inside += [float(t["low"] <= values.mean() <= t["high"]) for t in traces]
        whose += [name] * len(traces)
        reach += [(t["high"] - t["low"]) / 2 for t in traces]
        apart += [
            (name, float(low <= values.mean() <= high))
            for t in traces
            for value, low, high in t["rounds"]
            if value is not None
        ]
        fig[f"score of {name}"] = bootstrap_mean(list(values), [str(n) for n in range(len(values))])
    names = list(spread)
    fig["mean sd of a score over seeds"] = bootstrap_mean(list(spread.values()), names)
    cards, scores = np.array([item.data["card"] for item, _ in rows]), np.array([t["score"] or 0.0 for _, t in rows])
    fig["largest sd of a score over seeds"] = bootstrap(_worst, [i.group for i, _ in rows], cards, scores, draws=400)
    fig["mean inside the printed interval"] = bootstrap_mean(inside, whose)
    fig["mean inside the interval of one round"] = bootstrap_mean(
        [held for _, held in apart], [name for name, _ in apart]
    )
    fig["reach of the printed interval"] = bootstrap_mean(reach, whose)


def _worst(cards: np.ndarray, scores: np.ndarray) -> float:
    """The largest standard deviation of any card's score."""
    of = [scores[cards == card] for card in np.unique(cards)]
    return max(float(values.std(ddof=1)) if len(values) > 1 else 0.0 for values in of)


def _sections(rows: list[Row]) -> list[tuple[str, str]]:
    cards, by = load_cards(), defaultdict(list)
    for item, trace in rows:
        by[item.data["card"]].append(trace)
    shown, cells = [], []
    for name, traces in by.items():
        values = np.array([t["score"] or 0.0 for t in traces])
        low, high = np.percentile(values, [2.5, 97.5])
        shown.append((name, float(values.mean()), float(low), float(high)))
        bands = sorted({str(t["band"]) for t in traces}, key=lambda b: RANK.get(b, -1.0))
        sd = f"{values.std(ddof=1):.3f}" if len(values) > 1 else ""
        cells.append([escape(name), f"{cards[name].knows:.2f}", f"{values.mean():.3f}", sd, escape(", ".join(bands)), escape(cards[name].about)])  # fmt: skip
    dots = [(t["known"], t["score"] or 0.0, item.id) for item, t in rows]
    found = [[f"<code>{escape(i.id)}</code>", escape(f)] for i, t in rows for f in t["faults"]]
    talks = [(i, t) for i, t in rows if i.data["seed"] == 0]
    return [
        (
            "Candidates",
            f'<div class="plots">{bars("score, 95 % of seeds", shown)}{scatter("known and scored", "known", "score", dots)}</div>',
        ),
        ("By card", table(["card", "knows", "score", "sd", "bands", "who"], cells)),
        ("Faults", table(["interview", "fault"], found) if found else "<p>None.</p>"),
        *(
            (f"{i.id}: {t['band']}", f"<pre style='white-space:pre-wrap'>{escape(t['transcript'])}</pre>")
            for i, t in talks
        ),
    ]
