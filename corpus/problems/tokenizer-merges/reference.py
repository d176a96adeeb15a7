"""An index from pair to tags, so that a merge rewrites only those; a heap whose stale entries are dropped when popped."""

from collections import Counter, defaultdict
from heapq import heapify, heappop, heappush
from itertools import pairwise


def learn_merges(tags: dict[str, int], merges: int) -> list[tuple[str, str]]:
    """Up to so many merges in order; `tags` says how often each tag was used."""
    pieces, weights = [list(tag) for tag in tags], list(tags.values())
    counts: Counter[tuple[str, str]] = Counter()
    where: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for at, weight in enumerate(weights):
        for pair in pairwise(pieces[at]):
            counts[pair] += weight
            where[pair].add(at)
    heap = [(-count, pair) for pair, count in counts.items()]
    heapify(heap)
    learned = []
    while heap and len(learned) < merges:
        count, pair = heappop(heap)
        if -count != counts[pair]:
            continue
        if -count < 2:
            break
        learned.append(pair)
        change: Counter[tuple[str, str]] = Counter()
        for at in where.pop(pair):
            after = glue(pieces[at], pair)
            if len(after) == len(pieces[at]):
                continue
            for old in pairwise(pieces[at]):
                change[old] -= weights[at]
            for new in pairwise(after):
                change[new] += weights[at]
                where[new].add(at)
            pieces[at] = after
        for one, more in change.items():
            if more:
                counts[one] += more
                heappush(heap, (-counts[one], one))
    return learned


def glue(pieces: list[str], pair: tuple[str, str]) -> list[str]:
    """The pair made one piece wherever it stands, from left to right."""
    out, i = [], 0
    while i < len(pieces):
        if i + 1 < len(pieces) and (pieces[i], pieces[i + 1]) == pair:
            out.append(pieces[i] + pieces[i + 1])
            i += 2
        else:
            out.append(pieces[i])
            i += 1
    return out
