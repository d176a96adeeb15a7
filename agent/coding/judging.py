"""Judges one submission: runs it in the sandbox, compares its answers out here, and says what a failing test shows.

The submission never meets an expected answer, so it cannot declare itself passed; all it can do is answer.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from agent.coding.growth import ALIKE, Grown, measure, unsure
from agent.sandbox import Answer, Pool, Stopped, Worker
from corpus.problem_files import CodingProblem, Stage
from corpus.problem_runs import answers, verdict
from corpus.problem_tests import KINDS, Call, Check, Kind, Raises

MOST_STOPS = 2
"""After so many tests that had to be stopped the others are not run: they would be stopped too, and everyone waits."""
SHOWN = 200


@dataclass(frozen=True)
class CheckResult:
    """One test. `passed` None: it was not run."""

    name: str
    kind: str
    passed: bool | None
    says: str
    why: str = ""
    given: str = ""
    got: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Report:
    """What became of a submission."""

    problem: str
    stage: int
    results: tuple[CheckResult, ...]
    broken: str = ""
    """Why it could not be run at all, in one line; then no test was."""
    output: str = ""
    """What it printed, cut."""

    @property
    def passed(self) -> int:
        """How many tests passed."""
        return sum(result.passed is True for result in self.results)

    @property
    def solved(self) -> bool:
        """Whether every test passed."""
        return not self.broken and self.passed == len(self.results) > 0

    @property
    def first_failure(self) -> CheckResult | None:
        """The test to talk about."""
        return next((result for result in self.results if result.passed is False), None)


class _Broken(Exception):
    """The submission cannot be asked anything; says why."""


def judge(
    problem: CodingProblem,
    stage: Stage,
    code: str,
    pool: Pool,
    kinds: tuple[Kind, ...] = KINDS,
    only: str | None = None,
) -> Report:
    """Run a submission against a stage's tests: of some kinds, or one of them by name."""
    run = _Run(problem, stage, code, pool)
    try:
        results = tuple(run.results(kinds, only))
    except _Broken as broken:
        return Report(problem.about.id, stage.number, (), str(broken), run.output)
    return Report(problem.about.id, stage.number, results, "", run.output)


def growth(problem: CodingProblem, stage: Stage, code: str, pool: Pool) -> Grown:
    """How the submission's time grows on the problem's own inputs."""
    with pool.worker(problem.about.needs) as worker:
        try:
            _load(worker, stage, code)
        except _Broken as broken:
            return Grown(None, str(broken))
        except Stopped as stopped:
            return Grown(None, stopped.said)
        grown = measure(worker, stage.growth, code)
    stated = stage.complexity.grows
    if grown.label != stated and {grown.label, stated} == set(ALIKE):
        # Where inputs are bounded (letters, hours) a term in log n levels off beyond what can be counted.
        return unsure(grown, f"{stated} is what this problem states")
    return grown


def _load(worker: Worker, stage: Stage, code: str) -> None:
    loaded = worker.load(code, stage.entry, stage.support)
    if loaded.raised:
        where = f" on line {loaded.line}" if loaded.line else ""
        raise _Broken(f"It does not load: {loaded.raised}{where}. {loaded.message}".strip())
    if loaded.value is not True:
        raise _Broken(f"It does not define {stage.entry!r}; the tests call {stage.signature!r}.")


class _Run:
    """One pass over the tests; a worker that was stopped is replaced for the next test."""

    def __init__(self, problem: CodingProblem, stage: Stage, code: str, pool: Pool) -> None:
        self.problem, self.stage, self.code, self.pool = problem, stage, code, pool
        self.stops, self.output = 0, ""

    def results(self, kinds: tuple[Kind, ...], only: str | None) -> Iterator[CheckResult]:
        """A result for every check, in order."""
        pending = [pair for pair in answers(self.stage, 0, kinds) if only in (None, pair[0].name)]
        while pending:
            with self.pool.worker(self.problem.about.needs) as worker:
                stopped = yield from self._until_stopped(worker, pending)
                self.output = self.output or worker.output
            if stopped and self.stops >= MOST_STOPS:
                for check, _ in pending:
                    why = f"not run: {self.stops} tests had to be stopped already"
                    yield CheckResult(check.name, check.kind, None, check.says, why)
                return

    def _until_stopped(
        self, worker: Worker, pending: list[tuple[Check, list[Any]]]
    ) -> Generator[CheckResult, None, bool]:
        """Results as long as the worker lives; returns whether it was stopped."""
        try:
            _load(worker, self.stage, self.code)
        except Stopped as stopped:
            self.output = stopped.output
            raise _Broken(f"It does not load: it {stopped.said}.") from stopped
        while pending:
            check, expected = pending.pop(0)
            for case, right in zip(check.cases, expected, strict=True):
                try:
                    answer = worker.call(case, check.seconds)
                except Stopped as stopped:
                    self.stops += 1
                    self.output = stopped.output
                    yield _failed(check, case, right, stopped.said, "")
                    return True
                why = _wrong(check, case, right, answer, worker)
                if why:
                    yield _failed(check, case, right, why, "" if answer.raised else _shown(answer.value))
                    break
            else:
                yield CheckResult(check.name, check.kind, True, check.says)
        return False


def _wrong(check: Check, case: Call, right: Any, answer: Answer, worker: Worker) -> str | None:
    got = Raises(answer.raised) if answer.raised else answer.value
    why = verdict(check, case, right, got)
    if why and answer.raised == "MemoryError":
        return f"needs more than {worker.limits.memory_mb} MB of memory"
    if why and answer.raised:
        where = f" on line {answer.line}" if answer.line else ""
        return f"{why}{where}" + (f": {answer.message}" if answer.message else "")
    return why


def _failed(check: Check, case: Call, right: Any, why: str, got: str) -> CheckResult:
    given = ", ".join(map(repr_of, case.args))
    if case.steps is not None:
        given = f"({given}) then " + ", ".join(f"{name}({', '.join(map(repr_of, args))})" for name, args in case.steps)
    expected = right.name if isinstance(right, Raises) else _shown(right)
    return CheckResult(check.name, check.kind, False, check.says, why, cut(given), got, expected)


def _shown(value: Any) -> str:
    return cut(repr_of(value))


def repr_of(value: Any) -> str:
    """A value as text, without writing out what nobody would read."""
    if isinstance(value, list | tuple) and len(value) > 40:
        head = ", ".join(map(repr, value[:8]))
        return f"[{head}, … {len(value):,} entries]"
    return repr(value)


def cut(text: str, longest: int = SHOWN) -> str:
    """One line, no longer than that, with anything a terminal would act on made visible."""
    line = " ".join(text.split())
    line = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line[: 4 * longest])
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
