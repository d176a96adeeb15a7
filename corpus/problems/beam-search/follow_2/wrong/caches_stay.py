"""Keeps the caches in the order of the old beam.

fails: caches-follow
"""


def beam_search(step, cache, width, limit):
    live, best, last, caches = [(0.0, [])], None, [-1], [cache]
    for length in range(limit + 1):
        rows, caches = step(caches, last)
        grown = []
        for (cost, tokens), row in zip(live, rows):
            for token, logp in row:
                if token:
                    grown.append((cost - logp, [*tokens, token]))
                elif best is None or (cost - logp, length, tokens) < best:
                    best = (cost - logp, length, tokens)
        live = sorted(grown)[:width]
        if not live or (best and best[0] <= live[0][0]):
            break
        caches = (caches * width)[: len(live)]
        last = [tokens[-1] for _, tokens in live]
    return (best[2], -best[0]) if best else None
