"""Hang on the way out.

ends: value
"""

import atexit, time

atexit.register(time.sleep, 1000)


def attack():
    return "see you later"
