"""Reply with a value of a kind that does not exist.

ends: stopped channel
"""

import json


def attack():
    json.dumps = lambda *_: '{"value": {"__reduce__": ["os.system", "true"]}}'
    return "tagged"
