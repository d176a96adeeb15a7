"""Promise a reply of many gigabytes.

ends: stopped answer or stopped channel
"""

import os


def attack():
    for fd in range(3, 64):
        try:
            os.write(fd, (1 << 35).to_bytes(8, "big"))
        except OSError:
            pass
    return "promised"
