"""How the time of a submission grows with n: a label, or "can't tell" with the reason. Never a guess.

Two witnesses. CPU time at n to 16n, by the kernel's books, tells flat, linear and square apart, also for work done in
C; it cannot tell n from n log n on a busy machine. Counted steps are the same on every machine and can, but do not
see inside C. A label needs both to agree, or a time that leaves one label only.
"""

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from agent.sandbox import Stopped, Worker
from corpus.problem_schema import Growth
from corpus.problem_tests import Call

DOUBLINGS = 4
COUNTED_FROM, MOST_STEPS = 64, 1_500_000
TIMED_FROM, TIMED_TO = 250, 16_000
"""The smallest n timed, before it grows until it can be measured, and the largest smallest n."""
ENOUGH, MEASURABLE, LONG = 0.001, 0.02, 0.2
"""CPU seconds: what the smallest n should take in one call, what one measurement should last, and when one is enough."""
SHAPES: dict[Growth, Callable[[float], float]] = {
    "O(1)": lambda n: 1.0,
    "O(log n)": math.log,
    "O(n)": lambda n: n,
    "O(n log n)": lambda n: n * math.log(n),
    "O(n²)": lambda n: n * n,
}
GROUP: dict[Growth, str] = {
    "O(1)": "flat",
    "O(log n)": "flat",
    "O(n)": "linear",
    "O(n log n)": "linear",
    "O(n²)": "square",
}
_SORTS = re.compile(
    r"\b(arg)?sort(ed|s)?\b|\blexsort\b|\bunique\b|\bsearchsorted\b|\bbisect|\bheap|\bn(largest|smallest)\b|\bmerge\("
)
"""Calls whose log n the counted steps miss when they work on values the counter does not see."""
RANK = ("flat", "linear", "square")
ALIKE: tuple[Growth, ...] = ("O(n)", "O(n log n)")
"""What no clock tells apart: over the sizes that can be timed, n log n is n^1.1."""


@dataclass(frozen=True)
class Grown:
    """What was measured. `label` None: can't tell, and `why` says why; `fits` are the labels that are left, if few are."""

    label: Growth | None
    why: str
    fits: tuple[Growth, ...] = ()
    seconds: tuple[tuple[int, float], ...] = ()
    steps: tuple[tuple[int, float], ...] = ()


def measure(worker: Worker, make: Callable[[int, int], Call], code: str, seconds: float = 8.0) -> Grown:
    """The growth of a loaded submission; `make(n, seed)` gives inputs."""
    try:
        steps = count_steps(worker, make, seconds)
        times = take_times(worker, make, seconds)
    except Stopped as stopped:
        return Grown(None, f"the measurement was ended: {stopped.said}")
    except _Raised as raised:
        return Grown(None, f"the measurement met an error: {raised}")
    grown = replace(decide(times, steps), seconds=tuple(times), steps=tuple(steps))
    if grown.label == "O(n)" and _SORTS.search(code):
        return unsure(grown, "a library sorts or searches, out of sight")
    return grown


def unsure(grown: Grown, why: str) -> Grown:
    """The same, left open between O(n) and O(n log n)."""
    return replace(grown, label=None, fits=ALIKE, why=f"{grown.why}; but {why}: O(n) or O(n log n)")


class _Raised(Exception):
    """The submission raised on an input made for measuring."""


def count_steps(worker: Worker, make: Callable[[int, int], Call], seconds: float) -> list[tuple[int, float]]:
    """Steps at n to 16n, the mean of several inputs each; stops where they become too many."""
    found: list[tuple[int, float]] = []
    for doubling in range(DOUBLINGS + 1):
        n, counts = COUNTED_FROM << doubling, []
        for seed in range(max(2, 16 >> doubling)):  # chance weighs most where there is little to count
            answer = worker.count(make(n, seed), MOST_STEPS, seconds)
            if answer.raised:
                raise _Raised(answer.raised)
            if answer.value is None:
                return found
            counts.append(float(answer.value))
        found.append((n, sum(counts) / len(counts)))
    return found


def take_times(worker: Worker, make: Callable[[int, int], Call], seconds: float) -> list[tuple[int, float]]:
    """CPU seconds of one call at n to 16n: the least of three measurements, each long enough to be read off."""
    first = make(TIMED_FROM, 0)
    changes = worker.changes(first, seconds)
    if changes.raised:
        raise _Raised(changes.raised)
    worker.prepare(first, 1, seconds)
    idle = min(_timed(worker, 0, seconds) for _ in range(5))
    n = TIMED_FROM
    while n < TIMED_TO and _one(worker, make(n, 0), bool(changes.value), idle, seconds) < ENOUGH:
        n *= 2
    n = min(n, TIMED_TO)
    least = dict.fromkeys((n << doubling for doubling in range(DOUBLINGS + 1)), math.inf)
    for seed in (1, 2, 3):  # size after size, then again: a busy spell of the machine meets all of them alike
        for size, best in least.items():
            if seed < 3 or best < LONG:
                least[size] = min(best, _one(worker, make(size, seed), bool(changes.value), idle, seconds))
    return list(least.items())


