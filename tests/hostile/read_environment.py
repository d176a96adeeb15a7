"""Read what the parent's environment holds.

ends: refused
"""

import os
def attack():
    text = repr(dict(os.environ)) + open("/proc/self/environ").read()
    return f"reached {text}" if "canary" in text else "refused"
