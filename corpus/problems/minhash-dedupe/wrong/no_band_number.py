"""Uses the band alone as key, so different bands meet.

fails: bands-apart
"""

from collections import defaultdict
from itertools import combinations


def near_duplicates(docs, hashes, bands, least):
    rows, buckets = len(hashes) // bands, defaultdict(set)
    for at, doc in enumerate(docs):
        if doc:
            marks = [min((a * x + b) % 2_147_483_647 for x in doc) for a, b in hashes]
            for first in range(0, len(hashes), rows):
                buckets[tuple(marks[first : first + rows])].add(at)
    pairs = {pair for met in buckets.values() for pair in combinations(sorted(met), 2)}
    sets = [set(doc) for doc in docs]
    return sorted((i, j) for i, j in pairs if len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= least)
