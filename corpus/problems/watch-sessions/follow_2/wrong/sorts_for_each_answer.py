"""Right, but goes through all events for each answer.

fails: size
"""


class Timeline:
    def __init__(self, gap):
        self.gap, self.events = gap, []

    def add(self, start, end):
        self.events.append((start, end))
        self.events.sort()

    def _parts(self, gap):
        parts = []
        for start, end in self.events:
            if parts and start - parts[-1][1] <= gap:
                parts[-1][1] = max(parts[-1][1], end)
            else:
                parts.append([start, end])
        return parts

    def count(self):
        return len(self._parts(self.gap))

    def watched(self):
        return sum(end - start for start, end in self._parts(0))
