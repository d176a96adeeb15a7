"""Start a process without forking.

ends: refused
"""

import os, sys


def attack():
    try:
        return f"reached {os.posix_spawn(sys.executable, [sys.executable, '-c', ''], {})}"
    except OSError as error:
        return f"refused: {error}"
