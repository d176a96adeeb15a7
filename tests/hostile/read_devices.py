"""Read disks and memory as devices.

ends: refused
"""

import os


def attack():
    for path in (
        "/dev/mem",
        "/dev/kmem",
        "/dev/kmsg",
        "/dev/sda",
        "/dev/vda",
        "/proc/kcore",
        "/dev/nvidia0",
        "/dev/fuse",
    ):
        try:
            return f"reached {path} {os.open(path, os.O_RDONLY)}"
        except OSError:
            pass
    return "refused"
