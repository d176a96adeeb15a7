"""Right, but goes through the whole log for every user.

fails: size
"""


def sessions(events, gap):
    out = []
    for user in sorted({user for user, _, _ in events}):
        for start, end in sorted((start, end) for one, start, end in events if one == user):
            if out and out[-1][0] == user and start - out[-1][2] <= gap:
                _, first, last, watched = out[-1]
                out[-1] = (user, first, max(last, end), watched + max(0, end - max(start, last)))
            else:
                out.append((user, start, end, end - start))
    return out
