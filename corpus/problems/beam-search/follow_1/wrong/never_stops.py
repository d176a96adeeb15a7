"""Right, but gives up stopping early altogether.

fails: few-calls
"""


def beam_search(step, width, limit, alpha):
    live, best = [(0.0, [])], None
    for length in range(limit + 1):
        children = [(cost - logp, [*tokens, token]) for cost, tokens in live for token, logp in step(tokens)]
        for cost, tokens in children:
            if tokens[-1] == 0:
                done = (cost / (length + 1) ** alpha, length, tokens[:-1])
                best = min(best, done) if best else done
        live = sorted(child for child in children if child[1][-1] != 0)[:width]
    return (best[2], -best[0]) if best else None
