"""What happened in the real loop, noted beside the practice session that came before it.

A handful of outcomes says nothing about the scores: below FEW of each kind only the counts are shown.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from agent.errors import AgentError, SessionError
from agent.store import SessionRow
from corpus.files import lock, write_atomic
from corpus.schema import LEVELS
from rubrics.scoring import BANDS

RESULTS = ("passed", "failed", *LEVELS)
FEW = 5
DRAWS = 2000


class OutcomeError(AgentError):
    """An outcome that cannot be noted or read."""


@dataclass(frozen=True)
class Outcome:
    """One session and what came of the loop it was practice for."""

    session: str
    result: str
    at: float
    score: float | None
    band: str | None
    level: str
    contract: str

    @property
    def passed(self) -> bool:
        """A level is an offer."""
        return self.result != "failed"


@dataclass(frozen=True)
class Related:
    """How practice and outcomes went together. `ordered` is the chance that one who passed had the higher score."""

    passed: int
    failed: int
    by_band: tuple[tuple[str, int, int], ...]
    """Band, how many passed, how many did not."""
    ordered: float | None = None
    low: float = 0.0
    high: float = 1.0
    contracts: int = 0


def note_outcome(home: Path, row: SessionRow, result: str, now: float) -> Outcome:
    """Keep it; a later word on the same session replaces the earlier one."""
    if result not in RESULTS:
        raise OutcomeError(f"{result!r} is no outcome. Choose one of: {', '.join(RESULTS)}.")
    if row.result is None:
        raise SessionError(f"Session {row.id} has no result yet: finish it (`sparring interview --resume {row.id}`).")
    made = row.result
    noted = Outcome(row.id, result, now, made.get("score"), made.get("band"), row.brief.level, made.get("contract", ""))
    with lock(home / "outcomes.lock"):
        rows = [*(o for o in outcomes(home) if o.session != row.id), noted]
        write_atomic(home / "outcomes.jsonl", "".join(json.dumps(asdict(o)) + "\n" for o in rows))
    return noted


def outcomes(home: Path) -> list[Outcome]:
    """All of them, in the order they were noted."""
    path = home / "outcomes.jsonl"
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(Outcome(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise OutcomeError(f"{path}, line {number} cannot be read: {error}. Mend or remove the line.") from error
    return rows


def related(rows: Sequence[Outcome]) -> Related:
    """Counts always; the order only with enough of both."""
    passed = [o for o in rows if o.passed]
    failed = [o for o in rows if not o.passed]
    bands = tuple(
        (band, sum(o.band == band for o in passed), sum(o.band == band for o in failed))
        for band in BANDS
        if any(o.band == band for o in rows)
    )
    contracts = len({o.contract for o in rows})
    high = np.array([o.score for o in passed if o.score is not None])
    low = np.array([o.score for o in failed if o.score is not None])
    if min(len(high), len(low)) < FEW:
        return Related(len(passed), len(failed), bands, contracts=contracts)
    rng = np.random.default_rng(0)
    drawn = [_above(rng.choice(high, len(high)), rng.choice(low, len(low))) for _ in range(DRAWS)]
    ends = np.percentile(drawn, [2.5, 97.5])
    return Related(len(passed), len(failed), bands, _above(high, low), float(ends[0]), float(ends[1]), contracts)


def _above(high: np.ndarray, low: np.ndarray) -> float:
    return float(((high[:, None] > low) + 0.5 * (high[:, None] == low)).mean())
