"""Become root in a namespace of one's own.

ends: refused
"""

import ctypes


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    flags = (0x10000000, 0x00020000, 0x40000000, 0x20000000)
    return "reached" if any(libc.unshare(flag) == 0 for flag in flags) else "refused"
