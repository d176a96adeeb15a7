"""Right for small groups, but recurses as deep as the chain is long.

fails: long-chain
"""

from collections import defaultdict


def representatives(views, pairs, least):
    near = defaultdict(list)
    for a, b, similarity in pairs:
        if similarity >= least:
            near[a].append(b)
            near[b].append(a)
    found = {}

    def visit(video, group):
        found[video] = None
        group.append(video)
        for other in near[video]:
            if other not in found:
                visit(other, group)

    for video in views:
        if video not in found:
            group = []
            visit(video, group)
            best = max(group, key=lambda one: (views[one], -one))
            for one in group:
                found[one] = best
    return found
