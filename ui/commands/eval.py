"""`sparring eval`: the evaluation suites."""

import argparse
from pathlib import Path

from ui.output import add_json, note, print_json

HELP = "run the evaluation suites: list, run, report, compare"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """list | run SUITE | report FOLDER | compare A B."""
    inner = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    shown = inner.add_parser("list", help="the suites and the runs on disk")
    add_json(shown)
    runs = inner.add_parser("run", help="run one suite, or all")
    runs.add_argument("suite", help="a suite's name, or all")
    runs.add_argument("--half", choices=["tune", "test", "all"], default="test", help="which questions (test)")
    runs.add_argument("--data", type=Path, help="agreement: a folder of graded answers")
    runs.add_argument("--limit", type=int, help="only the first N items")
    runs.add_argument("--out", type=Path, help="result folder; the same folder again resumes")
    runs.add_argument("--workers", type=int, help="processes (default: one a core)")
    add_json(runs)
    again = inner.add_parser("report", help="write a run's HTML report anew")
    again.add_argument("folder", type=Path)
    pair = inner.add_parser("compare", help="two runs of one suite, item by item")
    pair.add_argument("first", type=Path)
    pair.add_argument("second", type=Path)
    add_json(pair)


def run(options: argparse.Namespace) -> int:
    """Do the action; `run` gives 1 when a threshold was missed."""
    return {"list": _list, "run": _run, "report": _report, "compare": _compare}[options.action](options)


def _list(options: argparse.Namespace) -> int:
    from agent.settings import load_settings
    from evals.suite import card, known

    runs = sorted((load_settings().home / "evals").glob("*/summary.json"))
    cards = [card(name) for name in known()]
    if options.json:
        print_json({"suites": {c.id: c.title for c in cards}, "runs": [str(p.parent) for p in runs]})
        return 0
    for c in cards:
        print(f"{c.id:<12} {c.title}: {c.about}")
    print("\nRuns on disk:" if runs else "\nNo runs on disk yet: sparring eval run ladder")
    for path in runs:
        print(f"  {path.parent}")
    return 0


def _run(options: argparse.Namespace) -> int:
    from agent.settings import load_settings
    from evals.compare import load
    from evals.run import run_suite
    from evals.suite import Options, known, lacking

    names = known() if options.suite == "all" else [options.suite]
    asked = Options(options.half, options.data, options.limit)
    passed, held = True, []
    for name in names:
        note(f"— {name} —")
        if options.suite == "all" and (why := lacking(name)):
            note(f"left out: {why}")
            continue
        out = options.out / name if options.out and options.suite == "all" else options.out
        say = note if options.json else print
        folder, met = run_suite(name, load_settings().home, out, asked, say, options.workers)
        passed &= met
        held.append({"folder": str(folder), "met": met, "figures": load(folder)["figures"]})
    if options.json:
        print_json(held)
    return 0 if passed else 1


def _report(options: argparse.Namespace) -> int:
    from evals.compare import load
    from evals.report import write_report

    load(options.folder)
    print(write_report(options.folder))
    return 0


def _compare(options: argparse.Namespace) -> int:
    from evals.compare import compare

    change, moved = compare(options.first, options.second)
    if options.json:
        print_json({"change": change.as_dict(), "moved": moved})
        return 0
    print(f"mean change {change}")
    for item, before, after in moved:
        print(f"  {before:.3f} → {after:.3f}  {item}")
    return 0
