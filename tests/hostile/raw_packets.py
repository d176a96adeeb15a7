"""Craft packets, or talk to the kernel about routes.

ends: refused
"""

import socket


def attack():
    for family, kind in (
        (socket.AF_INET, socket.SOCK_RAW),
        (socket.AF_PACKET, socket.SOCK_RAW),
        (socket.AF_NETLINK, socket.SOCK_RAW),
    ):
        try:
            return f"reached {socket.socket(family, kind)}"
        except OSError:
            pass
    return "refused"
