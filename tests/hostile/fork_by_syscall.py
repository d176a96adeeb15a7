"""Fork without the library: the bare system calls.

ends: refused
"""

import ctypes


def attack():
    call = ctypes.CDLL(None, use_errno=True).syscall
    for number in (56, 57, 58):
        if call(number, 17, 0, 0, 0, 0) >= 0:
            return f"reached: call {number}"
    return "refused"
