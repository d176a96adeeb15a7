"""Skips only pairs that are blocked themselves.

fails: blocked-through-others
"""


def representatives(views, pairs, least, blocked):
    root = {video: video for video in views}
    apart = {frozenset(pair) for pair in blocked}

    def find(video):
        while root[video] != video:
            root[video] = root[root[video]]
            video = root[video]
        return video

    for one, other, similarity in sorted(pairs, key=lambda pair: -pair[2]):
        a, b = find(one), find(other)
        if similarity >= least and a != b and not {frozenset((one, other)), frozenset((a, b))} & apart:
            if (views[a], -a) < (views[b], -b):
                a, b = b, a
            root[b] = a
    return {video: find(video) for video in views}
