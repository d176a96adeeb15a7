"""`sparring bench`: the speed table."""

import argparse
from dataclasses import asdict
from itertools import chain

from ui.output import add_json, print_json

HELP = "the speed table of this machine (CPU time)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only --json."""
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print each row as it is measured."""
    from agent.settings import load_settings
    from evals.bench import bench
    from ui.voice.measure.speed import voice_rows

    rows = []
    home = load_settings().home
    for row in chain(bench(home), voice_rows(home)):
        rows.append(asdict(row))
        if not options.json:
            print(f"{row.what:<36} {row.value}" + (f"   ({row.note})" if row.note else ""), flush=True)
    if options.json:
        print_json(rows)
    return 0
