"""Fail with a class whose name is another's.

ends: raised AssertionError
"""

Lie = type("AssertionError", (BaseException,), {"__module__": "builtins"})


def attack():
    raise Lie()
