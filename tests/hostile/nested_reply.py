"""Reply with JSON nested a hundred thousand deep.

ends: stopped channel
"""

import json


def attack():
    json.dumps = lambda *_: "[" * 100_000
    return "nested"
