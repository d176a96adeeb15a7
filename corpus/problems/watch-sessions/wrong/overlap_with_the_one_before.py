"""Takes off only the overlap with the event just before.

fails: overlap-counts-once
"""


def sessions(events, gap):
    out, before = [], 0
    for user, start, end in sorted(events):
        if out and out[-1][0] == user and start - out[-1][2] <= gap:
            _, first, last, watched = out[-1]
            out[-1] = (user, first, max(last, end), watched + max(0, end - max(start, before)))
        else:
            out.append((user, start, end, end - start))
        before = end
    return out
