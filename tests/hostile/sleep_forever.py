"""Wait, at no cost.

ends: stopped idle
slow: yes
"""

import time


def attack():
    time.sleep(10**6)
