"""Open files until none are left.

ends: refused
"""


def attack():
    kept = []
    try:
        while len(kept) < 5000:
            kept.append(open("/dev/null"))
    except OSError as error:
        return f"refused after {len(kept)}: {error}"
    return "reached"
