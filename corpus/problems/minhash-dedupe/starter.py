"""Near-duplicate transcripts by MinHash."""

PRIME = 2_147_483_647


def near_duplicates(
    docs: list[list[int]], hashes: list[tuple[int, int]], bands: int, least: float
) -> list[tuple[int, int]]:
    """Pairs of positions that agree in a band and have a Jaccard similarity of at least `least`, sorted."""
    ...
