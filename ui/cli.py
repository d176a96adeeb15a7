"""The `sparring` command: finds the sub-command, and turns errors into text for a person."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

COMMANDS = (
    "ui", "interview", "defend", "code", "debrief", "sessions", "outcome", "practice", "person", "question", "search", "ingest", "index", "grade",
    "eval", "bench", "graph", "doctor",
)  # fmt: skip

EPILOG = "Nothing leaves this machine unless --backend names another. State lives in SPARRING_HOME, else in your data folder."


def build_parser() -> argparse.ArgumentParser:
    """The whole command line; imports nothing heavy."""
    parser = argparse.ArgumentParser(
        prog="sparring", description="A mock TikTok ML-engineer interviewer that pushes back.", epilog=EPILOG
    )
    parser.add_argument("--version", action="version", version=f"sparring {_version()}")
    parser.add_argument("--debug", action="store_true", help="show the traceback when something goes wrong")
    inner = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in COMMANDS:
        module = import_module(f"ui.commands.{name}")
        sub = inner.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: a check failed; 2: wrong use."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.parse_args(["ui"], options)
    try:
        return int(options.run(options) or 0)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away (`| head`); say nothing about it
        return 0
    except Exception as error:
        if options.debug:
            raise
        return _told(error)


def _told(error: Exception) -> int:
    """Print what a person can act on; anything unforeseen is named as our fault."""
    from agent.errors import AgentError
    from corpus.errors import CorpusError, DocumentError
    from rubrics.schema import RubricError

    if isinstance(error, DocumentError | CorpusError | RubricError | AgentError):
        print(f"sparring: {error}", file=sys.stderr)
        return 2 if isinstance(error, DocumentError) else 1
    print(
        f"sparring: something we did not foresee: {type(error).__name__}: {error}\n"
        "Run the same command with `sparring --debug …` and report what it prints.",
        file=sys.stderr,
    )
    return 1


def _version() -> str:
    try:
        return version("sparring")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    sys.exit(main())
