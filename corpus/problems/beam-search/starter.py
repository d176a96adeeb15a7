"""Beam search that knows when to stop."""


def beam_search(step, width: int, limit: int) -> tuple[list[int], float] | None:
    """The best caption found and its summed log-probability, or None if nothing ended.

    step(tokens) -> [(next token, log-probability), ...]; token 0 ends the caption. In the tests step reads a table: last token -> row,
    -1 for the empty caption, -2 for tokens without a row of their own; the last argument shown is how many calls it allows.
    """
    ...
