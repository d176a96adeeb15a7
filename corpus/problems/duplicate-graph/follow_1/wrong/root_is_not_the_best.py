"""Returns the root of the set, which union by size chooses.

fails: ties
"""


class DuplicateGroups:
    def __init__(self, views):
        self.views, self.root, self.size = views, {v: v for v in views}, dict.fromkeys(views, 1)

    def of(self, video):
        while self.root[video] != video:
            video = self.root[video]
        return video

    def link(self, a, b):
        a, b = self.of(a), self.of(b)
        if a != b:
            if (self.size[a], self.views[a]) < (self.size[b], self.views[b]):
                a, b = b, a
            self.root[b] = a
            self.size[a] += self.size[b]
