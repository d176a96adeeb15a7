"""Fits the two small heads of the evidence judge and says how they do on questions they were not fitted on.

    python -m evals.fit_head --grading ../shared/data/grading --pairs ../shared/data/entailment --reader-npz agent/judge/reader.npz

Needs scikit-learn (extra `dev`). Seeded. Nothing of a test half is read.
"""

import argparse
import gzip
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from agent.judge.attacks import inspect
from agent.judge.evidence import EvidenceJudge, reference_points
from agent.judge.evidence_features import NAMES, REFERENCE_NAMES, Rows
from agent.judge.features import Lens, Reading, Target
from agent.judge.forest import Forest
from agent.judge.text import units
from corpus.content import load_bank
from corpus.embed import load_embedder
from corpus.schema import Question
from evals.halves import half
from evals.stats import calibration_error, pearson, qwk

SUITES = Path(__file__).parent / "suites"
HEAD = Path(__file__).parent.parent / "agent" / "judge" / "head.json"


TREES = 160
"""Randomised trees: boosted ones and a ridge did worse on the tuning halves (evals/LOG.md)."""


@dataclass(frozen=True)
class Case:
    """An answer, its points, and how far each is made (0 to 1)."""

    group: str
    answer: str
    targets: tuple[Target, ...]
    made: tuple[float, ...]
    weight: float


def target(question: Question, n: int, *, without: frozenset[str] = frozenset(), bare: bool = False) -> Target:
    """A point of the bank; lines in `without` are hidden, `bare` keeps only what it says."""
    point = question.points[n]
    like = () if bare else tuple(t for t in point.like if t not in without)
    unlike = () if bare else tuple(t for t in point.unlike if t not in without)
    return Target(point.id, point.says, point.weight, like, unlike)


