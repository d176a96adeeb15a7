"""A link that leads outside.

ends: refused
"""

import os


def attack():
    for n, target in enumerate(("/etc/shadow", "/proc/1/root/etc/passwd", "../../../../../etc/passwd", "/root/.ssh")):
        os.symlink(target, f"/tmp/out{n}")
        try:
            return "reached " + str(os.listdir(f"/tmp/out{n}") if n == 3 else open(f"/tmp/out{n}").read()[:50])
        except OSError:
            pass
    return "refused"
