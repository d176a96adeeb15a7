"""Fits how often a judge is right where it states a confidence, on labelled answers it was not fitted on.

The error told is that on questions left out of the fit, never that of the fit on itself.
"""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agent.results.calibration import Calibration, path_of, rubrics_key
from corpus.files import write_atomic
from evals import judging
from evals.judging import judge_of, judged, ladder
from evals.stats import calibration_error, logistic
from evals.suite import SuiteError
from rubrics.schema import load_rubrics

FEW = 100
FOLDS = 5


def calibrate(home: Path, backend: str = "none", limit: int | None = None) -> Calibration:
    """Judge the test half of the ladder, fit, keep the result in this home."""
    judging.use(backend)
    judge = judge_of(home)
    rows = ladder("test")[:limit]
    stated, right, groups = [], [], []
    for row in rows:
        for verdict in judged(row["question"], row["answer"], home)["verdicts"]:
            if verdict["level"] is None or verdict["criterion_id"] in row["vague"]:
                continue
            stated.append(verdict["confidence"])
            right.append(float((verdict["level"] >= 2) == (verdict["criterion_id"] in row["made"])))
            groups.append(row["question"])
    if len(stated) < FEW:
        raise SuiteError(f"{judge.name} gave {len(stated)} verdicts on {len(rows)} answers; a calibration needs {FEW}.")
    said, true = np.array(stated), np.array(right)
    slope, shift = fit_line(said, true)
    fitted = Calibration(
        judge=judge.name,
        version=judge.version,
        rubrics=rubrics_key(load_rubrics()),
        slope=round(slope, 4),
        shift=round(shift, 4),
        answers=len(rows),
        verdicts=len(stated),
        questions=len(set(groups)),
        error_before=round(calibration_error(said, true), 4),
        error_after=round(calibration_error(left_out(said, true, groups), true), 4),
        fitted=f"{datetime.date.today():%Y-%m-%d}",
    )
    keep(home, fitted)
    return fitted


def keep(home: Path, fitted: Calibration) -> Path:
    """Write it with its hash."""
    path = path_of(home, fitted.judge)
    path.parent.mkdir(parents=True, exist_ok=True)
    held = {"hash": fitted.hash, "calibration": fitted.model_dump()}
    write_atomic(path, json.dumps(held, indent=2) + "\n")
    return path


def fit_line(stated: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and shift of the log odds, pulled a little toward slope 1, shift 0."""
    x = np.column_stack([_odds(stated), np.ones_like(stated)])
    slope, shift = logistic(x, right, pull=np.ones(2), toward=np.array([1.0, 0.0]))
    return float(slope), float(shift)


def left_out(stated: np.ndarray, right: np.ndarray, groups: Sequence[str]) -> np.ndarray:
    """The calibrated confidence of each verdict by a fit on other questions."""
    names = {g: n for n, g in enumerate(sorted(set(groups)))}
    fold = np.array([names[g] % FOLDS for g in groups])
    out = np.empty_like(stated)
    for k in np.unique(fold):
        slope, shift = fit_line(stated[fold != k], right[fold != k])
        out[fold == k] = np.maximum(0.5, 1 / (1 + np.exp(-(slope * _odds(stated[fold == k]) + shift))))
    return out


def _odds(stated: np.ndarray) -> np.ndarray:
    clipped = np.clip(stated, 1e-3, 1 - 1e-3)
    return np.log(clipped / (1 - clipped))
