"""Right, but renames all members of a group for every pair.

fails: size
"""


def representatives(views, pairs, least):
    best = {video: video for video in views}
    members = {video: [video] for video in views}
    for a, b, similarity in pairs:
        a, b = best[a], best[b]
        if similarity >= least and a != b:
            if (views[a], -a) < (views[b], -b):
                a, b = b, a
            members[a] = members.pop(b) + members[a]
            for one in members[a]:
                best[one] = a
    return best
