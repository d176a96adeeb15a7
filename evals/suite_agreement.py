"""How far does the offline judge agree with people, given a reference answer and nothing else?"""

import gzip
import json
from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from agent.judge.evidence import evidence_judge
from agent.judge.evidence_features import REFERENCE_NAMES
from agent.judge.features import covered
from agent.judge.text import words
from corpus.bm25 import BM25
from evals.fit_head import fit, reference_figures, weights_of
from evals.plots import grid, reliability, scatter
from evals.report import table
from evals.stats import Figure, bootstrap, calibration_error, pearson, qwk, rmse, spearman
from evals.suite import Item, Options, SuiteError, Summary

HERE = Path(__file__).parent / "data" / "grading"
SIMPLE = ("cosine", "exact", "soft", "back", "bm25", "length", "length ratio", "question")


def items(options: Options) -> list[Item]:
    """Every graded answer."""
    folder = options.data or HERE
    files = sorted(p for p in folder.glob("*.jsonl*") if p.is_file())
    if not files:
        raise SuiteError(f"{folder} holds no .jsonl or .jsonl.gz file of graded answers. Name a folder with --data.")
    found = []
    for path in files:
        name = path.name.split(".")[0]
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                found.append(Item(str(row["id"]), f"{name}|{row['question_id']}", {**row, "set": name}))
    return found


