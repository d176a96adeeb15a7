"""Takes the longest known piece from the left, which ignores the order of the merges.

fails: earlier-merge-first
"""


def encode(text, merges):
    known = {left + right for left, right in merges}
    longest = max(map(len, known), default=1)
    pieces, i = [], 0
    while i < len(text):
        size = next((s for s in range(longest, 1, -1) if text[i : i + s] in known and i + s <= len(text)), 1)
        pieces.append(text[i : i + size])
        i += size
    return pieces
