"""Write noise into every handle there is.

ends: stopped channel
"""

import os


def attack():
    for fd in range(3, 64):
        try:
            os.write(fd, b"\xff" * 400)
        except OSError:
            pass
    return "written"
