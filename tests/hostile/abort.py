"""Crash.

ends: stopped ended
"""

import os


def attack():
    os.abort()
