"""Take another user's rights.

ends: refused
"""

import os


def attack():
    for act in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0), lambda: os.setgroups([0])):
        try:
            before = os.getresuid(), os.getgroups()
            act()
            if (os.getresuid(), os.getgroups()) != before:
                return "reached"
        except OSError:
            pass
    return "refused"
