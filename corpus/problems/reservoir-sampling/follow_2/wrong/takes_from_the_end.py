"""Takes the last events of each sample, as if those came in random order.

fails: order-of-a-sample
"""


def merge(parts, k, rng):
    left, samples, out = [seen for seen, _ in parts], [list(sample) for _, sample in parts], []
    while len(out) < k and sum(left):
        at = rng.choices(range(len(parts)), left)[0]
        left[at] -= 1
        out.append(samples[at].pop())
    return out
