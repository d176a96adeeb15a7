"""`sparring ingest`: the user's own documents into the index."""

import argparse
from pathlib import Path

from ui.output import add_json, note, print_json

HELP = "put your own documents (Markdown, text, HTML, PDF, DOCX) into the index"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The documents and folders."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Ingest; 1 when a document could not be read (the others are in)."""
    from agent.library import embedder
    from agent.settings import load_settings
    from corpus.ingest import ingest

    home = load_settings().home
    done = ingest(home, options.paths, lambda texts: embedder(home).many(texts))
    if options.json:
        print_json({"passages": done.passages, "refused": done.refused, "index": done.status})
    else:
        for name, count in done.passages.items():
            print(f"{count:5d} passages  {name}")
        print(f"index: {done.status}")
        if done.passages:
            print("Ask it: sparring search --kind notes TEXT")
    for reason in done.refused.values():
        note(f"left out: {reason}")
    return 1 if done.refused else 0
