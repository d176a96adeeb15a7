"""Runs every caption from the beginning again, alone, instead of keeping caches."""


def beam_search(step, cache, width: int, limit: int) -> tuple[list[int], float] | None:
    """The best caption found and its summed log-probability, or None if nothing ended."""

    def row_after(tokens):
        rows, caches = step([cache], [-1])
        for token in tokens:
            rows, caches = step(caches, [token])
        return rows[0]

    live, done = [(0.0, ())], []
    for _ in range(limit + 1):
        children = [(cost - logp, (*tokens, token)) for cost, tokens in live for token, logp in row_after(tokens)]
        done += [(cost, len(tokens), tokens[:-1]) for cost, tokens in children if tokens[-1] == 0]
        live = sorted(child for child in children if child[1][-1] != 0)[:width]
    if not done:
        return None
    cost, _, tokens = min(done)
    return list(tokens), -cost
