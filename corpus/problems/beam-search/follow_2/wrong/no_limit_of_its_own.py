"""Calls step once more than the limit, for captions that may not grow.

fails: nothing-ends
"""


def beam_search(step, cache, width, limit):
    live, best, last, caches = [(0.0, [], 0)], None, [-1], [cache]
    for length in range(limit + 2):
        rows, caches = step(caches, last)
        grown = []
        for parent, (cost, tokens, _) in enumerate(live):
            for token, logp in rows[parent]:
                if token:
                    grown.append((cost - logp, [*tokens, token], parent))
                elif length <= limit and (best is None or (cost - logp, length, tokens) < best):
                    best = (cost - logp, length, tokens)
        live = sorted(grown)[:width]
        if not live or (best and best[0] <= live[0][0]):
            break
        caches = [caches[parent] for _, _, parent in live]
        last = [tokens[-1] for _, tokens, _ in live]
    return (best[2], -best[0]) if best else None
