"""Takes the length of the sessions as the seconds watched.

fails: pauses-are-not-watched
"""


class Timeline:
    def __init__(self, gap):
        self.gap, self.events = gap, []

    def add(self, start, end):
        self.events.append((start, end))

    def _parts(self):
        parts = []
        for start, end in sorted(self.events):
            if parts and start - parts[-1][1] <= self.gap:
                parts[-1][1] = max(parts[-1][1], end)
            else:
                parts.append([start, end])
        return parts

    def count(self):
        return len(self._parts())

    def watched(self):
        return sum(end - start for start, end in self._parts())
