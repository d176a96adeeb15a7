"""Leave with success before a test was run.

ends: stopped ended
"""

import os


def attack():
    os._exit(0)
