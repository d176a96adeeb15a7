"""Hands out every ticket again for each number."""


class NegativeSampler:
    """Draws videos by weight, none twice within a call."""

    def __init__(self, weights: list[int]) -> None:
        self.weights = weights

    def draw(self, watched: list[int], numbers: list[float]) -> list[int]:
        """A video for each number as long as one is left."""
        out, drawn = set(watched), []
        for number in numbers:
            tickets = [i for i, weight in enumerate(self.weights) if i not in out for _ in range(weight)]
            if tickets:
                drawn.append(tickets[int(number * len(tickets))])
                out.add(drawn[-1])
        return drawn
