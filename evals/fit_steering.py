"""Fits what tells a statement that speaks to the scorer, or only keeps talking, from one that may be evidence.

    python -m evals.fit_steering

Needs scikit-learn (extra `dev`). Seeded. Neither the attacks suite nor a test half of the ladder is read.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from agent.judge.steering import HEAD
from agent.judge.text import units
from agent.settings import load_settings
from corpus.content import load_bank
from corpus.embed import load_embedder
from evals.judging import ladder

WRITTEN = Path(__file__).parent / "data" / "steering.txt"
EMPTY = ("long-empty", "keyword-soup", "injection", "off-topic")
"""Kinds of ladder answers whose statements are no evidence of anything."""
RARE = 5
"""What one such statement weighs against one of the many that are evidence."""


def lines() -> list[str]:
    """The written statements of both kinds, and those of the long empty answers in the tuning half of the ladder."""
    rows = [line.strip() for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    written = [row.split(": ", 1)[1] for row in rows if row and not row.startswith("#")]
    empty = [unit.text for row in ladder("tune") if row["kind"] == "long-empty" for unit in units(row["answer"])]
    return written + empty


def evidence() -> list[str]:
    """Statements that may count: the bank's lines, and the tuning half of the ladder."""
    points = [point for question in load_bank().questions.values() for point in question.points]
    bank = {text for point in points for text in (point.says, *point.like, *point.unlike)}
    said = {unit.text for row in ladder("tune") if row["kind"] not in EMPTY for unit in units(row["answer"])}
    return sorted(bank | said)


def main() -> None:
    """Fit, say how well the two are told apart, and write the head."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict

    embedder = load_embedder(load_settings().home)
    speaks, counts = lines(), evidence()
    table = np.vstack([embedder.many(part) for texts in (speaks, counts) for part in _parts(texts)])
    truth = np.r_[np.ones(len(speaks)), np.zeros(len(counts))]
    head: Any = LogisticRegression(C=10, max_iter=2000, class_weight={1: RARE, 0: 1})
    apart = roc_auc_score(truth, cross_val_predict(head, table, truth, cv=10, method="decision_function"))
    head.fit(table, truth)
    weights = [round(float(w), 3) for w in head.coef_[0]]
    HEAD.write_text(json.dumps({"bias": round(float(head.intercept_[0]), 3), "weights": weights}) + "\n")
    print(
        f"{len(speaks)} that are none, {len(counts)} evidence; area under the curve in ten folds {apart:.3f}; wrote {HEAD.name}"
    )


def _parts(texts: list[str], size: int = 64) -> list[list[str]]:
    return [texts[i : i + size] for i in range(0, len(texts), size)]


if __name__ == "__main__":
    main()
