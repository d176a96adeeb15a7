"""Wait, at no cost.

ends: stopped idle
"""

import time
def attack():
    time.sleep(10**6)
