"""Two runs of a suite held against each other, item by item: the mean change with its interval, and what changed most."""

import json
from pathlib import Path
from typing import Any

from evals.stats import Figure, paired
from evals.suite import SuiteError


def load(folder: Path) -> dict[str, Any]:
    """The summary of a run."""
    path = folder / "summary.json"
    if not path.exists():
        raise SuiteError(f"{folder} holds no finished run (no summary.json). `sparring eval run` makes one.")
    return json.loads(path.read_text(encoding="utf-8"))


def compare(a: Path, b: Path) -> tuple[Figure, list[tuple[str, float, float]]]:
    """The paired change of the items both runs have, and the fifteen that moved most."""
    one, other = load(a), load(b)
    if one["suite"] != other["suite"]:
        raise SuiteError(f"{a} is a run of {one['suite']}, {b} of {other['suite']}: only runs of one suite compare.")
    shared = [item for item in one["scores"] if item in other["scores"]]
    if not shared:
        raise SuiteError("The two runs have no item in common.")
    moved = sorted(((i, one["scores"][i], other["scores"][i]) for i in shared), key=lambda row: -abs(row[2] - row[1]))
    return paired(one["scores"], other["scores"], one["groups"]), moved[:15]
