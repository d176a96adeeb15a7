"""NDCG and AUC when scores tie."""


def evaluate(scores: list[float], gains: list[int], k: int) -> tuple[float | None, float | None]:
    """NDCG at k and AUC of one report, each None where it is undefined."""
    ...
