"""Wait for somebody to type.

ends: value or raised EOFError
"""


def attack():
    return input("password: ")
