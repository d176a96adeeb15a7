"""Points each video at the best of its neighbours, without following the chain.

fails: far-winner
"""


def representatives(views, pairs, least):
    best = {video: video for video in views}
    for a, b, similarity in pairs:
        if similarity >= least:
            winner = max(best[a], best[b], key=lambda one: (views[one], -one))
            best[a] = best[b] = winner
    return best
