"""Mount something.

ends: refused
"""

import ctypes


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    kinds = ((b"none", b"/tmp", b"tmpfs"), (b"/dev/vda", b"/tmp", b"ext4"), (b"proc", b"/tmp", b"proc"))
    return "reached" if any(libc.mount(a, b, c, 0, None) == 0 for a, b, c in kinds) else "refused"