def work(item: Item, home: Path) -> dict[str, Any]:
    """The figures the head decides on, and those of the baselines."""
    judge, row = evidence_judge(home), item.data
    features = reference_figures(judge, row)
    if features is None:
        return {"empty": True}
    answer, reference, question = judge.lens.vectors([row["answer"], row["reference"], row["question"]])
    said, wanted = judge.lens.words(row["answer"]), judge.lens.words(row["reference"])
    length = len(words(row["answer"]))
    simple = [
        float(answer @ reference),
        *covered(wanted, said),
        covered(said, wanted)[0],
        BM25([("a", row["answer"])]).scores(row["reference"]).get("a", 0.0),
        float(np.log1p(length)),
        length / max(1, len(words(row["reference"]))),
        float(answer @ question),
    ]
    return {"features": [round(float(v), 5) for v in features], "simple": simple}


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Cross-validated by question: agreement, baselines in the same folds, calibration, the worst disagreements."""
    if find_spec("sklearn") is None:
        raise SuiteError("This suite fits heads: it needs scikit-learn. pip install 'sparring[dev]'")
    rows = [(item, trace) for item, trace in rows if "features" in trace]
    X = np.array([trace["features"] for _, trace in rows], dtype=np.float32)
    simple = np.array([trace["simple"] for _, trace in rows])
    y = np.array([item.data["human"] for item, _ in rows])
    groups = np.array([item.group for item, _ in rows])
    sets = np.array([item.data["set"] for item, _ in rows])
    fitted, held = fit(X, y, weights_of(sets), REFERENCE_NAMES, list(groups), sets != "cs_courses")
    score = np.clip(np.interp(held, fitted["curve"]["x"], fitted["curve"]["y"]), 0, 1)
    chance = np.interp(held, fitted["chance"]["x"], fitted["chance"]["y"])
    summary = Summary(scores={item.id: float(s) for (item, _), s in zip(rows, score, strict=True)})
    plots = []
    for name in np.unique(sets):
        m = sets == name
        ridge = _ridge(simple[m], y[m], groups[m])
        ask: dict[str, tuple[Callable[..., float], np.ndarray]] = {
            "r": (pearson, score), "QWK": (qwk, score), "rank correlation": (spearman, score), "RMSE": (rmse, score),
        }  # fmt: skip
        for figure, (measure, said) in ask.items():
            summary.figures[f"{name} {figure}"] = bootstrap(measure, groups[m], said[m], y[m])
        for label, column in (("length", simple[:, 5]), ("cosine", simple[:, 0]), ("BM25", simple[:, 4])):
            summary.figures[f"{name} r of {label}"] = bootstrap(pearson, groups[m], column[m], y[m])
        summary.figures[f"{name} r of ridge"] = bootstrap(pearson, groups[m], ridge, y[m])
        summary.figures[f"{name} gain over ridge"] = _gain(groups[m], score[m], ridge, y[m])
        summary.figures[f"{name} gain over length"] = _gain(groups[m], score[m], simple[m][:, 5], y[m])
        summary.figures[f"{name} length and score"] = bootstrap(pearson, groups[m], score[m], simple[m][:, 5])
        summary.figures[f"{name} calibration error"] = bootstrap(
            calibration_error, groups[m], chance[m], (y[m] >= 0.5).astype(float)
        )
        both = [i for i in np.flatnonzero(m) if rows[i][0].data.get("graders")]
        if both:
            a, b = np.array([rows[i][0].data["graders"] for i in both]).T
            summary.figures[f"{name} two people r"] = bootstrap(pearson, groups[both], a, b)
            summary.figures[f"{name} two people QWK"] = bootstrap(qwk, groups[both], a, b)
        plots.append(_plots(str(name), [rows[i][0] for i in np.flatnonzero(m)], score[m], chance[m], y[m]))
    summary.sections = [
        ("At a glance", f'<div class="plots">{"".join(plots)}</div>'),
        ("By question", _by_question(groups, score, y)),
        ("Where judge and people differ most", _worst([item for item, _ in rows], score, y)),
    ]
    return summary


def _ridge(X: np.ndarray, y: np.ndarray, groups: np.ndarray, strength: float = 30.0) -> np.ndarray:
    """The baseline, each question predicted from the others."""
    out = np.zeros(len(y))
    names = np.unique(groups)
    for fold in range(10):
        test = np.isin(groups, names[fold::10])
        if not test.any():
            continue
        mean, spread = X[~test].mean(axis=0), X[~test].std(axis=0) + 1e-9
        Z, T = (X[~test] - mean) / spread, (X[test] - mean) / spread
        w = np.linalg.solve(Z.T @ Z + strength * np.eye(Z.shape[1]), Z.T @ (y[~test] - y[~test].mean()))
        out[test] = y[~test].mean() + T @ w
    return out


def _gain(groups: np.ndarray, ours: np.ndarray, theirs: np.ndarray, y: np.ndarray) -> Figure:
    return bootstrap(lambda a, b, t: pearson(a, t) - pearson(b, t), list(groups), ours, theirs, y)


def _plots(name: str, these: list[Item], score: np.ndarray, chance: np.ndarray, y: np.ndarray) -> str:
    points = [(float(h), float(s), i.data["answer"][:120]) for i, s, h in zip(these, score, y, strict=True)]
    a, b = (np.clip((v * 4).round().astype(int), 0, 4) for v in (score, y))
    counts = [[int(((b == r) & (a == c)).sum()) for c in range(5)] for r in range(5)]
    at = np.clip((chance * 10).astype(int), 0, 9)
    bins = [
        (float(chance[at == k].mean()), float((y[at == k] >= 0.5).mean()), int((at == k).sum())) for k in np.unique(at)
    ]
    return (
        scatter(f"{name}: people and judge", "people", "judge", points)
        + grid(f"{name}: confusion in quarters", "judge", "people", ["0", "¼", "½", "¾", "1"], counts)
        + reliability(f"{name}: is a stated chance true?", bins)
    )


def _by_question(groups: np.ndarray, score: np.ndarray, y: np.ndarray) -> str:
    cells = []
    for group in np.unique(groups):
        m = groups == group
        r = f"{pearson(score[m], y[m]):.2f}" if y[m].std() > 0 else "people all agree"
        cells.append([escape(str(group)), str(int(m.sum())), f"{y[m].mean():.2f}", f"{score[m].mean():.2f}", r])
    return table(["question", "n", "people, mean", "judge, mean", "r"], cells)


def _worst(these: list[Item], score: np.ndarray, y: np.ndarray) -> str:
    out = []
    for i in np.argsort(-np.abs(score - y))[:20]:
        row = these[i].data
        out.append(
            f"<details><summary>people {y[i]:.2f}, judge {score[i]:.2f} · {escape(row['question'][:110])}</summary>"
            f'<p class="soft">reference</p><blockquote>{escape(row["reference"])}</blockquote>'
            f'<p class="soft">answer</p><blockquote>{escape(row["answer"])}</blockquote></details>'
        )
    return "".join(out)
