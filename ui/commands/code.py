"""`sparring code`: a coding round in the terminal. Each call is one act; what happened so far lies beside your file."""

import argparse
import os
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.output import add_json, note, print_json

if TYPE_CHECKING:
    from agent.coding.round import CodingRound, Submitted

HELP = "a coding round: list problems, code in your editor, run and submit in a sandbox"

DETAILS = """
  sparring code                       list the problems
  sparring code PROBLEM               hear it; opens your $EDITOR on a terminal
  sparring code PROBLEM --ask "…"     ask before you code
  sparring code PROBLEM --explain "…" say your approach (the key hint waits for it)
  sparring code PROBLEM --run         the examples;  --submit [FILE]  all tests
  sparring code PROBLEM --time "O(n)" --space "O(n)"   state the cost
  sparring code PROBLEM --follow-up 1 the constraint shifts
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The problem, and one act."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = DETAILS
    parser.add_argument("problem", nargs="?", metavar="PROBLEM")
    parser.add_argument("--ask", metavar="QUESTION", help="ask the interviewer about the task")
    parser.add_argument("--explain", metavar="APPROACH", help="say how you would go about it")
    parser.add_argument("--time", metavar="COST", help="the time your solution takes, such as O(n log n)")
    parser.add_argument("--space", metavar="COST", help="the memory it takes")
    parser.add_argument("--hint", action="store_true", help="the next hint")
    parser.add_argument("--run", dest="try_it", action="store_true", help="run the examples on your file")
    parser.add_argument("--submit", nargs="?", const="", metavar="FILE", help="run all tests on your file, or on FILE")
    parser.add_argument("--follow-up", type=int, choices=[1, 2], help="turn to a follow-up")
    parser.add_argument("--fresh", action="store_true", help="begin this problem again (your file is kept)")
    parser.add_argument(
        "--limits-only", action="store_true", help="no wall around your code, limits only (only where you trust it)"
    )
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """One act of the round; 1 when a test failed."""
    from corpus.problem_files import load_problems, usable_here
    from ui.choices import known

    problems = load_problems()
    if options.problem is None:
        rows = [
            {"id": p.about.id, "title": p.about.title, "difficulty": p.about.difficulty, "topic": p.about.topic, "minutes": p.about.minutes, "usable": usable_here(p.about)}
            for p in problems.values()
        ]  # fmt: skip
        if options.json:
            print_json(rows)
        else:
            for row in rows:
                needs = "" if row["usable"] else "   (needs a package that is not installed)"
                print(f"{row['id']:<26} {row['difficulty']:<7} {row['minutes']:>3} min  {row['title']}{needs}")
            print("\nsparring code PROBLEM begins one.")
        return 0
    problem = problems[known("PROBLEM", options.problem, list(problems)) or ""]
    return _act(options, problem)


def _act(options: argparse.Namespace, problem: Any) -> int:
    from agent.coding.round import CodingRound, RoundState
    from agent.sandbox import Pool
    from agent.settings import load_settings

    folder = load_settings().home / "code"
    folder.mkdir(parents=True, exist_ok=True)
    memory = folder / f"{problem.about.id}.json"
    state = None
    if memory.exists() and not options.fresh:
        state = RoundState.model_validate_json(memory.read_text(encoding="utf-8"))
    needs_sandbox = options.try_it or options.submit is not None
    pool = Pool("limits-only" if options.limits_only else "contained", warm=0) if needs_sandbox else None
    if options.limits_only and needs_sandbox:
        note("Limits only: nothing keeps this code from your files or the network.")
    round_ = CodingRound(problem, pool, state)
    try:
        return _said(options, round_, folder)
    finally:
        memory.write_text(round_.state.model_dump_json(), encoding="utf-8")
        if pool:
            pool.close()


def _said(options: argparse.Namespace, round_: "CodingRound", folder: Path) -> int:
    told: dict[str, Any] = {"problem": round_.problem.about.id}
    if options.follow_up:
        told["say"] = round_.follow_up(options.follow_up)
    stage = round_.state.stage
    path = folder / (f"{told['problem']}.py" if stage == 0 else f"{told['problem']}-{stage}.py")
    if not path.exists():
        path.write_text(round_.stage.starter, encoding="utf-8")
    told |= {"stage": stage, "file": str(path)}
    acted = bool(options.follow_up)
    if options.ask:
        told["answer"], acted = round_.ask(options.ask), True
    if options.explain:
        round_.explain(options.explain)
        told["answer"], acted = "Go on, then.", True
    if options.time or options.space:
        round_.cost(options.time or "", options.space or "")
        told["answer"], acted = "Noted.", True
    if options.hint:
        told["hint"], acted = round_.hint(), True
    if options.try_it or options.submit is not None:
        return _ran(options, round_, path, told)
    if not acted:
        about = round_.problem.about
        told["say"] = round_.problem.about.statement if stage == 0 else about.follow_ups[stage - 1].say
    _print(options, told, round_)
    if not acted and not options.json and sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("EDITOR"):
        subprocess.run([*shlex.split(os.environ["EDITOR"]), str(path)], check=False)
        print(f"sparring code {told['problem']} --run")
    return 0


def _ran(options: argparse.Namespace, round_: "CodingRound", path: Path, told: dict[str, Any]) -> int:
    from agent.errors import SettingsError

    chosen = Path(options.submit) if options.submit else path
    try:
        code = chosen.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{chosen} cannot be read as UTF-8 text: {error}. Give --submit a Python file.") from error
    done = round_.submit(code) if options.submit is not None else round_.run(code)
    told |= _as_data(done)
    if options.submit is not None and round_.state.stage == 0:
        told["verdicts"] = [verdict.model_dump(exclude_none=True) for verdict in round_.verdicts()]
    _print(options, told, round_)
    return 0 if done.report.solved else 1


def _as_data(done: "Submitted") -> dict[str, Any]:
    from dataclasses import asdict

    found: dict[str, Any] = {
        "solved": done.report.solved,
        "passed": done.report.passed,
        "tests": [
            {key: value for key, value in asdict(result).items() if key != "expected" or result.kind == "visible"}
            for result in done.report.results
        ],
        "broken": done.report.broken,
        "output": done.report.output,
        "remark": done.remark,
    }
    if done.grown:
        found["growth"] = {"label": done.grown.label, "why": done.grown.why}
    return found


def _print(options: argparse.Namespace, told: dict[str, Any], round_: "CodingRound") -> None:
    if options.json:
        print_json(told)
        return
    if "say" in told:
        about = round_.problem.about
        print(f"{about.title}   {about.id} · {about.difficulty} · {about.minutes} min\n")
        print(textwrap.fill(" ".join(told["say"].split()), 92))
        print(f"\n    {round_.stage.signature}\n\nYour file: {told['file']}")
    for key in ("answer", "hint"):
        if key in told:
            print(told[key])
    if "tests" in told:
        _print_tests(told)


def _print_tests(told: dict[str, Any]) -> None:
    from agent.coding.judging import cut

    if told["broken"]:
        print(told["broken"])
    for test in told["tests"]:
        sign = {True: "✓", False: "✗", None: "·"}[test["passed"]]
        print(f"{sign} {test['name']}")
        if test["passed"] is False:
            shown = [
                ("", test["says"]),
                ("input", test["given"]),
                ("wanted", test.get("expected", "")),
                ("got", test["got"] or test["why"]),
            ]
            for label, text in shown:
                if text:
                    print(f"    {label + ':' if label else '':<8}{text}".rstrip())
    if told["output"].strip():
        print("printed:")
        print(textwrap.indent("\n".join(cut(line) for line in told["output"].splitlines()[:20]), "    "))
    if "growth" in told:
        print(f"growth: {told['growth']['label'] or 'cannot be told'} ({told['growth']['why']})")
    if told["remark"]:
        print(f"\n{told['remark']}")
