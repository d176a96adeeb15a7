"""Never come back.

ends: stopped time
"""


def attack():
    while True:
        pass
