"""Send a datagram.

ends: refused
"""

import socket


def attack():
    try:
        return f"reached {socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))}"
    except OSError as error:
        return f"refused: {error}"
