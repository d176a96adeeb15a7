"""Write to address zero.

ends: stopped ended
"""

import ctypes


def attack():
    ctypes.memset(0, 1, 8)
