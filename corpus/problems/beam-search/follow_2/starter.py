"""Beam search with batched calls and caches."""


def beam_search(step, cache, width: int, limit: int) -> tuple[list[int], float] | None:
    """The best caption found and its summed log-probability, or None if nothing ended.

    step(caches, last tokens) -> (rows, new caches), each in the order given; begin with [cache] and [-1]. In the tests a model is a list of rows,
    the cache holds a place in it, and the last argument shown is how many calls step allows.
    """
    ...
