"""Read the questions before they are asked.

ends: stopped idle
slow: yes
"""

import os, select


def attack():
    for fd in range(3, 64):
        try:
            select.select([fd], [], [], 0)
            while True:
                os.read(fd, 1)
        except (OSError, ValueError):
            pass
    return "nothing there"
