"""Make a disk device and read it.

ends: refused
"""

import os, stat


def attack():
    for place in ("/tmp/disk", "/candidate/disk", "/dev/disk"):
        try:
            os.mknod(place, stat.S_IFBLK | 0o666, os.makedev(254, 0))
            return f"reached {os.open(place, os.O_RDONLY)}"
        except OSError:
            pass
    return "refused"
