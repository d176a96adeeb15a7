"""Run a command.

ends: refused
"""

import os


def attack():
    return "reached" if os.system("true") == 0 else "refused"
