"""How far a judge's stated confidence may be trusted: fitted by `evals`, kept with its hash and date, used on scorecards.

It belongs to one version of one judge and one set of rubrics. With any other it is refused, and the scorecard says so.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.judge.port import Judge
from rubrics.schema import Rubric

EDGE = 1e-3


class Calibration(BaseModel):
    """A line through the log odds, and what it was fitted on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    judge: str
    version: str
    rubrics: str
    slope: float
    shift: float
    answers: int
    verdicts: int
    questions: int
    error_before: float
    error_after: float
    """Expected calibration error on questions left out of the fit."""
    fitted: str
    """The date."""

    @property
    def hash(self) -> str:
        """Changes with any of it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @property
    def told(self) -> str:
        """For a scorecard."""
        return (
            f"Confidence calibrated on {self.verdicts} verdicts of {self.questions} questions, {self.fitted}: a stated .80 was right "
            f"{self.trusted(0.8):.2f} of the time; error {self.error_after:.3f} on questions left out ({self.hash})."
        )

    def trusted(self, confidence: float) -> float:
        """The share of verdicts that are right where this confidence is stated; never below a coin's."""
        stated = min(1 - EDGE, max(EDGE, confidence))
        odds = self.slope * math.log(stated / (1 - stated)) + self.shift
        return max(0.5, 1 / (1 + math.exp(-odds)))


@dataclass(frozen=True)
class Calibrated:
    """What a scorecard uses: a calibration, or the reason why there is none."""

    calibration: Calibration | None = None
    refused: str = ""

    @property
    def told(self) -> str:
        """What the scorecard says; nothing where none was ever fitted."""
        return self.calibration.told if self.calibration else self.refused

    def trusted(self, confidence: float) -> float:
        """The confidence to reckon with."""
        return self.calibration.trusted(confidence) if self.calibration else confidence


def rubrics_key(rubrics: Mapping[str, Rubric]) -> str:
    """Names every rubric with its version."""
    held = json.dumps(sorted(f"{r.id} v{r.version}" for r in rubrics.values()))
    return hashlib.sha256(held.encode()).hexdigest()[:12]


def path_of(home: Path, judge: str) -> Path:
    """Where the calibration of a judge is kept; a judge's name may hold what no file name can."""
    safe = "".join(c if c.isalnum() or c in "-." else "-" for c in judge)
    return home / "calibration" / f"{safe[:60]}-{hashlib.sha256(judge.encode()).hexdigest()[:8]}.json"


def calibrated(home: Path, judge: Judge, rubrics: Mapping[str, Rubric]) -> Calibrated:
    """What is kept for this judge, if it was fitted with this version and these rubrics."""
    path = path_of(home, judge.name)
    if not path.exists():
        return Calibrated()
    again = "Fit one with `sparring eval calibrate`."
    try:
        held: Any = json.loads(path.read_text(encoding="utf-8"))
        found = Calibration.model_validate(held["calibration"])
        intact = held["hash"] == found.hash
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        return Calibrated(refused=f"The calibration in {path.name} cannot be read ({type(error).__name__}). {again}")
    if not intact:
        return Calibrated(
            refused=f"The calibration in {path.name} was changed after it was fitted, and is not used. {again}"
        )
    if found.version != judge.version:
        return Calibrated(
            refused=f"The calibration kept is of another version of {judge.name}, and is not used. {again}"
        )
    if found.rubrics != rubrics_key(rubrics):
        return Calibrated(
            refused=f"The calibration kept was fitted with other versions of the rubrics, and is not used. {again}"
        )
    return Calibrated(found)
