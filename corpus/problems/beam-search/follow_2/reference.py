"""Survivors remember the row they came from, and the new caches are gathered by it."""

from heapq import nsmallest

END, BEGIN = 0, -1


def beam_search(step, cache, width: int, limit: int) -> tuple[list[int], float] | None:
    """The best caption found and its summed log-probability, or None if nothing ended."""
    live: list[tuple[float, list[int], int]] = [(0.0, [], 0)]
    caches, last = [cache], [BEGIN]
    best: tuple[float, int, list[int]] | None = None
    for length in range(limit + 1):
        rows, caches = step(caches, last)
        grown = []
        for parent, (cost, tokens, _) in enumerate(live):
            for token, logp in rows[parent]:
                if token == END:
                    done = (cost - logp, length, tokens)
                    best = min(best, done) if best else done
                elif length < limit:
                    grown.append((cost - logp, [*tokens, token], parent))
        live = nsmallest(width, grown)
        if not live or (best and best[0] <= live[0][0]):
            break
        caches = [caches[parent] for _, _, parent in live]
        last = [tokens[-1] for _, tokens, _ in live]
    return (best[2], -best[0]) if best else None
