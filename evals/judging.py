"""Judges an answer to a bank question as `sparring grade` does: what the suites of answers share."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from agent.grading import bank_points, score_of
from agent.judge.evidence import EvidenceJudge, evidence_judge
from agent.judge.port import Judge, Task
from agent.state import Verdict
from corpus.content import load_bank
from evals.halves import half
from evals.suite import SUITES
from rubrics.scoring import band

LEVEL = "2-2"
"""Bands in the suites are those of a senior engineer."""


_backend = "none"


def use(backend: str) -> None:
    """Which judge this process judges with from now on; `none` is the offline one."""
    global _backend
    _backend = backend


def backend() -> str:
    """What `use` was last told."""
    return _backend


@lru_cache(maxsize=4)
def _model_judge(chosen: str, home: Path) -> Judge:
    from agent.errors import SettingsError
    from agent.judge.model import ModelJudge
    from agent.models.open import open_model
    from agent.settings import load_settings

    model = open_model(chosen, load_settings(home=home))
    if model is None:
        raise SettingsError(f"{chosen!r} names no model to judge with.")
    return ModelJudge(model)


def judge_of(home: Path) -> Judge:
    """The judge of this run."""
    return evidence_judge(home) if _backend == "none" else _model_judge(_backend, home)


@lru_cache(maxsize=1)
def ladder(which: str) -> tuple[dict[str, Any], ...]:
    """The ladder answers of a half (or `all`), in order."""
    rows = []
    for path in sorted((SUITES / "ladder").glob("*.jsonl")):
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(row for row in rows if which in ("all", half(row["question"])))


def judged(question_id: str, answer: str, home: Path) -> dict[str, Any]:
    """Score, interval, band and verdicts; `forced` is the score if nothing had been left unscored."""
    question = load_bank().questions[question_id]
    points = bank_points(question_id)
    judge = judge_of(home)
    task = Task(question.ask, answer, points)
    verdicts = judge.judge(task)
    score = score_of(zip((p.weight for p in points), verdicts, strict=True))
    degrees, chances = judge.weigh(task) if isinstance(judge, EvidenceJudge) else _weighed(verdicts)
    total = sum(p.weight for p in points)
    return {
        "score": score.value,
        "low": score.low,
        "high": score.high,
        "band": band(score.value, load_bank().levels[LEVEL].bars),
        "forced": sum(p.weight * d for p, d in zip(points, degrees, strict=True)) / total,
        "chances": [round(c, 4) for c in chances],
        "verdicts": [v.model_dump(exclude={"contract", "judge", "flags"}) for v in verdicts],
        "flags": list(verdicts[0].flags),
    }


def _weighed(verdicts: list[Verdict]) -> tuple[list[float], list[float]]:
    """Degree and chance of each point from verdicts alone; one that is unscored says neither yes nor no."""
    degrees = [v.degree if v.degree is not None else (v.level or 0) / 3 for v in verdicts]
    sure = [v.confidence if v.confidence > 0 else 0.75 for v in verdicts]
    chances = [0.5 if v.level is None else c if v.level >= 2 else 1 - c for v, c in zip(verdicts, sure, strict=True)]
    return degrees, chances
