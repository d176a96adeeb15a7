"""Keeps duplicates too, so that chains of small changes are followed.

fails: not-kept
"""


class Deduper:
    def __init__(self, hashes, bands, least):
        self.hashes, self.rows, self.least, self.docs = hashes, len(hashes) // bands, least, []

    def add(self, doc):
        marks = [min((a * x + b) % 2_147_483_647 for x in doc) for a, b in self.hashes] if doc else []
        answer = None
        for at, (theirs, other) in enumerate(self.docs):
            meet = any(marks[k : k + self.rows] == theirs[k : k + self.rows] for k in range(0, len(marks), self.rows))
            if doc and other and meet and len(set(doc) & other) / len(set(doc) | other) >= self.least:
                answer = at
                break
        self.docs.append((marks, set(doc)))
        return answer
