"""Take memory that outlives the process.

ends: refused
"""

import ctypes


def attack():
    made = ctypes.CDLL(None, use_errno=True).shmget(0, 1 << 20, 0o1600)
    return "refused" if made < 0 else f"reached {made}"
