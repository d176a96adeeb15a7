"""Use file handles left open by the parent.

ends: refused
"""

import os, stat


def attack():
    found = []
    for fd in range(3, 256):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        if not stat.S_ISFIFO(mode) and os.readlink(f"/proc/self/fd/{fd}") != "/dev/null":
            found.append((fd, os.readlink(f"/proc/self/fd/{fd}")))
    return f"reached {found}" if found else "refused"
