"""Reports candidates without checking them.

fails: checked-exactly
"""

from collections import defaultdict
from itertools import combinations


def near_duplicates(docs, hashes, bands, least):
    rows, buckets = len(hashes) // bands, defaultdict(list)
    for at, doc in enumerate(docs):
        if doc:
            marks = [min((a * x + b) % 2_147_483_647 for x in doc) for a, b in hashes]
            for first in range(0, len(hashes), rows):
                buckets[first, tuple(marks[first : first + rows])].append(at)
    return sorted({pair for met in buckets.values() for pair in combinations(met, 2)})
