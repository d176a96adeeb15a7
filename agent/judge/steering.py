"""Tells statements that speak to whoever scores, or only keep talking, from those that may be evidence, by meaning.

Patterns (attacks.py) name what they find; this names nothing and only asks more of such a statement before it counts.
"""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

HEAD = Path(__file__).parent / "steering.json"


def talk(vectors: np.ndarray) -> np.ndarray:
    """For each statement, above 0 when it is more likely talk than evidence."""
    weights, bias = _head()
    return vectors @ weights + bias


@lru_cache(maxsize=1)
def _head() -> tuple[np.ndarray, float]:
    fitted = json.loads(HEAD.read_text(encoding="utf-8"))
    return np.array(fitted["weights"], dtype=np.float32), float(fitted["bias"])
