"""Stops by the old rule, which compares sums as they stand.

fails: longer-overtakes
"""


def beam_search(step, width, limit, alpha):
    live, best = [(0.0, [])], None
    for length in range(limit + 1):
        children = [(cost - logp, [*tokens, token]) for cost, tokens in live for token, logp in step(tokens)]
        for cost, tokens in children:
            if tokens[-1] == 0:
                done = (cost / (length + 1) ** alpha, length, tokens[:-1], cost)
                best = min(best, done) if best else done
        live = sorted(child for child in children if child[1][-1] != 0)[:width]
        if not live or (best and best[3] <= live[0][0]):
            break
    return (best[2], -best[0]) if best else None
