"""Lift the limit, then recurse.

ends: raised RecursionError or raised MemoryError or stopped ended or stopped time
slow: yes
"""

import sys


def attack():
    sys.setrecursionlimit(2**31 - 1)

    def down(n):
        return max([n], key=lambda _: down(n + 1))

    return down(0)
