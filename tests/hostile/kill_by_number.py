"""Signal the processes of the machine by their numbers.

ends: refused
slow: yes
"""

import os, signal


def attack():
    sent = 0
    for pid in range(2, 40_000):
        try:
            os.kill(pid, signal.SIGTERM)
            sent += 1
        except OSError:
            pass
    return f"reached {sent}" if sent else "refused"
