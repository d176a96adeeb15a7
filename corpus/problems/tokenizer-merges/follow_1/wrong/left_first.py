"""Glues from the left whatever has a merge, instead of the earliest merge.

fails: earlier-merge-first
"""


def encode(text, merges):
    known, pieces = set(merges), []
    for letter in text:
        pieces.append(letter)
        while len(pieces) > 1 and (pieces[-2], pieces[-1]) in known:
            last = pieces.pop()
            pieces[-1] += last
    return pieces
