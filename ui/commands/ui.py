"""`sparring ui`, and `sparring` alone: the web app."""

import argparse
from pathlib import Path

HELP = "the web app (the same as `sparring` alone)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to serve it, and to whom."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1); another needs --auth")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (7860)")
    parser.add_argument(
        "--auth",
        action="append",
        default=[],
        metavar="NAME:PASSWORD",
        help="let this person log in (may be repeated; @FILE reads one a line); the first named owns the home's sessions",
    )
    parser.add_argument(
        "--backend", action="append", default=[], metavar="NAME", help="also offer this backend (may be repeated)"
    )
    parser.add_argument("--home", type=Path, metavar="FOLDER", help="where state lives (SPARRING_HOME)")
    parser.add_argument("--no-browser", action="store_true", help="print the address and open nothing")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from ui.web.serve import serve

    return serve(options)
