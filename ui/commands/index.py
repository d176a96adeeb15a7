"""`sparring index`: build the index, or say that it is current."""

import argparse

from ui.output import add_json, note, print_json

HELP = "build or refresh the index; says what was done"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only whether to build anew."""
    parser.add_argument("--rebuild", action="store_true", help="build anew even when nothing changed")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Build what is missing or stale."""
    from agent.library import library
    from agent.settings import load_settings
    from corpus.index import newest
    from corpus.ingest import NOTES

    home = load_settings().home
    said: list[str] = []
    if not options.json:
        note("index: looking (the first build takes less than a minute)")
    found = library(home, rebuild=options.rebuild, say=said.append)
    notes = newest(home, NOTES)
    counts = found.shelf.counts | (notes.counts if notes else {NOTES: 0})
    if options.json:
        print_json({"status": said[0], "passages": counts, "folder": str(found.shelf.folder)})
    else:
        print(f"index: {said[0]}; " + ", ".join(f"{count:,} {name}" for name, count in counts.items()))
    return 0
