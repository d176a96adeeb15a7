"""Joins any two sessions that are near enough, until nothing changes; seconds are a set."""


def sessions(events: list[tuple[int, int, int]], gap: int) -> list[tuple[int, int, int, int]]:
    """(user, start, end, seconds watched) of each session, from events (user, start, end)."""
    parts = [(user, start, end, set(range(start, end))) for user, start, end in events]
    changed = True
    while changed:
        changed = False
        for i, a in enumerate(parts):
            for j, b in enumerate(parts):
                if i != j and a[0] == b[0] and a[1] <= b[1] <= a[2] + gap:
                    parts[i] = (a[0], a[1], max(a[2], b[2]), a[3] | b[3])
                    del parts[j]
                    changed = True
                    break
            if changed:
                break
    return sorted((user, start, end, len(seconds)) for user, start, end, seconds in parts)
