"""Cuts only from the start or from the end.

fails: cut-in-the-middle
"""


def shortest_cut(ids):
    def tail(values):
        seen = set()
        for i, value in enumerate(values):
            if value in seen:
                return len(values) - i
            seen.add(value)
        return 0

    return min(tail(ids), tail(ids[::-1]))
