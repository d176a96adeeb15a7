"""Right, but makes one pass over the text for every merge.

fails: size
"""


def encode(text, merges):
    pieces = list(text)
    for left, right in merges:
        out = []
        for piece in pieces:
            if piece == right and out and out[-1] == left and (left != right or not isinstance(out[-1], Glued)):
                out[-1] = Glued(left + right)
            else:
                out.append(piece)
        pieces = [str(piece) for piece in out]
    return pieces


class Glued(str):
    """A piece made in this pass."""
