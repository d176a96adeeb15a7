"""Runs a problem's own code (reference, slow, wrong) in this process: for expected answers, and for `corpus.check_problems`.

Content only. What a candidate wrote never comes here: agent.coding.judging sends that to the sandbox.
"""

import copy
import signal
import sys
import time
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np

from corpus.problem_files import Stage
from corpus.problem_tests import KINDS, ORACLE, Call, Check, Kind, Raises, Stream, Tensor, equal, plain

TIMES, LEAST_SECONDS = 8, 1.0
"""A submission may take so many times the reference's CPU time on a size check, and so long in any case."""


@dataclass(frozen=True)
class Failure:
    """The first case of a check that failed: what went in, what came out, and what is wrong with that."""

    check: Check
    case: Call
    expected: Any
    got: Any
    why: str


class OutOfTime(BaseException):
    """Not an Exception: a solution's own `except Exception` must not swallow it."""


def namespace(code: str, support: str = "", name: str = "solution") -> dict[str, Any]:
    """What a solution defines, with the problem's support module importable as `support`."""
    if support:
        module = types.ModuleType("support")
        exec(compile(support, "support.py", "exec"), module.__dict__)
        sys.modules["support"] = module
    else:
        sys.modules.pop("support", None)
    names: dict[str, Any] = {"__name__": name}
    exec(compile(code, f"{name}.py", "exec"), names)
    names["__support__"] = sys.modules.get("support")
    return names


def perform(names: dict[str, Any], entry: str, case: Call) -> Any:
    """The answer to one call; an exception it raises is an answer too (`Raises`)."""
    target = names[entry]
    adapter = getattr(names["__support__"], "run", None)
    try:
        args = [_opened(arg) for arg in copy.deepcopy(case.args)]
        if case.steps is None:
            return flat(adapter(target, *args) if adapter else target(*args))
        made = target(*args)
        return [
            flat(getattr(made, name)(*[_opened(arg) for arg in copy.deepcopy(given)])) for name, given in case.steps
        ]
    except Exception as error:
        return Raises(type(error).__name__)


def _opened(arg: Any) -> Any:
    if isinstance(arg, Stream):
        return iter(arg.items)
    if isinstance(arg, Tensor):
        return import_module("torch").from_numpy(np.array(arg.array))
    return arg


def flat(value: Any) -> Any:
    """As it would come back from the sandbox: tensors as arrays, NumPy scalars as numbers, iterators as lists."""
    if type(value).__module__.startswith("torch") and hasattr(value, "detach"):
        return value.detach().cpu().numpy()
    if isinstance(value, list | tuple):
        return [flat(one) for one in value]
    if isinstance(value, dict):
        return {plain(key): flat(one) for key, one in value.items()}
    if hasattr(value, "__next__"):
        return [flat(one) for one in value]
    return plain(value)


@lru_cache(maxsize=64)
def answers(stage: Stage, seed: int = 0, kinds: tuple[Kind, ...] = KINDS) -> tuple[tuple[Check, list[Any]], ...]:
    """Checks with their expected answers; those not written down come from slow.py, for size from the reference.

    A size check leaves with its time: it follows what the reference takes on this machine, so that neither a quick
    machine lets a slow solution through nor a slow one stops a good one.
    """
    return tuple(_work_out(stage, seed, kinds))


def _work_out(stage: Stage, seed: int, kinds: tuple[Kind, ...]) -> Iterator[tuple[Check, list[Any]]]:
    reference = namespace(stage.reference, stage.support, "reference")
    slow = namespace(stage.slow, stage.support, "slow") if stage.slow else reference
    for check in stage.checks(seed):
        if check.kind not in kinds:
            continue
        if check.kind == "size":
            worked = [_timed(reference, stage.entry, case) for case in check.cases]
            limit = max(LEAST_SECONDS, TIMES * max(spent for _, spent in worked))
            check = replace(check, seconds=round(limit, 1))
            found = [answer for answer, _ in worked]
        else:
            found = [perform(slow, stage.entry, c) if c.expected is ORACLE else None for c in check.cases]
        yield (
            check,
            [answer if c.expected is ORACLE else c.expected for c, answer in zip(check.cases, found, strict=True)],
        )


def _timed(names: dict[str, Any], entry: str, case: Call) -> tuple[Any, float]:
    """The answer, and the CPU seconds it took."""
    started = time.process_time()
    answer = perform(names, entry, case)
    return answer, time.process_time() - started


def verdict(check: Check, case: Call, expected: Any, got: Any) -> str | None:
    """What is wrong with an answer, in a few words; None when it is right."""
    if isinstance(got, Raises) or isinstance(expected, Raises):
        if isinstance(got, Raises) and isinstance(expected, Raises) and got == expected:
            return None
        return f"raised {got.name}" if isinstance(got, Raises) else f"no {expected.name} was raised"
    try:
        return (check.same or equal)(case, expected, got)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return f"{type(got).__name__} is not the kind of answer asked for"


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime after so many CPU seconds of this process."""

    def stop(*_: object) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def failures(stage: Stage, code: str, only: set[str] | None = None, share: float = 1.0) -> Iterator[Failure]:
    """The first failing case of each check, within `share` of its time."""
    names = namespace(code, stage.support)
    for check, expected in answers(stage):
        if only is not None and check.name not in only:
            continue
        for case, right in zip(check.cases, expected, strict=True):
            try:
                with cpu_limit(check.seconds * share):
                    got = perform(names, stage.entry, case)
            except OutOfTime:
                yield Failure(check, case, right, None, f"more than {check.seconds * share:g} s of CPU time")
                break
            why = verdict(check, case, right, got)
            if why:
                yield Failure(check, case, right, got, why)
                break
