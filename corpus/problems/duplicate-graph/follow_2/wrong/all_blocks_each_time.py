"""Right, but looks through all blocked pairs for each union.

fails: size
"""


def representatives(views, pairs, least, blocked):
    root = {video: video for video in views}

    def find(video):
        while root[video] != video:
            root[video] = root[root[video]]
            video = root[video]
        return video

    for one, other, similarity in sorted(pairs, key=lambda pair: -pair[2]):
        a, b = find(one), find(other)
        if similarity < least or a == b or any({find(x), find(y)} == {a, b} for x, y in blocked):
            continue
        if (views[a], -a) < (views[b], -b):
            a, b = b, a
        root[b] = a
    return {video: find(video) for video in views}
