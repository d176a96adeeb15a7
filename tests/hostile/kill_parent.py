"""Signal the parent.

ends: value or stopped ended
"""

import os, signal


def attack():
    parent = os.getppid()
    os.kill(parent, signal.SIGKILL) if parent else None
    return f"parent is {parent}"
