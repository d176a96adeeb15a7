"""Looks at every video left for every place."""


def merge(lists, k, gap):
    """At most k video ids."""
    best = {}
    for score, video, creator in [entry for entries in lists for entry in entries]:
        best[video] = (max(score, best.get(video, (score,))[0]), creator)
    left = sorted((-score, video, creator) for video, (score, creator) in best.items())
    feed, creators = [], []
    while len(feed) < k:
        recent = creators[-gap:] if gap else []
        fit = [entry for entry in left if entry[2] not in recent]
        if not fit:
            break
        left.remove(fit[0])
        feed.append(fit[0][1])
        creators.append(fit[0][2])
    return feed
