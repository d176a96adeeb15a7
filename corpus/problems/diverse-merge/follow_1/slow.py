"""Looks at every video left for every place."""


def merge(lists, k, window, most):
    """At most k video ids."""
    best = {}
    for score, video, creator in [entry for entries in lists for entry in entries]:
        best[video] = (max(score, best.get(video, (score,))[0]), creator)
    left = sorted((-score, video, creator) for video, (score, creator) in best.items())
    feed, creators = [], []
    while len(feed) < k:
        recent = creators[max(0, len(creators) - window + 1) :]
        fit = [entry for entry in left if recent.count(entry[2]) < most]
        if not fit:
            break
        left.remove(fit[0])
        feed.append(fit[0][1])
        creators.append(fit[0][2])
    return feed
