"""Read what the parent's environment holds.

ends: refused
"""

import os


def attack():
    text = repr(dict(os.environ))
    try:
        text += open("/proc/self/environ").read()
    except OSError:
        pass
    return f"reached {text}" if "canary" in text else "refused"
