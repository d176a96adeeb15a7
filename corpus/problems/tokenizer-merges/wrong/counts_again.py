"""Right, but counts all pairs again for each merge.

fails: size
"""

from collections import Counter


def learn_merges(tags, merges):
    cut = {tag: list(tag) for tag in tags}
    learned = []
    while len(learned) < merges:
        counts = Counter()
        for tag, pieces in cut.items():
            for i in range(len(pieces) - 1):
                counts[pieces[i], pieces[i + 1]] += tags[tag]
        if not counts:
            break
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        if counts[best] < 2:
            break
        learned.append(best)
        for pieces in cut.values():
            i = 0
            while i + 1 < len(pieces):
                if (pieces[i], pieces[i + 1]) == best:
                    pieces[i : i + 2] = ["".join(best)]
                i += 1
    return learned
