"""Every pair of every user."""


def grouped_auc(users: list[int], scores: list[float], clicked: list[int]) -> float | None:
    """AUC of each user's own rows, averaged by the user's number of rows; None if no user has one."""
    total, weight = 0.0, 0
    for user in set(users):
        own = [i for i, one in enumerate(users) if one == user]
        pairs = [
            (scores[i] > scores[j]) + (scores[i] == scores[j]) / 2
            for i in own
            for j in own
            if clicked[i] and not clicked[j]
        ]
        if pairs:
            total += sum(pairs) / len(pairs) * len(own)
            weight += len(own)
    return total / weight if weight else None
