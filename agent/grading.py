"""Scores answers in bulk: one JSON object a line in, one a line out, in order, none lost and none twice.

A run that was killed goes on where it stopped: the lines already written say which answers are done.
"""

import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any

from agent.errors import GradingError
from agent.judge.features import Target
from agent.judge.port import Judge, Task
from rubrics.scoring import TOP, Mark, Score, combine

CHUNK = 4


@dataclass
class Summary:
    """What came of a run."""

    graded: int = 0
    kept: int = 0
    """Answers an earlier run had graded already."""
    unscored: int = 0
    failed: int = 0
    bad: dict[int, str] = field(default_factory=dict)
    """Input lines that could not be used, by number, with the reason."""
    scores: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class _Job:
    id: str
    task: Task


def grade_file(
    source: Path,
    home: Path,
    write: Callable[[str], None],
    done: frozenset[str] = frozenset(),
    workers: int | None = None,
    tick: Callable[[int, int], None] | None = None,
    judge: Judge | None = None,
) -> Summary:
    """Grade every usable line of `source` that is not in `done`, and `write` a line for each in order.

    Without a judge the offline one is used, in as many processes as there are cores.
    """
    summary = Summary()
    jobs = list(_jobs(source, done, summary))
    total = len(jobs)
    for result in _graded(jobs, home, workers, judge):
        write(json.dumps(result, ensure_ascii=False))
        summary.graded += 1
        if "failure" in result:
            summary.failed += 1
        elif result["score"] is None:
            summary.unscored += 1
        else:
            summary.scores.append(result["score"])
        if tick:
            tick(summary.graded, total)
    return summary


