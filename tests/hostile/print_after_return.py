"""Print for ever from a thread that stays.

ends: value or stopped output
"""

import threading


def attack():
    def talk():
        while True:
            print("z" * 1000)

    threading.Thread(target=talk, daemon=True).start()
    return "talking"
