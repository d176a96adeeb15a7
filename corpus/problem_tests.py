"""What a problem's tests.py is written with: calls, expected values, and what counts as the same.

Runs in the grader, never beside a submission: a submission sees arguments, and its answers are compared out here.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import numpy as np

Kind = Literal["visible", "edge", "random", "size"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class _Oracle:
    """Stands for: whatever the slow solution (or else the reference) answers."""

    def __repr__(self) -> str:
        return "ORACLE"


ORACLE = _Oracle()


@dataclass(frozen=True)
class Raises:
    """The answer is an exception of this class, by name."""

    name: str


@dataclass(frozen=True)
class Stream:
    """An argument that can be read once, front to back."""

    items: list[Any]


@dataclass(frozen=True)
class Tensor:
    """An argument that arrives as a torch tensor (torch is not needed out here)."""

    array: np.ndarray


@dataclass(frozen=True)
class Call:
    """One call of the entry; or, with `steps`, an object made by it and the methods called on that one by one."""

    args: tuple[Any, ...]
    steps: tuple[tuple[str, tuple[Any, ...]], ...] | None = None
    expected: Any = field(default=ORACLE, compare=False)

    def gives(self, expected: Any) -> "Call":
        """The same call with its answer; for an object, the list of what its methods return."""
        return replace(self, expected=expected)


def call(*args: Any) -> Call:
    """`entry(*args)`."""
    return Call(args)


def script(make: Sequence[Any], steps: Iterable[tuple[Any, ...]]) -> Call:
    """`it = entry(*make)`, then for each ("method", *args): `it.method(*args)`."""
    return Call(tuple(make), tuple((name, tuple(args)) for name, *args in steps))


Same = Callable[[Call, Any, Any], str | None]
"""(the call, expected, got): None when the answer will do, else what is wrong with it in a few words."""


@dataclass(frozen=True)
class Check:
    """One named test: it passes when every case does. `says` explains a failure in one line, to the candidate."""

    name: str
    kind: Kind
    says: str
    cases: Sequence[Call]
    same: Same | None = None
    seconds: float = 4.0
    """CPU seconds for each case; a size check gets its own from what the reference takes (corpus.problem_runs)."""


def plain(value: Any) -> Any:
    """NumPy scalars as Python numbers; the rest untouched."""
    return value.item() if isinstance(value, np.generic) else value


def equal(_: Call, expected: Any, got: Any) -> str | None:
    """The same value and kind; a list and a tuple may stand for each other, True and 1 may not."""
    return None if _equal(expected, got) else "a different answer"


def _equal(a: Any, b: Any) -> bool:
    a, b = plain(a), plain(b)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(map(_equal, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and np.array_equal(a, b)
    return isinstance(a, bool) == isinstance(b, bool) and _kind(a) == _kind(b) and bool(a == b)


def _kind(value: Any) -> str:
    if isinstance(value, int | float):
        return "number"
    return "set" if isinstance(value, set | frozenset) else type(value).__name__


def close(rel: float = 1e-6, absolute: float = 1e-8) -> Same:
    """As `equal`, with floats and arrays allowed to differ by rounding."""

    def same(_: Call, expected: Any, got: Any) -> str | None:
        return _close(expected, got, rel, absolute)

    return same


def _close(a: Any, b: Any, rel: float, absolute: float) -> str | None:
    a, b = plain(a), plain(b)
    if isinstance(a, np.ndarray):
        if not isinstance(b, np.ndarray):
            return f"a {type(b).__name__}, where an array was asked for"
        if a.shape != b.shape:
            return f"shape {b.shape}, where {a.shape} was asked for"
        if np.isnan(b).any() and not np.isnan(a).any():
            return "NaN in the answer"
        return None if np.allclose(a, b, rtol=rel, atol=absolute, equal_nan=True) else "different numbers"
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        if len(a) != len(b):
            return f"{len(b)} entries, where {len(a)} were asked for"
        return next((bad for x, y in zip(a, b, strict=True) if (bad := _close(x, y, rel, absolute))), None)
    if isinstance(a, dict) and isinstance(b, dict):
        if a.keys() != b.keys():
            return "different keys"
        return next((bad for key in a if (bad := _close(a[key], b[key], rel, absolute))), None)
    if isinstance(a, float) and isinstance(b, int | float) and not isinstance(b, bool):
        if math.isnan(a) and math.isnan(b):
            return None
        return None if math.isclose(a, b, rel_tol=rel, abs_tol=absolute) else "a different number"
    return None if _equal(a, b) else "a different answer"


def any_order(_: Call, expected: Any, got: Any) -> str | None:
    """The same entries as a collection, in whatever order."""
    if not isinstance(got, list | tuple | set):
        return f"a {type(got).__name__}, where a collection was asked for"
    left = list(expected)
    for entry in got:
        at = next((i for i, other in enumerate(left) if _equal(other, entry)), None)
        if at is None:
            return f"{entry!r} too many"
        left.pop(at)
    return f"{left[0]!r} is missing" if left else None
