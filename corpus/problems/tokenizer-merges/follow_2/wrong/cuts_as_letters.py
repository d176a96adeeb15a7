"""Enters a new tag as single letters, whatever was learned before.

fails: new-tag-is-cut
"""


class MergeLearner:
    def __init__(self):
        self.cut, self.uses = {}, {}

    def feed(self, tags):
        for tag, uses in tags.items():
            self.cut.setdefault(tag, list(tag))
            self.uses[tag] = self.uses.get(tag, 0) + uses

    def merge(self):
        counts = {}
        for tag, pieces in self.cut.items():
            for pair in zip(pieces, pieces[1:]):
                counts[pair] = counts.get(pair, 0) + self.uses[tag]
        if max(counts.values(), default=0) < 2:
            return None
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        for pieces in self.cut.values():
            i = 0
            while i + 1 < len(pieces):
                if (pieces[i], pieces[i + 1]) == best:
                    pieces[i : i + 2] = ["".join(best)]
                i += 1
        return best
