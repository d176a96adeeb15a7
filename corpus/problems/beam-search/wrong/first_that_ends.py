"""Returns the best caption of the first round in which something ends.

fails: first-to-end
"""


def beam_search(step, width, limit):
    live = [(0.0, [])]
    for _ in range(limit + 1):
        children = [(cost - logp, [*tokens, token]) for cost, tokens in live for token, logp in step(tokens)]
        done = [child for child in children if child[1][-1] == 0]
        if done:
            cost, tokens = min(done)
            return tokens[:-1], -cost
        live = sorted(children)[:width]
    return None
