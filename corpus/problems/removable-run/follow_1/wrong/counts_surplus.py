"""Adds up how far each id is over, as if those stood together.

fails: random
"""

from collections import Counter


def shortest_cut(ids, k):
    return sum(max(0, count - k) for count in Counter(ids).values())
