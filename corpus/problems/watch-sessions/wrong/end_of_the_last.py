"""Takes the end of the event that came last as the session's end.

fails: nested
"""


def sessions(events, gap):
    out = []
    for user, start, end in sorted(events):
        if out and out[-1][0] == user and start - out[-1][2] <= gap:
            _, first, last, watched = out[-1]
            out[-1] = (user, first, end, watched + max(0, end - max(start, last)))
        else:
            out.append((user, start, end, end - start))
    return out
