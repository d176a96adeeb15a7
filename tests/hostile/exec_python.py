"""Become another program, with the pipe still in hand.

ends: stopped ended or stopped idle or stopped channel
"""

import os, sys


def attack():
    os.execv(sys.executable, [sys.executable, "-S", "-c", "print('all tests passed')"])
