"""Right, but keeps all shingles and hashes them again for each question.

fails: size
"""


class LiveSketch:
    def __init__(self, hashes):
        self.hashes, self.shingles = hashes, {}

    def extend(self, stream, shingles):
        self.shingles.setdefault(stream, set()).update(shingles)

    def similarity(self, one, other):
        marks = []
        for stream in (one, other):
            if not self.shingles.get(stream):
                return 0.0
            marks.append([min((a * x + b) % 2_147_483_647 for x in self.shingles[stream]) for a, b in self.hashes])
        return sum(a == b for a, b in zip(*marks)) / len(self.hashes)
