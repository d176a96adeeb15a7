"""Reply with an array that says it is larger than it is.

ends: stopped channel
"""

import json


def attack():
    json.dumps = lambda *_: '{"value": {"array": ["<f8", [1000000000], "AAAA"]}}'
    return "lied"
