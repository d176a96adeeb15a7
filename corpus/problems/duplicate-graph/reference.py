"""Connected components with a stack of our own; the best of a component is chosen when it is complete."""

from collections import defaultdict


def representatives(views: dict[int, int], pairs: list[tuple[int, int, float]], least: float) -> dict[int, int]:
    """For every video the id of the one that represents its group; pairs are (id, id, similarity)."""
    near = defaultdict(list)
    for a, b, similarity in pairs:
        if similarity >= least:
            near[a].append(b)
            near[b].append(a)
    found: dict[int, int] = {}
    for video in views:
        if video in found:
            continue
        found[video] = video
        group = [video]
        for member in group:  # grows while it is read
            for other in near[member]:
                if other not in found:
                    found[other] = video
                    group.append(other)
        best = min(group, key=lambda one: (-views[one], one))
        found.update(dict.fromkeys(group, best))
    return found
