"""Sorts all captions of a length, goes on to the limit, and ranks the finished ones at the end."""


def beam_search(step, width: int, limit: int, alpha: float) -> tuple[list[int], float] | None:
    """The best caption found and its sum divided by (tokens + 1) ** alpha, or None."""
    live, done = [(0.0, ())], []
    for _ in range(limit + 1):
        children = [(cost - logp, (*tokens, token)) for cost, tokens in live for token, logp in step(list(tokens))]
        done += [
            (cost / len(all_of) ** alpha, len(all_of), all_of[:-1]) for cost, all_of in children if all_of[-1] == 0
        ]
        live = sorted(child for child in children if child[1][-1] != 0)[:width]
    if not done:
        return None
    cost, _, tokens = min(done)
    return list(tokens), -cost
