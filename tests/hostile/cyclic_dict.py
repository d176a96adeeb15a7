"""Answer with a table that holds itself twice.

ends: value or stopped time or stopped answer or raised MemoryError
slow: yes
"""


def attack():
    out = {}
    out[1] = out
    return out
