"""The kernel's rarely used doors: bpf, io_uring, keys, userfaultfd, perf, handles.

ends: refused
"""

import ctypes


def attack():
    call = ctypes.CDLL(None, use_errno=True).syscall
    room = ctypes.create_string_buffer(256)
    for number in (321, 425, 250, 323, 298, 304, 175, 246, 434, 312):
        if call(number, 0, room, 64, 0, 0) >= 0:
            return f"reached call {number}"
    return "refused"
