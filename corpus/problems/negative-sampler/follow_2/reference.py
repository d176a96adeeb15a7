"""A Fenwick tree takes a change of weight in log n; the watched leave it for the time of a call."""


class NegativeSampler:
    """Draws videos by weight; weights grow."""

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

    def add(self, video: int, weight: int) -> None:
        """The video weighs so much more from now on."""
        self.weights[video] += weight
        self._change(video, weight)

    def draw(self, watched: list[int], numbers: list[float]) -> list[int]:
        """A video for each number (0 <= number < 1), none of them watched; -1 for each when none is left."""
        out = set(watched)
        for video in out:
            self._change(video, -self.weights[video])
        drawn = [self._find(int(number * self.total)) if self.total else -1 for number in numbers]
        for video in out:
            self._change(video, self.weights[video])
        return drawn
