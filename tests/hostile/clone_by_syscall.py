"""The newest call that makes processes.

ends: refused
"""

import ctypes


def attack():
    arguments = (ctypes.c_uint64 * 8)(0, 0, 0, 0, 17)
    made = ctypes.CDLL(None, use_errno=True).syscall(435, arguments, 64)
    return "reached" if made >= 0 else f"refused: {ctypes.get_errno()}"
