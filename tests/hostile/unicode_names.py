"""Names that look like other names.

ends: value
"""


def attack():
    ｌｅｎ = 3
    рrint = 4
    return ｌｅｎ + рrint
