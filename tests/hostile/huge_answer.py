"""Answer with more than anyone can read.

ends: stopped answer or raised MemoryError
"""

def attack():
    return "x" * (200 << 20)
