"""Hands out every ticket."""


class NegativeSampler:
    """Draws videos by weight; weights grow."""

    def __init__(self, weights: list[int]) -> None:
        self.weights = list(weights)

    def add(self, video: int, weight: int) -> None:
        """The video weighs so much more."""
        self.weights[video] += weight

    def draw(self, watched: list[int], numbers: list[float]) -> list[int]:
        """A video for each number."""
        tickets = [i for i, weight in enumerate(self.weights) if i not in watched for _ in range(weight)]
        return [tickets[int(number * len(tickets))] if tickets else -1 for number in numbers]
