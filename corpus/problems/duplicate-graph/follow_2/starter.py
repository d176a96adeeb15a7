"""Groups of near-duplicates with pairs that must stay apart."""


def representatives(
    views: dict[int, int], pairs: list[tuple[int, int, float]], least: float, blocked: list[tuple[int, int]]
) -> dict[int, int]:
    """As before; trusted pairs from the most similar down, skipping one that would put a blocked pair into one group."""
    ...
