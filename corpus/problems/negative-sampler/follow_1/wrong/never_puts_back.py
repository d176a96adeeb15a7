"""Leaves what was drawn out for good.

fails: next-call-is-fresh
"""


class NegativeSampler:
    def __init__(self, weights):
        self.weights, self.gone = weights, set()

    def draw(self, watched, numbers):
        drawn = []
        for number in numbers:
            out = self.gone | set(watched)
            left = sum(weight for i, weight in enumerate(self.weights) if i not in out)
            ticket = int(number * left)
            for i, weight in enumerate(self.weights):
                if i in out:
                    continue
                if ticket < weight:
                    drawn.append(i)
                    self.gone.add(i)
                    break
                ticket -= weight
        return drawn
