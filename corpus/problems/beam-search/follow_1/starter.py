"""Beam search with a length-normalised score."""


def beam_search(step, width: int, limit: int, alpha: float) -> tuple[list[int], float] | None:
    """The best caption found and its sum divided by (tokens + 1) ** alpha, or None; in the tests alpha comes after the allowed calls."""
    ...
