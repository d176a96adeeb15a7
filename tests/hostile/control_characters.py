"""Print and answer what a terminal would act on.

ends: value
"""


def attack():
    print("\x1b]0;owned\x07\x1b[2J\x1b[31mPASSED\x1b[0m\x00\u202e")
    return "\x1b[2J\u202edessap\x00\ud800"
