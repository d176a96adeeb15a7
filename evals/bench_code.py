"""How fast the sandbox answers. Wall time, since that is what a candidate waits: read it with the machine's load in mind."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np

from agent.coding import judging as coding
from agent.errors import SandboxUnavailable
from agent.sandbox import Pool
from corpus.problem_files import load_problems
from corpus.problem_runs import answers
from evals.bench import Row

PROBLEM = "removable-run"
COLD, WARM, AT_ONCE = 20, 40, 50


def code_rows() -> Iterator[Row]:
    """A trivial submission, from code to verdict on the visible examples; one line where nothing can be contained."""
    try:
        yield from _rows()
    except SandboxUnavailable as refused:
        yield Row("submission to verdict", "not measured", str(refused))


def _rows() -> Iterator[Row]:
    problem = load_problems()[PROBLEM]
    stage = problem.stages[0]
    trivial = "def shortest_cut(ids):\n    return 0\n"
    answers(stage, 0, ("visible",))

    def once(pool: Pool) -> float:
        started = time.perf_counter()
        coding.judge(problem, stage, trivial, pool, ("visible",))
        return 1000 * (time.perf_counter() - started)

    load = os.getloadavg()[0]
    with Pool(warm=0) as pool:
        yield _row("submission to verdict, cold", np.array([once(pool) for _ in range(COLD)]), load)
    with Pool(warm=1) as pool:
        times = []
        for _ in range(WARM):
            pool.warm_up()
            times.append(once(pool))
        yield _row("submission to verdict, warm", np.array(times), load)
    yield _all_at_once(once, load)


def _row(what: str, values: np.ndarray, load: float) -> Row:
    shown = f"p50 {np.percentile(values, 50):.0f} ms, p95 {np.percentile(values, 95):.0f} ms"
    return Row(what, f"{shown} wall", f"n {len(values)}, load {load:.1f}")


def _all_at_once(once: Callable[[Pool], float], load: float) -> Row:
    times: list[float] = []
    with Pool(warm=1) as pool:
        threads = [threading.Thread(target=lambda: times.append(once(pool))) for _ in range(AT_ONCE)]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        whole = time.perf_counter() - started
    return Row(
        f"{AT_ONCE} submissions at once",
        f"{whole:.1f} s wall for all, the slowest waited {max(times) / 1000:.1f} s",
        f"{len(times)} answered, load {load:.1f}",
    )
