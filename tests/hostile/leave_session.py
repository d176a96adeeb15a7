"""Leave the session, so as not to be found.

ends: value or refused
"""

import os


def attack():
    try:
        os.setsid()
    except OSError as error:
        return f"refused: {error}"
    return "in a session of my own"
