"""Wait for somebody from outside.

ends: refused
"""

import socket


def attack():
    try:
        made = socket.socket()
        made.bind(("0.0.0.0", 0))
        made.listen()
        return f"reached {made}"
    except OSError as error:
        return f"refused: {error}"
