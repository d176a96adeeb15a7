"""Fork under the other numbering of calls.

ends: refused
"""

import ctypes


def attack():
    made = ctypes.CDLL(None, use_errno=True).syscall(0x40000000 + 57)
    return "reached" if made >= 0 else "refused"
