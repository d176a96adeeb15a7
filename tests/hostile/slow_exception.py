"""Fail with an exception that takes for ever to print.

ends: stopped time
slow: yes
"""


class Slow(Exception):
    def __str__(self):
        while True:
            pass


def attack():
    raise Slow()
