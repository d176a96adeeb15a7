"""By user and start; the open session knows its latest end, and an event adds what lies beyond that."""


def sessions(events: list[tuple[int, int, int]], gap: int) -> list[tuple[int, int, int, int]]:
    """(user, start, end, seconds watched) of each session, from events (user, start, end)."""
    out: list[tuple[int, int, int, int]] = []
    for user, start, end in sorted(events):
        if out and out[-1][0] == user and start - out[-1][2] <= gap:
            _, first, last, watched = out[-1]
            out[-1] = (user, first, max(last, end), watched + max(0, end - max(start, last)))
        else:
            out.append((user, start, end, end - start))
    return out
