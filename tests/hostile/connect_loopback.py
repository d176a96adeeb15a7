"""Reach services of this machine.

ends: refused
"""

import socket


def attack():
    for port in (22, 80, 5432, 6379, 7860, 8000):
        try:
            return f"reached {socket.create_connection(('127.0.0.1', port), timeout=1)}"
        except OSError:
            pass
    return "refused"
