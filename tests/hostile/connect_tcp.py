"""Reach the network.

ends: refused
"""

import socket


def attack():
    try:
        return f"reached {socket.create_connection(('1.1.1.1', 80), timeout=1)}"
    except OSError as error:
        return f"refused: {error}"
