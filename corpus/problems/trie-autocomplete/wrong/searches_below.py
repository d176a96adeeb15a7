"""Right, but collects everything below the prefix at each lookup.

fails: size
"""


class Suggest:
    def __init__(self, k):
        self.k, self.root, self.counts = k, {}, {}

    def add(self, query, times):
        self.counts[query] = self.counts.get(query, 0) + times
        node = self.root
        for letter in query:
            node = node.setdefault(letter, {})
        node[""] = query

    def top(self, prefix):
        node = self.root
        for letter in prefix:
            if letter not in node:
                return []
            node = node[letter]
        found, left = [], [node]
        while left:
            for letter, below in left.pop().items():
                if letter:
                    left.append(below)
                else:
                    found.append(below)
        return sorted(found, key=lambda query: (-self.counts[query], query))[: self.k]
