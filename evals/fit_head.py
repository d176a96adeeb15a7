"""Fits the three small heads of the evidence judge and says how they do on questions they were not fitted on.

    python -m evals.fit_head --grading ../shared/data/grading --pairs ../shared/data/entailment

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

from agent.judge.evidence import FAR, EvidenceJudge, evidence_in, reference_points
from agent.judge.evidence_features import NAMES, READ_NAMES, REFERENCE_NAMES, Rows, reference_row, with_reading
from agent.judge.features import Lens, Reading, Target
from agent.judge.forest import Forest
from agent.judge.port import Task
from corpus.content import load_bank
from corpus.embed import load_embedder
from corpus.schema import Question
from evals.halves import half
from evals.stats import calibration_error, pearson, qwk

SUITES = Path(__file__).parent / "suites"
HEAD = Path(__file__).parent.parent / "agent" / "judge" / "head.json"


TREES = 160
"""Randomised trees: boosted ones and a ridge did worse on the tuning halves (evals/LOG.md)."""
OWN_LINES = 0.15
"""What the bank's own lines weigh for the head that hears the reader: the reader has learned those lines by heart."""


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


def _case_rows(job: tuple[Path, Case]) -> tuple[np.ndarray, np.ndarray] | None:
    """The figures of each point without and with the reader."""
    judge, case = _judge(job[0]), job[1]
    kept = evidence_in(judge.lens, Task("", case.answer, case.targets), case.targets).kept
    if not kept:
        return None
    rows = Rows(judge.lens, Reading(judge.lens, case.answer, kept), case.targets)
    table = rows.table()
    read = np.tile(np.array([1.0, 0.0, 0.0], dtype=np.float32), (len(table), 1))
    near = [n for n in range(len(table)) if rows.nearness(n) >= FAR]
    if near:
        read[near] = judge.read(rows, near)
    return table, with_reading(table, read)


def reference_figures(judge: EvidenceJudge, row: dict[str, Any]) -> np.ndarray | None:
    """The figures of a graded answer; None when nothing in it counts."""
    parts = reference_points(row["reference"])
    kept = evidence_in(judge.lens, Task(row["question"], row["answer"], reference=row["reference"]), parts).kept
    if not kept:
        return None
    reading = Reading(judge.lens, row["answer"], kept)
    return reference_row(judge.lens, reading, row["question"], row["reference"], [part.says for part in parts])


def _reference_rows(job: tuple[Path, dict[str, Any]]) -> np.ndarray | None:
    return reference_figures(_judge(job[0]), job[1])


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
    X: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    names: Sequence[str],
    groups: Sequence[str],
    levelled: np.ndarray | None = None,
) -> tuple[dict[str, Any], np.ndarray]:
    """A head, and what it says of each row when fitted without that row's group.

    Of `levelled` rows only the order within their question is learned: how strictly each of a few questions was marked
    is no law of marking, and learning it by heart cost .03 to .09 of r on other questions.
    """
    from sklearn.ensemble import ExtraTreesRegressor
    from sklearn.isotonic import IsotonicRegression
    from sklearn.model_selection import GroupKFold

    share = 0.33 if names is REFERENCE_NAMES else 0.4

    def model() -> Any:
        return ExtraTreesRegressor(
            TREES, min_samples_leaf=6, max_leaf_nodes=64, max_features=share, n_jobs=2, random_state=0
        )

    wanted = np.array(y, dtype=float) if levelled is None else level(y, groups, levelled)
    held = np.zeros(len(y))
    for train, test in GroupKFold(10).split(X, y, groups):
        held[test] = model().fit(X[train], wanted[train], sample_weight=w[train]).predict(X[test])
    whole = model().fit(X, wanted, sample_weight=w)
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


def level(y: np.ndarray, groups: Sequence[str], which: np.ndarray) -> np.ndarray:
    """The marks, with every question of `which` moved to the mean of all of them."""
    out, names = np.array(y, dtype=float), np.asarray(groups)
    for name in np.unique(names[which]):
        rows = names == name
        out[rows] += y[which].mean() - y[rows].mean()
    return out


