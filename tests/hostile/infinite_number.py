"""Reply with numbers JSON does not have.

ends: value
"""


def attack():
    return [float("nan"), float("inf"), -float("inf")]
