"""Trace another process.

ends: refused
"""

import ctypes


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    return "reached" if any(libc.ptrace(16, pid, 0, 0) == 0 for pid in range(1, 50)) else "refused"
