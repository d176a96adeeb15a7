"""Counts surplus ids as if they stood together.

fails: repeats-apart
"""


def shortest_cut(ids):
    return len(ids) - len(set(ids))
