"""Climb out by .. and by open handles.

ends: refused
"""

import os


def attack():
    inside = os.stat("/").st_ino
    fd = os.open("/", os.O_RDONLY)
    for _ in range(20):
        fd = os.open("..", os.O_RDONLY, dir_fd=fd)
    same = os.fstat(fd).st_ino == inside and os.stat("/proc/self/root").st_ino == inside
    return "refused" if same else "reached another root"
