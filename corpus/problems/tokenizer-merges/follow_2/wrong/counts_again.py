"""Right, but goes through all tags for every merge.

fails: size
"""

from collections import Counter


class MergeLearner:
    def __init__(self):
        self.cut, self.uses, self.learned = {}, Counter(), []

    def feed(self, tags):
        for tag, uses in tags.items():
            self.uses[tag] += uses
            if tag not in self.cut:
                self.cut[tag] = list(tag)
                for pair in self.learned:
                    self._glue(self.cut[tag], pair)

    def _glue(self, pieces, pair):
        i = 0
        while i + 1 < len(pieces):
            if (pieces[i], pieces[i + 1]) == pair:
                pieces[i : i + 2] = ["".join(pair)]
            i += 1

    def merge(self):
        counts = Counter()
        for tag, pieces in self.cut.items():
            for pair in zip(pieces, pieces[1:]):
                counts[pair] += self.uses[tag]
        if not counts or max(counts.values()) < 2:
            return None
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        self.learned.append(best)
        for pieces in self.cut.values():
            self._glue(pieces, best)
        return best
