"""Read the home folder.

ends: refused
"""

import os


def attack():
    found = []
    for place in (os.path.expanduser("~"), "/home", "/root/.ssh", "/root/.bash_history", "/root/.config"):
        try:
            found += os.listdir(place)
        except OSError:
            pass
    return f"reached {found}" if found else "refused"
