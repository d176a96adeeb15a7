"""Floods the graph for each question."""


class DuplicateGroups:
    """Knows the representative of each video's group at any time."""

    def __init__(self, views: dict[int, int]) -> None:
        self.views = views
        self.near = {video: set() for video in views}

    def link(self, a: int, b: int) -> None:
        """The two videos match."""
        self.near[a].add(b)
        self.near[b].add(a)

    def of(self, video: int) -> int:
        """The most viewed video of its group, ties to the smaller id."""
        group = {video}
        while len(wider := group.union(*(self.near[one] for one in group))) > len(group):
            group = wider
        return min(group, key=lambda one: (-self.views[one], one))
