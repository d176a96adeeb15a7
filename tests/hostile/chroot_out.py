"""The classic way out of a changed root.

ends: refused
"""

import os


def attack():
    try:
        os.mkdir("/tmp/x")
        os.chroot("/tmp/x")
    except OSError as error:
        return f"refused: {error}"
    return "reached"
