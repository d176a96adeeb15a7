"""Wait for a lock that nobody holds open.

ends: stopped idle
slow: yes
"""

import threading


def attack():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
