"""Goes through the pairs as they stand, not from the most similar down.

fails: random
"""


def representatives(views, pairs, least, blocked):
    name = {video: video for video in views}
    for a, b, similarity in pairs:
        trial = {video: name[b] if group == name[a] else group for video, group in name.items()}
        if similarity >= least and not any(trial[x] == trial[y] for x, y in blocked):
            name = trial
    groups = {}
    for video, group in name.items():
        groups.setdefault(group, []).append(video)
    return {video: min(groups[group], key=lambda one: (-views[one], one)) for video, group in name.items()}
