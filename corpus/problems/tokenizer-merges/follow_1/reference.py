"""A linked list of pieces and a heap of (rank, position); an entry counts only if both its pieces are still there."""

from heapq import heapify, heappop, heappush
from itertools import pairwise


def encode(text: str, merges: list[tuple[str, str]]) -> list[str]:
    """The pieces of the text; earlier merges come first, each applied from left to right."""
    rank = {pair: i for i, pair in enumerate(merges)}
    n = len(text)
    pieces: list[str] = list(text)
    after, before = list(range(1, n + 1)), list(range(-1, n - 1))
    heap = [(rank[pair], i) for i, pair in enumerate(pairwise(text)) if pair in rank]
    heapify(heap)
    while heap:
        order, i = heappop(heap)
        j = after[i]
        if j >= n or not pieces[i] or (pieces[i], pieces[j]) != merges[order]:
            continue
        pieces[i] += pieces[j]
        pieces[j] = ""
        after[i] = after[j]
        if after[i] < n:
            before[after[i]] = i
        for left, right in ((before[i], i), (i, after[i])):
            if left >= 0 and right < n and (pieces[left], pieces[right]) in rank:
                heappush(heap, (rank[pieces[left], pieces[right]], left))
    return [piece for piece in pieces if piece]
