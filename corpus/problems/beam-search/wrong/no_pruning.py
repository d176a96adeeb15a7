"""Prunes only beyond a hundred thousand captions.

fails: size
"""


def beam_search(step, width, limit):
    live, best = [(0.0, [])], None
    for length in range(limit + 1):
        children = []
        for cost, tokens in live:
            for token, logp in step(tokens):
                if token:
                    children.append((cost - logp, [*tokens, token]))
                elif best is None or (cost - logp, length, tokens) < best:
                    best = (cost - logp, length, tokens)
        live = children[:100_000]
        if not live or (best and best[0] <= min(live)[0]):
            break
    return (best[2], -best[0]) if best else None
