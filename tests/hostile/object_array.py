"""Reply with an array of objects.

ends: stopped channel
"""

import json


def attack():
    json.dumps = lambda *_: '{"value": {"array": ["|O", [1], "AAAAAAAAAAA="]}}'
    return "objects"
