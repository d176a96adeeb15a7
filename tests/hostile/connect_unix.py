"""Reach a service by a local socket.

ends: refused
"""

import socket


def attack():
    for name in ("/run/docker.sock", "/var/run/docker.sock", "\0/tmp/.X11-unix/X0", "/run/dbus/system_bus_socket"):
        try:
            socket.socket(socket.AF_UNIX).connect(name)
            return f"reached {name}"
        except OSError:
            pass
    return "refused"
