"""Compares the bands of all pairs."""

PRIME = 2_147_483_647


def near_duplicates(
    docs: list[list[int]], hashes: list[tuple[int, int]], bands: int, least: float
) -> list[tuple[int, int]]:
    """Pairs of positions that agree in a band and have a Jaccard similarity of at least `least`, sorted."""
    rows, out = len(hashes) // bands, []
    marks = [[min(((a * x + b) % PRIME for x in doc), default=None) for a, b in hashes] for doc in docs]
    for i in range(len(docs)):
        for j in range(i + 1, len(docs)):
            meet = any(marks[i][at : at + rows] == marks[j][at : at + rows] for at in range(0, len(hashes), rows))
            union = set(docs[i]) | set(docs[j])
            if docs[i] and docs[j] and meet and len(set(docs[i]) & set(docs[j])) / len(union) >= least:
                out.append((i, j))
    return out
