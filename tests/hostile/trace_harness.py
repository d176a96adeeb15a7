"""Watch the harness line by line.

ends: value
"""

import sys


def attack():
    seen = []
    sys.settrace(lambda frame, event, arg: seen.append(frame.f_code.co_name))
    return "watching"
