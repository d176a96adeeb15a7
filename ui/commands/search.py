"""`sparring search`: questions, points, pushbacks, rubric criteria and your notes."""

import argparse
import textwrap

from ui.output import add_json, note, print_json

HELP = "find questions, points, pushbacks, rubric criteria or passages of your own documents"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """TEXT and the filters."""
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--kind", choices=["question", "point", "pushback", "rubric", "notes"], default="question")
    parser.add_argument("--round")
    parser.add_argument("--topic")
    parser.add_argument("--level", choices=["1-2", "2-1", "2-2", "3-1", "3-2"])
    parser.add_argument("-k", type=_positive, default=5, help="how many (5)")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the hits, best first."""
    from agent.library import library
    from agent.settings import load_settings
    from corpus.schema import ROUNDS, TOPICS
    from corpus.search import Filters
    from ui.choices import known

    filters = Filters(known("--round", options.round, ROUNDS), known("--topic", options.topic, TOPICS), options.level)
    found = library(load_settings().home, say=lambda s: None if s == "unchanged" else note(f"index: {s}"))
    hits = found.search(options.text, options.kind, options.k, filters)
    if options.json:
        print_json([{"id": h.id, "kind": h.kind, "score": h.score, "text": h.text, "meta": h.meta} for h in hits])
        return 0
    if not hits:
        print("Nothing found." + (" `sparring ingest PATH…` adds your documents." if options.kind == "notes" else ""))
    for hit in hits:
        where = f"{hit.meta['file']} › {hit.meta['heading'] or 'top'}" if options.kind == "notes" else hit.id
        print(f"{hit.score:.2f}  {where}")
        print(textwrap.indent(textwrap.fill(hit.text, 100), "      "))
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 200:
        raise argparse.ArgumentTypeError("must be between 1 and 200")
    return number
