"""A Fenwick tree: weights leave it and come back in log n each."""


class NegativeSampler:
    """Draws videos by weight, none twice within a call."""

    def __init__(self, weights: list[int]) -> None:
        self.weights, self.total = list(weights), sum(weights)
        self.tree = [0, *weights]
        for i in range(1, len(self.tree)):
            above = i + (i & -i)
            if above < len(self.tree):
                self.tree[above] += self.tree[i]

    def _change(self, video: int, by: int) -> None:
        self.total += by
        at = video + 1
        while at < len(self.tree):
            self.tree[at] += by
            at += at & -at

    def _find(self, ticket: int) -> int:
        at, step = 0, 1 << (len(self.tree) - 1).bit_length()
        while step:
            if at + step < len(self.tree) and self.tree[at + step] <= ticket:
                at += step
                ticket -= self.tree[at]
            step //= 2
        return at

    def draw(self, watched: list[int], numbers: list[float]) -> list[int]:
        """A video for each number as long as one is left; a video that was drawn is out for the numbers after it."""
        out = list(set(watched))
        for video in out:
            self._change(video, -self.weights[video])
        drawn = []
        for number in numbers:
            if not self.total:
                break
            video = self._find(int(number * self.total))
            self._change(video, -self.weights[video])
            drawn.append(video)
        for video in (*out, *drawn):
            self._change(video, self.weights[video])
        return drawn
