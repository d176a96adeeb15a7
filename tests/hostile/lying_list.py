"""A list that changes whenever it is looked at.

ends: value or raised MemoryError
"""


class Shifty(list):
    def __iter__(self):
        return iter([1, 2, 3])

    def __len__(self):
        return 10**9


def attack():
    return Shifty()
