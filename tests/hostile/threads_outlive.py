"""Leave threads behind that go on computing.

ends: value
"""

import threading


def spin():
    while True:
        sum(range(1000))


def attack():
    for _ in range(4):
        threading.Thread(target=spin, daemon=True).start()
    return "left four behind"
