"""Never come back from inside a library.

ends: stopped time
"""

def attack():
    return 9 ** (9 ** 9)
