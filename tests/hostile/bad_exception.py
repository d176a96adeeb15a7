"""Fail with an exception that cannot be printed.

ends: raised Bad
"""


class Bad(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


def attack():
    raise Bad()
