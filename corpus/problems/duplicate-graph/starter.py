"""One representative for each group of near-duplicates."""


def representatives(views: dict[int, int], pairs: list[tuple[int, int, float]], least: float) -> dict[int, int]:
    """For every video the id of the one that represents its group; pairs are (id, id, similarity)."""
    ...