def ladder_cases(bank_questions: dict[str, Question]) -> Iterator[Case]:
    """The tuning half of the ladder, once with examples and once bare."""
    for path in sorted((SUITES / "ladder").glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if half(row["question"]) != "tune":
                continue
            question = bank_questions[row["question"]]
            made = tuple(1.0 if p.id in row["made"] else 0.4 if p.id in row["vague"] else 0.0 for p in question.points)
            for bare, weight in ((False, 2.0), (True, 1.0)):
                targets = tuple(target(question, n, bare=bare) for n in range(len(question.points)))
                yield Case(question.id, row["answer"], targets, made, weight)


def bank_cases(questions: Sequence[Question], each: int = 8) -> Iterator[Case]:
    """Answers put together from a question's own lines, each line hidden from the points it is judged on."""
    for question in questions:
        if half(question.id) != "tune":
            continue
        rng = random.Random(question.id)
        for turn in range(each):
            lines: list[tuple[str, str]] = []
            made = []
            share = rng.choice((0.2, 0.5, 0.8))
            for point in question.points:
                if rng.random() < share:
                    lines.append((rng.choice(point.like), "like"))
                    made.append(1.0)
                else:
                    made.append(0.0)
                    if rng.random() < 0.5:
                        lines.append((rng.choice(point.unlike), "unlike"))
            rng.shuffle(lines)
            if lines:
                hidden = frozenset(text for text, _ in lines)
                targets = tuple(target(question, n, without=hidden, bare=turn % 4 == 3) for n in range(len(made)))
                yield Case(question.id, " ".join(text for text, _ in lines), targets, tuple(made), 0.5)


def pair_cases(folder: Path, caps: dict[str, int]) -> Iterator[Case]:
    """Pairs from groups that the reader was not trained on: points that are one sentence and nothing else."""
    for name, cap in caps.items():
        rows = []
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if random.Random(f"{name}|{row['group']}").random() < 1 / 12:
                    rows.append(row)
        random.Random(0).shuffle(rows)
        for row in rows[:cap]:
            degree = {"entails": 1.0, "partial": 0.5}.get(row["label"], 0.0)
            yield Case(f"{name}|{row['group']}", row["a"], (Target("p", row["b"]),), (degree,), 0.5)


@lru_cache(maxsize=1)
def _judge(home: Path) -> EvidenceJudge:
    from agent.judge.reader import load_reader

    return EvidenceJudge(Lens(load_embedder(home)), load_reader(home))


def _case_rows(job: tuple[Path, Case]) -> np.ndarray | None:
    judge = _judge(job[0])
    reading = Reading(judge.lens, job[1].answer, inspect(job[1].answer, units(job[1].answer)).kept)
    return None if reading.empty else judge.features(Rows(judge.lens, reading, job[1].targets))


def _reference_rows(job: tuple[Path, dict[str, Any]]) -> np.ndarray | None:
    judge = _judge(job[0])
    row = job[1]
    reading = Reading(judge.lens, row["answer"], units(row["answer"]))
    if reading.empty:
        return None
    return judge.reference_features(
        row["question"], row["reference"], Rows(judge.lens, reading, reference_points(row["reference"]))
    )


def cached(path: Path, key: str, make: Any) -> Any:
    """Rows are slow to make: kept until what they are made of changes."""
    stamp = hashlib.sha256(key.encode()).hexdigest()
    file = path / f"rows-{stamp[:16]}.npz"
    if file.exists():
        return np.load(file, allow_pickle=True)["rows"]
    rows = make()
    path.mkdir(parents=True, exist_ok=True)
    np.savez(file, rows=np.array(rows, dtype=object))
    return np.load(file, allow_pickle=True)["rows"]


def fit(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, names: Sequence[str], groups: Sequence[str]
) -> tuple[dict[str, Any], np.ndarray]:
    """A head, and what it says of each row when fitted without that row's group."""
    from sklearn.ensemble import ExtraTreesRegressor
    from sklearn.isotonic import IsotonicRegression
    from sklearn.model_selection import GroupKFold

    def model() -> Any:
        return ExtraTreesRegressor(
            TREES, min_samples_leaf=6, max_leaf_nodes=64, max_features=0.4, n_jobs=2, random_state=0
        )

    held = np.zeros(len(y))
    for train, test in GroupKFold(10).split(X, y, groups):
        held[test] = model().fit(X[train], y[train], sample_weight=w[train]).predict(X[test])
    whole = model().fit(X, y, sample_weight=w)
    grid = np.linspace(held.min(), held.max(), 41)
    degree = IsotonicRegression(out_of_bounds="clip").fit(held, y, sample_weight=w).predict(grid)
    chance = IsotonicRegression(out_of_bounds="clip").fit(held, (y >= 0.5).astype(float), sample_weight=w).predict(grid)
    smooth = np.convolve(np.pad(chance, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    stretch = (
        _stretch(held, y, w)
        if names is REFERENCE_NAMES
        else np.convolve(np.pad(degree, 2, mode="edge"), np.ones(5) / 5, "valid")
    )
    curve = stretch if isinstance(stretch, np.ndarray) else np.clip(stretch[0] + stretch[1] * grid, 0, 1)
    exported = [
        {
            "feature": [max(0, int(v)) for v in tree.tree_.feature],
            "threshold": [round(float(v), 9) for v in tree.tree_.threshold],
            "left": [int(v) for v in tree.tree_.children_left],
            "right": [int(v) for v in tree.tree_.children_right],
            "value": [round(float(v), 7) for v in tree.tree_.value.ravel()],
        }
        for tree in whole.estimators_
    ]
    fitted = {
        "names": list(names),
        "base": 0.0,
        "rate": 1 / TREES,
        "trees": exported,
        "curve": {"x": _short(grid), "y": _short(curve)},
        "chance": {"x": _short(grid), "y": _short(smooth)},
    }
    own = Forest(fitted).raw(X)
    assert np.abs(own - whole.predict(X)).max() < 2e-3, "the exported trees do not say what the fitted ones say"
    return fitted, held


def _stretch(held: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[float, float]:
    """Regression shrinks toward the mean; a straight line brings the spread back to that of the marks."""
    mean, spread = (
        np.average(held, weights=w),
        np.sqrt(np.average((held - np.average(held, weights=w)) ** 2, weights=w)),
    )
    wanted = np.sqrt(np.average((y - np.average(y, weights=w)) ** 2, weights=w))
    slope = 0.85 * wanted / spread
    return float(np.average(y, weights=w) - slope * mean), float(slope)


def _short(values: np.ndarray) -> list[float]:
    return [round(float(v), 5) for v in values]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print what was reached, write head.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grading", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "sparring-fit")
    parser.add_argument("--out", type=Path, default=HEAD)
    options = parser.parse_args(arguments)
    reader = (HEAD.parent / "reader.npz").read_bytes()
    sha = hashlib.sha256(reader).hexdigest()
    head = json.loads(HEAD.read_text())
    if head["reader_sha256"] != sha:
        raise SystemExit(f"head.json names another reader; set its reader_sha256 to {sha} first")

    code = "".join((HEAD.parent / f"{m}.py").read_text() for m in ("text", "features", "evidence_features"))
    with ProcessPoolExecutor(2) as pool:
        grading = [
            json.loads(line) | {"set": p.stem}
            for p in sorted(options.grading.glob("*.jsonl"))
            for line in p.open(encoding="utf-8")
        ]
        rows = cached(
            options.home,
            f"ref{code}{sha}{len(grading)}",
            lambda: list(pool.map(_reference_rows, [(options.home, r) for r in grading], chunksize=32)),
        )
        kept = [i for i, r in enumerate(rows) if r is not None]
        X = np.stack([rows[i] for i in kept]).astype(np.float32)
        y = np.array([grading[i]["human"] for i in kept])
        sets = np.array([grading[i]["set"] for i in kept])
        groups = [f"{grading[i]['set']}|{grading[i]['question_id']}" for i in kept]
        w = np.where(sets == "cs_courses", 1.2, 0.9)
        reference, held = fit(X, y, w, REFERENCE_NAMES, groups)
        degree = np.clip(np.interp(held, reference["curve"]["x"], reference["curve"]["y"]), 0, 1)
        for name in np.unique(sets):
            m = sets == name
            print(
                f"reference head, {name}: r {pearson(degree[m], y[m]):.3f} QWK {qwk(degree[m], y[m]):.3f} (by question, n {m.sum()})"
            )

        bank = load_bank()
        cases = [*ladder_cases(bank.questions), *bank_cases(list(bank.questions.values()))]
        cases += pair_cases(
            options.pairs, {"beetle5way": 400, "scientsbank3way": 500, "realsumm_scu": 500, "argkp2021": 400}
        )
        tables = cached(
            options.home,
            f"pts2{code}{sha}{cases}",
            lambda: list(pool.map(_case_rows, [(options.home, c) for c in cases], chunksize=16)),
        )
    Xp, yp, wp, gp, kinds = [], [], [], [], []
    for case, table in zip(cases, tables, strict=True):
        if table is not None:
            Xp.append(table)
            yp += case.made
            wp += [case.weight] * len(case.made)
            gp += [case.group] * len(case.made)
            kinds += ["pairs" if "|" in case.group else "ladder" if case.weight >= 1 else "bank"] * len(case.made)
    X, y, w = np.concatenate(Xp).astype(np.float32), np.array(yp), np.array(wp)
    points, held = fit(X, y, w, NAMES, gp)
    chance = np.interp(held, points["chance"]["x"], points["chance"]["y"])
    for name in np.unique(kinds):
        m = np.array(kinds) == name
        print(
            f"points head, {name}: r {pearson(held[m], y[m]):.3f} ECE {calibration_error(chance[m], (y[m] >= 0.5).astype(float)):.3f} (n {m.sum()})"
        )
    options.out.write_text(
        json.dumps(
            {"version": 1, "reader_sha256": sha, "points": points, "reference": reference}, separators=(",", ":")
        )
    )
    print(f"written: {options.out} ({options.out.stat().st_size / 1e3:.0f} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
