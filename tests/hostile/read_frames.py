"""Look up the stack for expected answers.

ends: refused
"""

import sys


def attack():
    frame, seen = sys._getframe(), []
    while frame:
        seen += [name for name in (*frame.f_locals, *frame.f_globals) if "expect" in name or "answer" in name]
        frame = frame.f_back
    return f"reached {seen}" if seen else "refused"
