"""Replace the functions everything is made of.

ends: value or stopped channel or stopped ended or raised TypeError
"""

import builtins


def attack():
    builtins.len = lambda _: 0
    builtins.type = lambda *_: int
    builtins.isinstance = lambda *_: True
    builtins.getattr = lambda *_: None
    return "patched"
