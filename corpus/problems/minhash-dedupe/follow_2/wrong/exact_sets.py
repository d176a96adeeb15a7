"""Keeps the shingles and gives the exact similarity.

fails: an-estimate
"""

from collections import defaultdict


class LiveSketch:
    def __init__(self, hashes):
        self.sets = defaultdict(set)

    def extend(self, stream, shingles):
        self.sets[stream].update(shingles)

    def similarity(self, one, other):
        union = self.sets[one] | self.sets[other]
        return len(self.sets[one] & self.sets[other]) / len(union) if union else 0.0
