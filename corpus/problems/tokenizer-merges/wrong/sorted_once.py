"""Takes the pairs in the order of the first count, without counting what merges make.

fails: pair-comes-back
"""

from collections import Counter


def learn_merges(tags, merges):
    counts = Counter()
    for tag, weight in tags.items():
        for i in range(len(tag) - 1):
            counts[tag[i], tag[i + 1]] += weight
    order = sorted(counts, key=lambda pair: (-counts[pair], pair))
    return [pair for pair in order if counts[pair] > 1][:merges]
