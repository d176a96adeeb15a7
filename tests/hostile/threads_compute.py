"""Compute in other threads while the first one sleeps.

ends: stopped time or stopped idle
slow: yes
"""

import threading, time


def attack():
    def spin():
        while True:
            sum(range(1000))

    for _ in range(4):
        threading.Thread(target=spin, daemon=True).start()
    time.sleep(1000)
