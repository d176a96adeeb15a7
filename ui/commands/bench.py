"""`sparring bench`: the speed table."""

import argparse
from dataclasses import asdict

from ui.output import add_json, print_json

HELP = "the speed table of this machine (CPU time)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only --json."""
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print each row as it is measured."""
    from agent.settings import load_settings
    from evals.bench import bench

    rows = []
    for row in bench(load_settings().home):
        rows.append(asdict(row))
        if not options.json:
            print(f"{row.what:<36} {row.value}" + (f"   ({row.note})" if row.note else ""), flush=True)
    if options.json:
        print_json(rows)
    return 0
