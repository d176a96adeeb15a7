"""Judges an answer to a bank question as `sparring grade` does: what the suites of answers share."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from agent.grading import bank_points, score_of
from agent.judge.evidence import evidence_judge
from agent.judge.port import Task
from corpus.content import load_bank
from evals.halves import half
from evals.suite import SUITES
from rubrics.scoring import band

LEVEL = "2-2"
"""Bands in the suites are those of a senior engineer."""


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
    judge = evidence_judge(home)
    task = Task(question.ask, answer, points)
    verdicts = judge.judge(task)
    score = score_of(zip((p.weight for p in points), verdicts, strict=True))
    degrees, chances = judge.weigh(task)
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
