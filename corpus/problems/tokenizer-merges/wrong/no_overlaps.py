"""Counts a run of one letter without overlaps, as str.count does.

fails: runs-of-a-letter
"""

from collections import Counter


def learn_merges(tags, merges):
    cut = {tag: list(tag) for tag in tags}
    learned = []
    while len(learned) < merges:
        counts = Counter()
        for tag, pieces in cut.items():
            i = 0
            while i + 1 < len(pieces):
                counts[pieces[i], pieces[i + 1]] += tags[tag]
                i += 2 if pieces[i : i + 2] == pieces[i + 1 : i + 3] else 1
        if not counts or max(counts.values()) < 2:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        learned.append(best)
        for pieces in cut.values():
            i = 0
            while i + 1 < len(pieces):
                if (pieces[i], pieces[i + 1]) == best:
                    pieces[i : i + 2] = ["".join(best)]
                i += 1
    return learned
