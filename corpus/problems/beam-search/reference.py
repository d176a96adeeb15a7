"""Live captions of one length, pruned by sum; a live sum bounds all that grows from it, so a better finished one ends the search."""

from heapq import nsmallest

END = 0


def beam_search(step, width: int, limit: int) -> tuple[list[int], float] | None:
    """The best caption found and its summed log-probability, or None if nothing ended."""
    live: list[tuple[float, list[int]]] = [(0.0, [])]  # costs, so that smaller tuples are better
    best: tuple[float, int, list[int]] | None = None
    for length in range(limit + 1):
        grown = []
        for cost, tokens in live:
            for token, logp in step(tokens):
                if token == END:
                    done = (cost - logp, length, tokens)
                    best = min(best, done) if best else done
                elif length < limit:
                    grown.append((cost - logp, [*tokens, token]))
        live = nsmallest(width, grown)
        if not live or (best and best[0] <= live[0][0]):
            break
    return (best[2], -best[0]) if best else None
