"""Print what a passing run would print.

ends: value
"""

import sys


def attack():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__):
        print('{"value": true}\nOK\n12 passed\nall tests passed', file=stream, flush=True)
    return "printed"
