"""`sparring graph`: the interview's state machine as a diagram."""

import argparse

HELP = "print the interview's graph as a mermaid diagram"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_options: argparse.Namespace) -> int:
    """Print it."""
    from agent.graph import mermaid

    print(mermaid(), end="")
    return 0
