"""Print for ever.

ends: stopped output
"""


def attack():
    while True:
        print("x" * 1000)
