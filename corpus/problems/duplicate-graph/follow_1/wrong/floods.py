"""Right, but searches the group for each question.

fails: size
"""


class DuplicateGroups:
    def __init__(self, views):
        self.views, self.near = views, {v: [] for v in views}

    def link(self, a, b):
        self.near[a].append(b)
        self.near[b].append(a)

    def of(self, video):
        seen, stack = {video}, [video]
        while stack:
            for other in self.near[stack.pop()]:
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        return min(seen, key=lambda one: (-self.views[one], one))
