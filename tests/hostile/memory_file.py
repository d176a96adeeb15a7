"""Take memory that no limit counts.

ends: refused
"""

import os


def attack():
    try:
        fd = os.memfd_create("more")
    except OSError as error:
        return f"refused: {error}"
    return f"reached {fd}"
