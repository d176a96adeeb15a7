"""Ask for a name's address.

ends: refused
"""

import socket


def attack():
    try:
        return f"reached {socket.getaddrinfo('example.com', 80)}"
    except OSError as error:
        return f"refused: {error}"
