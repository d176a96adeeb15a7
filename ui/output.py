"""How results are printed: JSON for programs, quiet text for people."""

import argparse
import json
import sys
from typing import Any


def add_json(parser: argparse.ArgumentParser) -> None:
    """The flag every command that prints results has."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def print_json(value: Any) -> None:
    """One JSON value on standard output, readable and diffable."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def note(text: str) -> None:
    """Something a person may want to know while waiting; never mixed into the result."""
    print(text, file=sys.stderr, flush=True)
