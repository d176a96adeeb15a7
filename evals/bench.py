"""How fast: CPU time and ratios, never wall time against a bound, since machines are shared and noisy."""

import platform
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from evals.bench_models import bench_models
from evals.row import Row


def cpu_ms(act: Callable[[int], object], times: int) -> np.ndarray:
    """CPU milliseconds of each of `times` calls, after one that warms up."""
    act(-1)
    out = []
    for n in range(times):
        started = time.process_time()
        act(n)
        out.append((time.process_time() - started) * 1000)
    return np.array(out)


def spread(values: np.ndarray) -> str:
    """Median and 95th percentile."""
    return f"p50 {np.percentile(values, 50):.1f} ms, p95 {np.percentile(values, 95):.1f} ms"


def bench(home: Path) -> Iterator[Row]:
    """The table, row by row as it is measured."""
    yield Row("machine", f"{platform.machine()}, Python {platform.python_version()}")
    yield from _retrieval(home)
    yield from _judge(home)
    from evals.bench_interview import interview_rows

    for name, value, note in interview_rows(home):
        yield Row(name, value, note)
    from evals.bench_loop import loop_rows

    yield from loop_rows(home)
    from evals.bench_code import code_rows

    yield from code_rows()
    yield from bench_models()
    from evals.bench_local import local_rows

    yield from local_rows(home)
    from evals.bench_web import web_rows

    yield from web_rows(home)
    yield Row(
        "memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", "this process at its largest"
    )


def _retrieval(home: Path) -> Iterator[Row]:
    from agent.library import library

    library(home)  # built now if it was not
    started = time.process_time()
    found = library(home)
    yield Row("index, unchanged", f"{time.process_time() - started:.2f} s CPU", "found current")
    asks = [q for q in _queries() if q]
    found.search("warm up", "question", 5)
    values = cpu_ms(lambda n: found.search(f"{asks[n % len(asks)]} {n}", "question", 5), 200)
    yield Row(
        "search, warm", f"{spread(values)} CPU", "hybrid, with the query's embedding; 200 queries not seen before"
    )


def _queries() -> list[str]:
    from corpus.content import load_bank

    return [q.tests for q in load_bank().questions.values()]


def _judge(home: Path) -> Iterator[Row]:
    from agent.grading import bank_points
    from agent.judge.evidence import evidence_judge
    from agent.judge.port import Task
    from corpus.content import load_bank

    judge = evidence_judge(home)
    questions = list(load_bank().questions.values())
    texts = [" ".join(p.like[0] for p in q.points) for q in questions]
    tasks = [Task(q.ask, t, bank_points(q.id)) for q, t in zip(questions, texts, strict=True)]
    for task in tasks:  # the points' own vectors are known after the first answer to a question
        judge.judge(task)
    verdicts = sum(len(task.points) for task in tasks)
    fresh = [Task(t.question, f"Well, {t.answer} That's it.", t.points) for t in tasks]
    values = cpu_ms(lambda n: judge.judge(fresh[n % len(fresh)]), len(fresh) - 1)
    yield Row(
        "one answer, its own 4 to 6 points",
        f"{spread(values)} CPU",
        f"{sum(len(t.split()) for t in texts) // len(texts)} words",
    )
    yield Row(
        "verdicts",
        f"{1000 * verdicts / len(tasks) / values.mean():.0f} a CPU second, {1000 / values.mean():.1f} answers",
    )
    twelve = [
        Task(a.question, f"So, {a.answer}", (*a.points, *b.points, *c.points)[:12])
        for a, b, c in zip(tasks, tasks[1:], tasks[2:], strict=False)
    ]
    for task in twelve:
        judge.lens.vectors([t for p in task.points for t in (p.says, *p.like, *p.unlike)])
    values = cpu_ms(lambda n: judge.judge(twelve[n % len(twelve)]), min(60, len(twelve)))
    yield Row("one answer, 12 criteria", f"{spread(values)} CPU", "points of three questions")
