"""Write anywhere but home and tmp.

ends: refused
"""

import os


def attack():
    found = []
    for place in (
        "/",
        "/usr",
        "/usr/lib",
        "/etc",
        "/root",
        "/home",
        "/dev",
        "/packages",
        "/proc",
        "/var/tmp",
        "/run",
        os.path.dirname(os.__file__),
    ):
        try:
            with open(f"{place}/left-here", "w") as file:
                file.write("x")
            found.append(place)
        except OSError:
            pass
    return f"reached {found}" if found else "refused"
