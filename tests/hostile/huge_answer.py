"""Answer with more than anyone can read.

ends: stopped answer or raised MemoryError or stopped time
slow: yes
"""


def attack():
    return "x" * (200 << 20)
