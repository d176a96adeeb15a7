"""Close every handle.

ends: stopped ended or stopped time
slow: yes
"""

import os


def attack():
    os.closerange(0, 256)
    while True:
        pass
