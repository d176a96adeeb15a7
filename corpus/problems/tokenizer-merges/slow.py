"""Counts everything again for every merge."""

from itertools import pairwise


def learn_merges(tags: dict[str, int], merges: int) -> list[tuple[str, str]]:
    """Up to so many merges in order; `tags` says how often each tag was used."""
    cut = {tag: list(tag) for tag in tags}
    learned = []
    for _ in range(merges):
        counts = {}
        for tag, pieces in cut.items():
            for pair in pairwise(pieces):
                counts[pair] = counts.get(pair, 0) + tags[tag]
        if max(counts.values(), default=0) < 2:
            break
        left, right = min(counts, key=lambda pair: (-counts[pair], pair))
        learned.append((left, right))
        for pieces in cut.values():
            i = 0
            while i + 1 < len(pieces):
                if pieces[i] == left and pieces[i + 1] == right:
                    pieces[i : i + 2] = [left + right]
                i += 1
    return learned
