"""Threads until the machine gives in.

ends: refused or raised MemoryError
"""

import threading, time


def attack():
    made = 0
    try:
        while made < 5000:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            made += 1
    except RuntimeError:
        return f"refused after {made}"
    return f"reached {made} threads"
