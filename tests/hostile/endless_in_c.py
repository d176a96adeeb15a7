"""Never come back from inside a library.

ends: stopped time
slow: yes
"""


def attack():
    return 9 ** (9**9)
