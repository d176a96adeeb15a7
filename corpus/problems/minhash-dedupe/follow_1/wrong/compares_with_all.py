"""Right, but compares signatures with every kept document.

fails: size
"""


class Deduper:
    def __init__(self, hashes, bands, least):
        self.hashes, self.rows, self.least = hashes, len(hashes) // bands, least
        self.kept, self.came = [], -1

    def add(self, doc):
        self.came += 1
        if not doc:
            return None
        marks = [min((a * x + b) % 2_147_483_647 for x in doc) for a, b in self.hashes]
        for at, theirs, other in self.kept:
            if any(marks[k : k + self.rows] == theirs[k : k + self.rows] for k in range(0, len(marks), self.rows)):
                if len(set(doc) & other) / len(set(doc) | other) >= self.least:
                    return at
        self.kept.append((self.came, marks, set(doc)))
        return None
