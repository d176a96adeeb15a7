"""Rows by user first; inside a user the same sorted walk, so that pairs across users never count."""

from collections import defaultdict
from itertools import groupby


def grouped_auc(users: list[int], scores: list[float], clicked: list[int]) -> float | None:
    """AUC of each user's own rows, averaged by the user's number of rows; None if no user has one."""
    rows = defaultdict(list)
    for user, score, click in zip(users, scores, clicked, strict=True):
        rows[user].append((score, click))
    total, weight = 0.0, 0
    for own in rows.values():
        one = auc(own)
        if one is not None:
            total += one * len(own)
            weight += len(own)
    return total / weight if weight else None


def auc(rows: list[tuple[float, int]]) -> float | None:
    """Half a win for equal scores; None with one class only."""
    wins, below, positives = 0.0, 0, 0
    for _, block in groupby(sorted(rows), key=lambda row: row[0]):
        labels = [click for _, click in block]
        good = sum(labels)
        wins += good * (below + (len(labels) - good) / 2)
        below += len(labels) - good
        positives += good
    return wins / (positives * below) if positives and below else None