def _stretch(held: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[float, float]:
    """Regression shrinks toward the mean; a straight line brings the spread back to that of the marks."""
    mean, spread = (
        np.average(held, weights=w),
        np.sqrt(np.average((held - np.average(held, weights=w)) ** 2, weights=w)),
    )
    wanted = np.sqrt(np.average((y - np.average(y, weights=w)) ** 2, weights=w))
    slope = 0.8 * wanted / spread
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
    parser.add_argument("--only", choices=("reference", "points"), help="fit these alone and keep the others")
    options = parser.parse_args(arguments)
    reader = (HEAD.parent / "reader.npz").read_bytes()
    sha = hashlib.sha256(reader).hexdigest()
    head = json.loads(HEAD.read_text())
    if head["reader_sha256"] != sha:
        raise SystemExit(f"head.json names another reader; set its reader_sha256 to {sha} first")

    code = "".join(
        (HEAD.parent / f"{m}.py").read_text()
        for m in (
            "text",
            "lists",
            "disguise",
            "attacks",
            "steering",
            "alignment",
            "features",
            "evidence_features",
            "evidence",
        )
    )
    with ProcessPoolExecutor(2) as pool:
        fitted = {"version": 2, "reader_sha256": sha} | {key: head[key] for key in ("first", "read", "reference")}
        if options.only != "points":
            fitted["reference"] = _fit_reference(options, pool, code)
        if options.only != "reference":
            fitted["first"], fitted["read"] = _fit_points(options, pool, code + sha)
    options.out.write_text(json.dumps(fitted, separators=(",", ":")))
    print(f"written: {options.out} ({options.out.stat().st_size / 1e3:.0f} kB)")
    return 0


def weights_of(sets: np.ndarray) -> np.ndarray:
    """What an answer of each set weighs: the answers on networks come from few questions."""
    return np.where(sets == "cs_courses", 1.0, 0.3)


def _fit_reference(options: argparse.Namespace, pool: ProcessPoolExecutor, code: str) -> dict[str, Any]:
    grading = [
        json.loads(line) | {"set": p.stem}
        for p in sorted(options.grading.glob("*.jsonl"))
        for line in p.open(encoding="utf-8")
    ]
    rows = cached(
        options.home,
        f"ref{code}{len(grading)}",
        lambda: list(pool.map(_reference_rows, [(options.home, r) for r in grading], chunksize=32)),
    )
    kept = [i for i, r in enumerate(rows) if r is not None]
    X = np.stack([rows[i] for i in kept]).astype(np.float32)
    y = np.array([grading[i]["human"] for i in kept])
    sets = np.array([grading[i]["set"] for i in kept])
    groups = [f"{grading[i]['set']}|{grading[i]['question_id']}" for i in kept]
    fitted, held = fit(X, y, weights_of(sets), REFERENCE_NAMES, groups, sets != "cs_courses")
    degree = np.clip(np.interp(held, fitted["curve"]["x"], fitted["curve"]["y"]), 0, 1)
    chance = np.interp(held, fitted["chance"]["x"], fitted["chance"]["y"])
    for name in np.unique(sets):
        m = sets == name
        error = calibration_error(chance[m], (y[m] >= 0.5).astype(float))
        print(
            f"reference head, {name}: r {pearson(degree[m], y[m]):.3f} QWK {qwk(degree[m], y[m]):.3f} ECE {error:.3f} (by question, n {m.sum()})"
        )
    return fitted


def _fit_points(
    options: argparse.Namespace, pool: ProcessPoolExecutor, code: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    bank = load_bank()
    cases = [*ladder_cases(bank.questions), *bank_cases(list(bank.questions.values()))]
    cases += pair_cases(
        options.pairs, {"beetle5way": 400, "scientsbank3way": 500, "realsumm_scu": 500, "argkp2021": 400}
    )
    tables = cached(
        options.home,
        f"points{code}{cases}",
        lambda: list(pool.map(_case_rows, [(options.home, c) for c in cases], chunksize=16)),
    )
    kept = [(case, pair) for case, pair in zip(cases, tables, strict=True) if pair is not None]
    y = np.array([degree for case, _ in kept for degree in case.made])
    groups = [case.group for case, _ in kept for _ in case.made]
    kinds = np.array([_kind(case) for case, _ in kept for _ in case.made])
    plain = np.array([case.weight for case, _ in kept for _ in case.made])
    fitted = []
    for at, names, w in ((0, NAMES, plain), (1, READ_NAMES, np.where(kinds == "bank", OWN_LINES, plain))):
        X = np.concatenate([pair[at] for _, pair in kept]).astype(np.float32)
        head, held = fit(X, y, w, names, groups)
        fitted.append(head)
        chance = np.interp(held, head["chance"]["x"], head["chance"]["y"])
        for kind in np.unique(kinds):
            m = kinds == kind
            error = calibration_error(chance[m], (y[m] >= 0.5).astype(float))
            print(
                f"points, {len(names)} figures, {kind}: r {pearson(held[m], y[m]):.3f} ECE {error:.3f} (by question, n {m.sum()})"
            )
    return fitted[0], fitted[1]


def _kind(case: Case) -> str:
    return "pairs" if "|" in case.group else "ladder" if case.weight >= 1 else "bank"


if __name__ == "__main__":
    sys.exit(main())
