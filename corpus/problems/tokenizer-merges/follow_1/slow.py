"""Looks for the earliest merge that applies, over and over."""

from itertools import pairwise


def encode(text: str, merges: list[tuple[str, str]]) -> list[str]:
    """The pieces of the text; earlier merges come first, each applied from left to right."""
    pieces = list(text)
    while True:
        there = set(pairwise(pieces))
        pair = next((pair for pair in merges if pair in there), None)
        if pair is None:
            return pieces
        i = 0
        while i + 1 < len(pieces):
            if (pieces[i], pieces[i + 1]) == pair:
                pieces[i : i + 2] = ["".join(pair)]
            i += 1
