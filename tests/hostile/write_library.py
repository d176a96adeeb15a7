"""Rewrite the standard library for whoever comes next.

ends: refused
"""

import json, os


def attack():
    for act in (
        lambda: open(json.__file__, "a").write("#"),
        lambda: os.remove(json.__file__),
        lambda: os.chmod(json.__file__, 0o777),
        lambda: os.rename(json.__file__, "/tmp/json"),
    ):
        try:
            act()
            return "reached"
        except OSError:
            pass
    return "refused"
