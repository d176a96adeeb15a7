"""Read other processes.

ends: refused
"""

import os


def attack():
    others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    texts = [open(f"/proc/{name}/cmdline").read() for name in others]
    return f"reached {texts}" if others else "refused"
