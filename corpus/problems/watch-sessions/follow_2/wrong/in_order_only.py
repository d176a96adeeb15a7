"""Compares an event with the last session only, as in the stream.

fails: random
"""


class Timeline:
    def __init__(self, gap):
        self.gap, self.parts, self.seconds = gap, [], set()

    def add(self, start, end):
        self.seconds |= set(range(start, end))
        if self.parts and start - self.parts[-1][1] <= self.gap and self.parts[-1][0] - end <= self.gap:
            start, end = min(start, self.parts[-1][0]), max(end, self.parts.pop()[1])
            if self.parts and start - self.parts[-1][1] <= self.gap:
                start, end = self.parts[-1][0], max(end, self.parts.pop()[1])
        self.parts.append((start, end))
        self.parts.sort()

    def count(self):
        return len(self.parts)

    def watched(self):
        return len(self.seconds)
