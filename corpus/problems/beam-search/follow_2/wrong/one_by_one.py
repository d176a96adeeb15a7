"""Right, but calls step for each caption alone.

fails: one-call-a-round
"""


def beam_search(step, cache, width, limit):
    live, best = [(0.0, [], cache, -1)], None
    for length in range(limit + 1):
        grown = []
        for cost, tokens, own, last in live:
            rows, caches = step([own], [last])
            for token, logp in rows[0]:
                if token:
                    grown.append((cost - logp, [*tokens, token], caches[0], token))
                elif best is None or (cost - logp, length, tokens) < best:
                    best = (cost - logp, length, tokens)
        live = sorted(grown, key=lambda one: one[:2])[:width]
        if not live or (best and best[0] <= live[0][0]):
            break
    return (best[2], -best[0]) if best else None
