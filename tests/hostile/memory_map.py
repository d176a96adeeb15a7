"""Take memory by a mapping.

ends: refused
"""

import mmap


def attack():
    try:
        return f"reached {len(mmap.mmap(-1, 8 << 30))}"
    except (OSError, ValueError) as error:
        return f"refused: {error}"
