"""`sparring grade`: scores answers in bulk."""

import argparse
import sys
from pathlib import Path

from ui.output import note

HELP = "score answers in bulk: one JSON object a line in, one a line out"

DETAILS = """
in :  {"id", "question", "reference"?, "points"?: [{"id", "says", "weight"?, "like"?, "unlike"?}], "answer"}
      without points and reference, "question" is the id of a question in the bank
out:  {"id", "score" (0..1 or null), "interval", "verdicts": [...], "failure"?}
A run that was stopped goes on where it stopped when --out is given again.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, where to, and by whom."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = DETAILS
    parser.add_argument("file", metavar="FILE.jsonl", type=Path)
    parser.add_argument("--out", type=Path, help="results go here (default: standard output)")
    parser.add_argument("--judge", choices=["evidence"], default="evidence", help="the offline judge")
    parser.add_argument("--workers", type=int, help="processes (default: one a core)")


def run(options: argparse.Namespace) -> int:
    """Grade; 1 when a line could not be used or a judge failed."""
    from agent.grading import grade_file, read_done
    from agent.judge.choose import open_judge
    from agent.settings import load_settings

    home = load_settings().home
    done: frozenset[str] = frozenset()
    if options.out:
        done = read_done(options.out, open_judge(options.judge, home).version)
    sink = open(options.out, "a", encoding="utf-8") if options.out else sys.stdout  # noqa: SIM115  (closed below)

    def write(line: str) -> None:
        sink.write(line + "\n")
        sink.flush()

    try:
        with _progress() as tick:
            summary = grade_file(options.file, home, write, done, options.workers, tick, options.judge)
    finally:
        if options.out:
            sink.close()
    for number, reason in summary.bad.items():
        note(f"line {number} was left out: {reason}")
    mean = f", mean score {sum(summary.scores) / len(summary.scores):.3f}" if summary.scores else ""
    earlier = f", {summary.kept} were done before" if summary.kept else ""
    note(
        f"{summary.graded} graded{earlier}{mean}; {summary.unscored} unscored, {summary.failed} failed, "
        f"{len(summary.bad)} lines left out"
    )
    return 1 if summary.bad or summary.failed else 0


class _progress:
    """A bar on a terminal, nothing elsewhere."""

    def __enter__(self):  # type: ignore[no-untyped-def]
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

        self._bar = Progress(
            *Progress.get_default_columns()[:2],
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._bar.start()
        task = self._bar.add_task("grading", total=None)
        return lambda at, total: self._bar.update(task, completed=at, total=total)

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "_bar"):
            self._bar.stop()
