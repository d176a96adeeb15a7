"""Chain exceptions ten thousand deep.

ends: raised ValueError
"""


def attack():
    error = None
    for n in range(10_000):
        try:
            raise ValueError(n) from error
        except ValueError as caught:
            error = caught
    raise error
