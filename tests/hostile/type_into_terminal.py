"""Type into the terminal of whoever started this.

ends: refused
"""

import fcntl, os, termios


def attack():
    for fd in (0, 1, 2):
        try:
            fcntl.ioctl(fd, termios.TIOCSTI, b"x")
            return "reached"
        except OSError:
            pass
    try:
        return f"reached {os.open('/dev/tty', os.O_RDWR)}"
    except OSError:
        return "refused"
