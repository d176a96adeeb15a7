"""Takes the signature of the last piece for the whole stream.

fails: pieces-add-up
"""


class LiveSketch:
    def __init__(self, hashes):
        self.hashes, self.minima = hashes, {}

    def extend(self, stream, shingles):
        if shingles:
            self.minima[stream] = [min((a * x + b) % 2_147_483_647 for x in shingles) for a, b in self.hashes]

    def similarity(self, one, other):
        if one not in self.minima or other not in self.minima:
            return 0.0
        return sum(a == b for a, b in zip(self.minima[one], self.minima[other])) / len(self.hashes)
