"""One file that claims a terabyte.

ends: refused
"""

import os


def attack():
    try:
        os.truncate(os.open("/tmp/x", os.O_CREAT | os.O_RDWR), 1 << 40)
    except OSError as error:
        return f"refused: {error}"
    return "reached"
