"""Answer with an iterator that runs code outside its time.

ends: stopped idle
slow: yes
"""

import time


def attack():
    yield 1
    time.sleep(1000)
    yield 2