def _graded(jobs: list[_Job], home: Path, workers: int | None, judge: Judge | None) -> Iterator[dict[str, Any]]:
    if judge:  # it waits for a model, so threads serve
        with ThreadPool(min(workers or CHUNK, max(1, len(jobs)))) as threads:
            yield from threads.imap(lambda job: grade_one(job.id, job.task, judge), jobs)
        return
    count = min(workers or os.cpu_count() or 1, max(1, len(jobs) // CHUNK))
    opened = _offline(home)  # its files are built once here, not by every worker at the same time
    if count <= 1:
        yield from (grade_one(job.id, job.task, opened) for job in jobs)
        return
    with multiprocessing.get_context("spawn").Pool(count, _start, (str(home),)) as pool:
        yield from pool.imap(_work, jobs, chunksize=CHUNK)


def _offline(home: Path) -> Judge:
    from agent.judge.evidence import evidence_judge

    return evidence_judge(home)


_judge: Judge


def _start(home: str) -> None:
    global _judge
    _judge = _offline(Path(home))


def _work(job: _Job) -> dict[str, Any]:
    return grade_one(job.id, job.task, _judge)


def grade_one(ident: str, task: Task, judge: Judge) -> dict[str, Any]:
    """The result line of one answer; a judge that fails costs the answer its score, never the run."""
    from agent.judge.evidence import reference_points

    try:
        verdicts = judge.judge(task)
    except Exception as error:  # one answer's failure is its own
        return {
            "id": ident,
            "score": None,
            "interval": None,
            "verdicts": [],
            "failure": f"{type(error).__name__}: {error}",
        }
    weights = {p.id: p.weight for p in task.points or reference_points(task.reference)}
    score = score_of([(weights[v.criterion_id], v) for v in verdicts])
    return {
        "id": ident,
        "score": None if score.value is None else round(score.value, 4),
        "interval": None if score.value is None else [round(score.low, 4), round(score.high, 4)],
        "unscored": round(score.unscored, 4),
        "contract": verdicts[0].contract,
        "flags": list(verdicts[0].flags),
        "verdicts": [v.model_dump(exclude={"contract", "flags"}) for v in verdicts],
    }


def score_of(judged: Iterable[tuple[float, Any]]) -> Score:
    """Weighted verdicts to a score, by the one arithmetic there is."""
    return combine(
        [Mark(v.criterion_id, w, None if v.degree is None else v.degree * TOP, v.confidence) for w, v in judged]
    )


def read_done(out: Path, judge_version: str) -> frozenset[str]:
    """The ids an earlier run wrote; its last line is cut off when the run was killed while writing it."""
    if not out.exists():
        _mark(out, judge_version)
        return frozenset()
    raw = out.read_bytes()
    whole = raw[: raw.rfind(b"\n") + 1]
    note = out.with_name(out.name + ".judge")
    if whole and (not note.exists() or note.read_text(encoding="utf-8").strip() != judge_version):
        raise GradingError(
            f"{out} was written by another judge or another version of it, and scores of two judges do not mix. "
            "Choose another --out, or remove that file."
        )
    try:
        done = frozenset(str(json.loads(line)["id"]) for line in whole.splitlines())
    except (ValueError, KeyError, TypeError):
        raise GradingError(
            f"{out} is not a result of `sparring grade`, so nothing was added. Choose another --out."
        ) from None
    if len(whole) != len(raw):
        with open(out, "r+b") as handle:
            handle.truncate(len(whole))
    _mark(out, judge_version)
    return done


def _mark(out: Path, version: str) -> None:
    out.with_name(out.name + ".judge").write_text(version + "\n", encoding="utf-8")


def _jobs(source: Path, done: frozenset[str], summary: Summary) -> Iterator[_Job]:
    seen: dict[str, int] = {}
    try:
        with open(source, "rb") as lines:
            for number, raw in enumerate(lines, start=1):
                if not raw.strip():
                    continue
                try:
                    job = _job(raw)
                    if job.id in seen:
                        raise ValueError(f"id {job.id!r} stands on line {seen[job.id]} already")
                except ValueError as error:
                    summary.bad[number] = str(error)
                    continue
                seen[job.id] = number
                if job.id in done:
                    summary.kept += 1
                else:
                    yield job
    except FileNotFoundError:
        raise GradingError(f"{source} does not exist. Check the path.") from None
    except OSError as error:
        raise GradingError(f"{source} cannot be read: {error.strerror}.") from error


def _job(raw: bytes) -> _Job:
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 (byte {error.start})") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON ({error.msg}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    if not isinstance(row, dict):
        raise ValueError("is not an object")
    ident = row.get("id")
    if not isinstance(ident, str | int) or isinstance(ident, bool) or str(ident) == "":
        raise ValueError("has no id")
    return _Job(str(ident), task_of(row))


def task_of(row: dict[str, Any]) -> Task:
    """What is to be judged, from an object with `question`, `answer` and `points` or `reference`; ValueError says what is wrong."""
    question, answer = _text(row, "question"), _text(row, "answer", empty=True)
    reference = _text(row, "reference", empty=True) if row.get("reference") is not None else ""
    points = _points(row.get("points"))
    if not points and not reference.strip():
        points = bank_points(question)
        if not points:
            raise ValueError("has neither points nor a reference, and its question is no id of the bank")
    return Task(question, answer, points, reference)


def _text(row: dict[str, Any], key: str, *, empty: bool = False) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key} is missing" if value is None else f"{key} is not text")
    if not empty and not value.strip():
        raise ValueError(f"{key} is empty")
    return value


def _points(value: object) -> tuple[Target, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError("points is not a list")
    points = []
    for n, entry in enumerate(value):
        if not isinstance(entry, dict) or not isinstance(entry.get("says"), str) or not entry["says"].strip():
            raise ValueError(f"points > {n} needs `says`")
        weight = entry.get("weight", 1)
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 100:
            raise ValueError(f"points > {n} > weight is not a positive number")
        lines = [entry.get(key, []) for key in ("like", "unlike")]
        if not all(isinstance(part, list) and all(isinstance(t, str) and t.strip() for t in part) for part in lines):
            raise ValueError(f"points > {n} > like and unlike are lists of text")
        points.append(
            Target(str(entry.get("id", n + 1)), entry["says"], float(weight), tuple(lines[0]), tuple(lines[1]))
        )
    ids = [p.id for p in points]
    if len(set(ids)) != len(ids):
        raise ValueError("two points share an id")
    return tuple(points)


@lru_cache(maxsize=256)
def bank_points(question_id: str) -> tuple[Target, ...]:
    """The points of a bank question as a judge takes them; empty when there is no such question."""
    from corpus.content import load_bank

    question = load_bank().questions.get(question_id.strip())
    if question is None:
        return ()
    return tuple(Target(p.id, p.says, p.weight, p.like, p.unlike) for p in question.points)
