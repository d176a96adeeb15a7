"""Does a right submission pass and a wrong one fail, in the sandbox as a candidate's would?"""

from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from agent.coding.judging import judge
from agent.sandbox.pool import Pool
from corpus.problem_files import CodingProblem, Stage, load_problems
from evals.report import table
from evals.stats import Figure, bootstrap_mean
from evals.suite import Item, Options, Summary

Row = tuple[Item, dict[str, Any]]


@lru_cache(maxsize=1)
def _problems() -> dict[str, CodingProblem]:
    return load_problems()


def items(options: Options) -> list[Item]:
    """What can be submitted to each problem that this machine has the packages for; one of each kind comes first."""
    found: list[list[Item]] = []
    for name, problem in sorted(_problems().items()):
        if not all(find_spec(package) for package in problem.about.needs):
            continue
        stage = problem.stages[0]
        kinds = [("right", "reference", ""), ("starter", "starter", "")]
        kinds[1:1] = [("wrong", wrong.name, wrong.fails) for wrong in stage.wrong]
        found.append([Item(f"{name}|{k}|{n}", name, {"kind": k, "name": n, "fails": f}) for k, n, f in kinds])
    first = [item for mine in found for item in (mine[0], mine[1], mine[-1])]
    return first + [item for mine in found for item in mine[2:-1]]


def work(item: Item, home: Path) -> dict[str, Any]:
    """One submission against all tests of the first stage."""
    problem = _problems()[item.group]
    stage = problem.stages[0]
    with Pool(warm=0) as pool:
        report = judge(problem, stage, _code(stage, item.data), pool)
    failed = [result.name for result in report.results if result.passed is False]
    return {"solved": report.solved, "failed": failed, "broken": report.broken, "passed": report.passed}


def _code(stage: Stage, data: dict[str, Any]) -> str:
    if data["kind"] == "right":
        return stage.reference
    if data["kind"] == "starter":
        return stage.starter
    return next(wrong.code for wrong in stage.wrong if wrong.name == data["name"])


def summarize(rows: list[Row], options: Options) -> Summary:
    """Shares of each kind that went as they must, and those that did not."""
    summary = Summary(scores={item.id: float(_right(item, trace)) for item, trace in rows})
    fig = summary.figures
    fig["right solutions pass"] = _share(rows, "right", lambda _, t: t["solved"])
    fig["wrong solutions fail"] = _share(rows, "wrong", lambda _, t: not t["solved"])
    fig["caught by the test meant for it"] = _share(rows, "wrong", lambda i, t: i.data["fails"] in t["failed"])
    fig["starters fail"] = _share(rows, "starter", lambda _, t: not t["solved"])
    cells = [
        [f"<code>{escape(i.id)}</code>", escape(i.data["fails"]), escape(", ".join(t["failed"]) or t["broken"] or "none")]
        for i, t in rows
        if not _right(i, t)
    ]  # fmt: skip
    heads = ["submission", "should fail", "failed"]
    summary.sections = [("Not as it should be", table(heads, cells) if cells else "<p>None.</p>")]
    return summary


def _right(item: Item, trace: dict[str, Any]) -> bool:
    return trace["solved"] == (item.data["kind"] == "right")


def _share(rows: list[Row], kind: str, true: Any) -> Figure:
    mine = [(item.group, float(true(item, trace))) for item, trace in rows if item.data["kind"] == kind]
    return bootstrap_mean([v for _, v in mine], [g for g, _ in mine])
