"""Right, but goes on to the limit when nothing live can win any more.

fails: few-calls
"""


def beam_search(step, width, limit):
    live, best = [(0.0, [])], None
    for length in range(limit + 1):
        children = [(cost - logp, [*tokens, token]) for cost, tokens in live for token, logp in step(tokens)]
        for cost, tokens in children:
            if tokens[-1] == 0 and (best is None or (cost, length, tokens[:-1]) < best):
                best = (cost, length, tokens[:-1])
        live = sorted(child for child in children if child[1][-1] != 0)[:width]
    return (best[2], -best[0]) if best else None
