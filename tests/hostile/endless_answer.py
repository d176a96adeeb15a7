"""Answer with an iterator that never ends.

ends: value or stopped time or stopped answer or raised MemoryError
slow: yes
"""

import itertools


def attack():
    return itertools.count()
