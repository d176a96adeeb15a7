"""AUC within each user."""


def grouped_auc(users: list[int], scores: list[float], clicked: list[int]) -> float | None:
    """AUC of each user's own rows, averaged by the user's number of rows; None if no user has one."""
    ...
