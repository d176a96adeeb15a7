"""`sparring eval`: the evaluation suites."""

import argparse
from pathlib import Path

from ui.output import add_json, note, print_json

HELP = "run the evaluation suites: list, run, report, compare, mutations, leaderboard, label, calibrate, export"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """list | run SUITE | report FOLDER | compare A B | mutations | leaderboard | label | calibrate | export FOLDER."""
    inner = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    shown = inner.add_parser("list", help="the suites and the runs on disk")
    add_json(shown)
    runs = inner.add_parser("run", help="run one suite, or all")
    runs.add_argument("suite", nargs="?", default="all", help="a suite's name, or all (all)")
    runs.add_argument("--quick", action="store_true", help="the first items of every suite: a few minutes")
    runs.add_argument(
        "--backend", default="none", help="judge (and word) with a model: see `sparring interview --help`"
    )
    runs.add_argument("--player", default="none", help="selfplay: a backend that plays the candidates")
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
    weak = inner.add_parser("mutations", help="weaken the interviewer on purpose: do the suites notice?")
    weak.add_argument("--only", nargs="+", default=[], metavar="ID", help="only these weaknesses")
    add_json(weak)
    board = inner.add_parser("leaderboard", help="judges and backends on the same items")
    board.add_argument("folders", nargs="*", type=Path, help="where runs are (default: your own)")
    board.add_argument("--suite", help="only this suite")
    add_json(board)
    label = inner.add_parser("label", help="score answers yourself, blind to the machine; agreement at once")
    label.add_argument("--name", default="me", help="whose labels these are (me)")
    label.add_argument("--n", type=int, default=20, help="how many answers to be shown at most (20)")
    label.add_argument("--half", choices=["tune", "test", "all"], default="all")
    label.add_argument("--web", action="store_true", help="in the browser, on 127.0.0.1")
    label.add_argument("--agreement", action="store_true", help="only print how far the judge agrees")
    add_json(label)
    fit = inner.add_parser("calibrate", help="fit how far a judge's stated confidence may be trusted")
    fit.add_argument("--backend", default="none")
    fit.add_argument("--limit", type=int, help="only the first N answers")
    add_json(fit)
    give = inner.add_parser("export", help="a run for other programs")
    give.add_argument("folder", type=Path)
    give.add_argument("--format", choices=["jsonl", "inspect"], default="jsonl")
    give.add_argument("--out", type=Path, help="the file (default: standard output)")


def run(options: argparse.Namespace) -> int:
    """Do the action; `run` gives 1 when a threshold was missed."""
    actions = {
        "list": _list, "run": _run, "report": _report, "compare": _compare, "mutations": _mutations,
        "leaderboard": _leaderboard, "label": _label, "calibrate": _calibrate, "export": _export,
    }  # fmt: skip
    return actions[options.action](options)


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
    from evals.run_all import run_all
    from evals.suite import Options, card

    home, say = load_settings().home, note if options.json else print
    if options.suite == "all":
        asked = Options(options.half, options.data, options.limit, options.player)
        folder, passed = run_all(
            home, options.out, asked, say, workers=options.workers, quick=options.quick, backend=options.backend
        )
        folders = sorted(path.parent for path in folder.glob("*/summary.json"))
    else:
        limit = options.limit or (card(options.suite).quick if options.quick else None)
        asked = Options(options.half, options.data, limit, options.player)
        folder, passed = run_suite(
            options.suite, home, options.out, asked, say, options.workers, options.backend, smoke=options.quick
        )
        folders = [folder]
    if options.json:
        held = [(path, load(path)) for path in folders]
        print_json(
            [
                {
                    "folder": str(path),
                    "met": all(t["met"] for t in run["thresholds"]) and not run["failures"],
                    "figures": run["figures"],
                }
                for path, run in held
            ]
        )
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


def _mutations(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from agent.settings import load_settings
    from evals.mutations import run_mutations

    results = run_mutations(load_settings().home, note if options.json else print, options.only)
    escaped = [r.mutation.id for r in results if not r.caught]
    if options.json:
        shown = ("id", "weakens", "suite")
        print_json([{k: asdict(r.mutation)[k] for k in shown} | {"caught": r.caught} for r in results])
    else:
        print(f"{len(results) - len(escaped)} of {len(results)} caught")
    return 1 if escaped else 0


def _leaderboard(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from agent.settings import load_settings
    from evals.leaderboard import boards

    found = boards(options.folders or [load_settings().home / "evals"], options.suite)
    if options.json:
        print_json([asdict(board) for board in found])
        return 0
    for board in found:
        print(f"\n{board.suite}, {board.items} items, content {board.content}")
        for judge, cells, _ in board.rows:
            print(f"  {judge}")
            for name, cell in zip(board.figures, cells, strict=True):
                print(f"    {name:<44} {cell}")
    if not found:
        print("No runs on disk yet: sparring eval run ladder")
    return 0


def _label(options: argparse.Namespace) -> int:
    from agent.settings import load_settings
    from evals.label import Labels, agreement, blind, in_terminal

    home = load_settings().home
    labels = Labels(home, options.name)
    if not options.agreement:
        waiting = blind(labels, options.half, options.n)
        if options.web:
            from evals.label_page import serve

            serve(labels, waiting, home)
        else:
            in_terminal(labels, waiting)
    found = agreement(labels, home)
    if options.json:
        print_json({name: figure.as_dict() for name, figure in found.items()})
        return 0
    print(f"{len(labels.rows())} answers labelled by {labels.name}, kept in {labels.path}")
    for name, figure in found.items():
        print(f"  {name:<34} {figure}")
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from agent.settings import load_settings
    from evals.calibrate import calibrate

    home = load_settings().home
    fitted = calibrate(home, options.backend, options.limit)
    if options.json:
        print_json(fitted.model_dump())
    else:
        print(fitted.told)
    return 0


def _export(options: argparse.Namespace) -> int:
    from evals.export import as_inspect, as_jsonl

    text = as_inspect(options.folder) if options.format == "inspect" else as_jsonl(options.folder)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
        note(f"written: {options.out}")
    else:
        print(text, end="")
    return 0
