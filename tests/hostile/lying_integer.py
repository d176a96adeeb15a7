"""An integer that equals everything.

ends: value
"""


class Yes(int):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    __hash__ = int.__hash__


def attack():
    return [Yes(7)]
