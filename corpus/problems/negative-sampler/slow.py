"""Hands out every ticket."""


class NegativeSampler:
    """Draws videos by weight."""

    def __init__(self, weights: list[int]) -> None:
        self.weights = weights

    def draw(self, watched: list[int], numbers: list[float]) -> list[int]:
        """A video for each number."""
        tickets = [i for i, weight in enumerate(self.weights) if i not in watched for _ in range(weight)]
        return [tickets[int(number * len(tickets))] if tickets else -1 for number in numbers]
