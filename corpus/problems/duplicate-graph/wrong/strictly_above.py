"""Leaves out pairs at exactly the threshold.

fails: at-the-threshold
"""


def representatives(views, pairs, least):
    root = {video: video for video in views}

    def find(video):
        while root[video] != video:
            root[video] = root[root[video]]
            video = root[video]
        return video

    for a, b, similarity in pairs:
        if similarity > least:
            a, b = find(a), find(b)
            if (views[a], -a) < (views[b], -b):
                a, b = b, a
            root[b] = a
    return {video: find(video) for video in views}
