"""What a problem's author is told before a candidate has to: `python -m corpus.check_problems [ID…]`.

Runs content in this process, unconfined; the same solutions go through the sandbox in tests/test_problems.py.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.check import echoes, shared_runs
from corpus.content import SHIPPED
from corpus.problem_files import FOLDER, CodingProblem, Stage, load_problem, usable_here
from corpus.problem_runs import answers, failures

ROOM, WIDE = 0.34, 3.0
"""A reference may use so much of a test's time, and what is too slow must exceed so many times that: machines differ."""
LONGEST = 140


def shape_faults(stage: Stage) -> Iterator[str]:
    """Kinds, names and sentences of the tests."""
    checks = stage.checks()
    kinds = Counter(check.kind for check in checks)
    for kind, least in (("visible", 1), ("edge", 2), ("random", 1), ("size", 1)):
        if kinds[kind] < least:
            yield f"tests.py: {kinds[kind]} checks of kind {kind!r}, at least {least} needed"
    for name, times in Counter(check.name for check in checks).items():
        if times > 1:
            yield f"tests.py: two checks are called {name!r}"
    for check in checks:
        if not check.cases:
            yield f"tests.py: {check.name} has no cases"
        if not check.says.strip() or "\n" in check.says or len(check.says) > LONGEST:
            yield f"tests.py: {check.name}: `says` must be one line of at most {LONGEST} characters"
        if check.kind == "random" and len(check.cases) < 30:
            yield f"tests.py: {check.name}: {len(check.cases)} random cases, at least 30 needed"
    stage.growth(64)


def stage_faults(stage: Stage, before: Stage | None) -> Iterator[str]:
    """Whether the reference passes, and every wrong solution fails where it says."""
    yield from shape_faults(stage)
    started = time.process_time()
    for failure in failures(stage, stage.reference, share=ROOM):
        yield f"reference.py fails {failure.check.name}: {failure.why}; {shown(failure.case.args)} gives {shown(failure.got)}, expected {shown(failure.expected)}"
    spent = time.process_time() - started
    if spent > 6:
        yield f"tests.py: the reference takes {spent:.0f} s for all tests; keep it under 6"
    kinds = {check.name: check.kind for check, _ in answers(stage)}
    visible = {name for name, kind in kinds.items() if kind == "visible"}
    unseen = 0
    for wrong in stage.wrong:
        at = f"wrong/{wrong.name}.py"
        if not wrong.says:
            yield f"{at}: its docstring does not say the mistake"
        if kinds.get(wrong.fails, "visible") == "visible":
            yield f"{at}: fails: {wrong.fails!r} is not a hidden test ({', '.join(kinds.keys() - visible)})"
            continue
        share = WIDE if kinds[wrong.fails] == "size" else 1.0
        failed = {failure.check.name for failure in failures(stage, wrong.code, visible | {wrong.fails}, share)}
        if wrong.fails not in failed:
            yield f"{at}: passes {wrong.fails}, the test that should catch it"
        unseen += not failed & visible
    if not unseen:
        yield "wrong/: all of them fail a visible test, so nobody would submit them; at least one must look right"
    if (
        before
        and before.entry == stage.entry
        and next(iter(failures(stage, before.reference, kinds.keys() - visible)), None) is None
    ):
        yield "the first solution, unchanged, passes every hidden test: the follow-up asks for nothing new"


def problem_faults(problem: CodingProblem) -> Iterator[str]:
    """Everything wrong with one problem's code, tests and names."""
    names = set()
    for stage in problem.stages:
        at = "" if stage.number == 0 else f"follow_{stage.number}/"
        yield from (at + fault for fault in stage_faults(stage, problem.stages[0] if stage.number else None))
        names |= {check.name for check in stage.checks()}
    for remark in problem.about.remarks:
        if remark.fails and remark.fails not in names:
            yield f"remarks: {remark.fails!r} is not a test ({', '.join(sorted(names))})"


def shown(value: Any, longest: int = 160) -> str:
    """A value on one line, cut in the middle when long."""
    text = repr(value)
    return text if len(text) <= longest else f"{text[: longest // 2]} … {text[-longest // 4 :]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the problems named, or all."""
    parser = argparse.ArgumentParser(prog="python -m corpus.check_problems", description=main.__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--home", type=Path, help="a state folder with the encoder: compares `like` and `unlike` too")
    parser.add_argument("--seeds", type=Path, default=SHIPPED.parent.parent / "shared" / "seeds")
    options = parser.parse_args(arguments)
    places = [options.folder / one for one in options.ids] or sorted(
        path for path in options.folder.iterdir() if path.is_dir() and path.name != "__pycache__"
    )
    count = 0
    for place in places:
        faults: list[str] = []
        problem = load_problem(place, faults)
        if problem:
            if usable_here(problem.about):
                faults += problem_faults(problem)
            else:
                print(f"{place.name}: not run, needs {', '.join(problem.about.needs)}")
            faults += text_faults(problem, options.home, options.seeds)
        for fault in faults:
            print(f"{place.name}: {fault}")
        count += len(faults)
    print(f"{len(places)} problems read, {count} faults")
    return 1 if count else 0


def text_faults(problem: CodingProblem, home: Path | None, seeds: Path) -> list[str]:
    """Words taken from a seed; with an encoder, an `unlike` that repeats a `like`."""
    about = problem.about
    found = []
    if seeds.is_dir():
        found += shared_runs([(about.id, text) for text in _texts(about.model_dump(exclude={"source"}))], seeds)
    if home:
        from corpus.embed import load_embedder

        encoder = load_embedder(home)
        found += echoes([about], encoder)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


if __name__ == "__main__":
    sys.exit(main())
