"""Adds up durations, so overlap counts twice.

fails: overlap-counts-once
"""


def sessions(events, gap):
    out = []
    for user, start, end in sorted(events):
        if out and out[-1][0] == user and start - out[-1][2] <= gap:
            _, first, last, watched = out[-1]
            out[-1] = (user, first, max(last, end), watched + end - start)
        else:
            out.append((user, start, end, end - start))
    return out