def _one(worker: Worker, case: Call, changes: bool, idle: float, seconds: float) -> float:
    """Seconds of one call: once, and when that is too short to tell, as often as it takes."""
    worker.prepare(case, 1, seconds)
    once = max(_timed(worker, 1, seconds) - idle, 1e-7)
    if MEASURABLE / 4 <= once < LONG:  # it may have been the machine, busy with something else
        worker.prepare(case, 1, seconds)
        once = min(once, max(_timed(worker, 1, seconds) - idle, 1e-7))
    if once >= MEASURABLE / 4:
        return once
    if changes:
        times = min(20, math.ceil(MEASURABLE / once))
        worker.prepare(case, times, seconds)
        return max((_timed(worker, times, seconds) - idle) / times, 1e-9)
    times, spent = 1, once
    while spent < MEASURABLE / 4 and times < 200_000:
        times = min(200_000, math.ceil(times * min(MEASURABLE / max(spent, 1e-9), 1000)))
        spent = _timed(worker, times, seconds) - idle
    return max(spent / times, 1e-9)


def _timed(worker: Worker, times: int, seconds: float) -> float:
    answer, spent = worker.timed(times, seconds)
    if answer.raised:
        raise _Raised(answer.raised)
    return spent


def decide(times: list[tuple[int, float]], steps: list[tuple[int, float]]) -> Grown:
    """The label both witnesses allow."""
    slope = _slope(times)
    told = _fitting(steps)
    grows = f"time grows as n^{slope:.2f}"
    if slope > 2.35:
        return Grown(None, f"time grows faster than O(n²), about as n^{slope:.1f}")
    group = "flat" if slope < 0.35 else "linear" if 0.7 <= slope <= 1.42 else "square" if slope >= 1.65 else None
    if group is None:
        return Grown(None, f"{grows}, between two labels")
    if told is None:
        if group == "square":
            return _sure("O(n²)", grows)
        fits = ALIKE if group == "linear" else ()
        return Grown(None, f"time is {group} and the counted steps fit no label well", fits)
    if GROUP[told] == group:
        return _sure(told, f"{grows}, and the counted steps as {told}")
    if RANK.index(GROUP[told]) > RANK.index(group):
        return Grown(None, f"time is {group}, the counted steps are {told}: they contradict each other")
    if group == "square":
        return _sure("O(n²)", f"{grows}, most of it inside library calls")
    return Grown(None, f"{grows} inside library calls: O(n) or O(n log n)", ALIKE)


def _sure(label: Growth, why: str) -> Grown:
    return Grown(label, why, (label,))


def _slope(points: list[tuple[int, float]]) -> float:
    """The exponent over the larger sizes: the median over all pairs, so that one disturbed measurement changes little."""
    pairs = itertools.combinations(points[1:], 2)
    return float(np.median([math.log(b / a) / math.log(m / n) for (n, a), (m, b) in pairs]))


def _fitting(points: list[tuple[int, float]]) -> Growth | None:
    """The simplest shape a + b·f(n) that follows the counts; None when no one stands out."""
    if len(points) < 3:
        return "O(n²)" if len(points) == 2 and points[1][1] > 3 * points[0][1] else None
    off: dict[Growth, float] = {label: _misfit(points, (SHAPES["O(1)"], shape))[0] for label, shape in SHAPES.items()}
    if off["O(1)"] < 0.03:
        return "O(1)"
    first, second = sorted(off, key=lambda label: off[label])[:2]
    if {first, second} == {"O(n)", "O(n log n)"}:
        return _linear_by_steps(points)
    return first if off[first] < 0.06 and off[second] > 1.6 * off[first] else None


def _linear_by_steps(points: list[tuple[int, float]]) -> Growth | None:
    """How much of the work at the largest n is n log n: none, a good part, or too little to say."""
    shapes = (SHAPES["O(1)"], SHAPES["O(n)"], SHAPES["O(n log n)"])
    off, weights = _misfit(points, shapes)
    top, total = points[-1]
    share = weights[2] * SHAPES["O(n log n)"](top) / total
    if off > 0.025 or 0.03 < share < 0.12:
        return None
    return "O(n log n)" if share >= 0.12 else "O(n)"


def _misfit(points: list[tuple[int, float]], shapes: tuple[Callable[[float], float], ...]) -> tuple[float, list[float]]:
    """The relative error (root mean square) of the best sum of shapes, and how much of each. Only the first, the constant, may be negative."""
    counts = np.array([y for _, y in points])
    columns = np.array([[shape(x) for shape in shapes] for x, _ in points]) / counts[:, None]
    best, found = math.inf, [0.0] * len(shapes)
    for size in range(1, len(shapes) + 1):
        for kept in itertools.combinations(range(len(shapes)), size):
            weights = np.linalg.lstsq(columns[:, kept], np.ones(len(points)), rcond=None)[0]
            off = float(np.sqrt(np.mean((columns[:, kept] @ weights - 1) ** 2)))
            if (weights[int(kept[0] == 0) :] >= 0).all() and off < best - 1e-9:
                best = off
                found = [float(weights[kept.index(i)]) if i in kept else 0.0 for i in range(len(shapes))]
    return best, found
