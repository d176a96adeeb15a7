"""Replaces a tag's count when it is fed again.

fails: fed-again
"""


class MergeLearner:
    def __init__(self):
        self.tags, self.learned = {}, []

    def feed(self, tags):
        self.tags.update(tags)

    def merge(self):
        counts = {}
        for tag, uses in self.tags.items():
            pieces = list(tag)
            for left, right in self.learned:
                i = 0
                while i + 1 < len(pieces):
                    if pieces[i] == left and pieces[i + 1] == right:
                        pieces[i : i + 2] = [left + right]
                    i += 1
            for pair in zip(pieces, pieces[1:]):
                counts[pair] = counts.get(pair, 0) + uses
        if max(counts.values(), default=0) < 2:
            return None
        self.learned.append(min(counts, key=lambda pair: (-counts[pair], pair)))
        return self.learned[-1]
