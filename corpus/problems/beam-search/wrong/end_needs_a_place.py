"""Drops an end that is not among the best few of its round.

fails: end-needs-no-place
"""


def beam_search(step, width, limit):
    live, best = [(0.0, [])], None
    for length in range(limit + 1):
        children = [(cost - logp, [*tokens, token]) for cost, tokens in live for token, logp in step(tokens)]
        kept = sorted(children)[:width]
        for cost, tokens in kept:
            if tokens[-1] == 0 and (best is None or (cost, length, tokens[:-1]) < best):
                best = (cost, length, tokens[:-1])
        live = [child for child in kept if child[1][-1] != 0]
        if not live or (best and best[0] <= live[0][0]):
            break
    return (best[2], -best[0]) if best else None
