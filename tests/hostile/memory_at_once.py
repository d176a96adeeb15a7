"""Take a terabyte in one piece.

ends: raised MemoryError
"""


def attack():
    return len(bytearray(1 << 40))
