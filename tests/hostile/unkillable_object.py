"""Hang when an object is thrown away.

ends: value or stopped idle
slow: yes
"""

import time


class Stay:
    def __del__(self):
        time.sleep(1000)


def attack():
    Stay()
    return "done"
