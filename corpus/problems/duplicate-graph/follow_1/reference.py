"""Union by size; the root of a set carries its best member."""


class DuplicateGroups:
    """Knows the representative of each video's group at any time."""

    def __init__(self, views: dict[int, int]) -> None:
        self.root = {video: video for video in views}
        self.size = dict.fromkeys(views, 1)
        self.best = {video: (-seen, video) for video, seen in views.items()}

    def _find(self, video: int) -> int:
        root = self.root
        while root[video] != video:
            root[video] = root[root[video]]
            video = root[video]
        return video

    def link(self, a: int, b: int) -> None:
        """The two videos match."""
        large, small = self._find(a), self._find(b)
        if large == small:
            return
        if self.size[large] < self.size[small]:
            large, small = small, large
        self.root[small] = large
        self.size[large] += self.size[small]
        self.best[large] = min(self.best[large], self.best[small])

    def of(self, video: int) -> int:
        """The most viewed video of its group, ties to the smaller id."""
        return self.best[self._find(video)][1]
