"""The bound changes: a longer caption divides a negative sum by more, so the limit's length gives the most a live one can reach."""

from heapq import nsmallest

END = 0


def beam_search(step, width: int, limit: int, alpha: float) -> tuple[list[int], float] | None:
    """The best caption found and its sum divided by (tokens + 1) ** alpha, or None."""
    live: list[tuple[float, list[int]]] = [(0.0, [])]
    best: tuple[float, int, list[int]] | None = None
    for length in range(limit + 1):
        grown = []
        for cost, tokens in live:
            for token, logp in step(tokens):
                if token == END:
                    done = ((cost - logp) / (length + 1) ** alpha, length, tokens)
                    best = min(best, done) if best else done
                elif length < limit:
                    grown.append((cost - logp, [*tokens, token]))
        live = nsmallest(width, grown)
        if not live or (best and best[0] <= live[0][0] / (limit + 1) ** alpha):
            break
    return (best[2], -best[0]) if best else None
