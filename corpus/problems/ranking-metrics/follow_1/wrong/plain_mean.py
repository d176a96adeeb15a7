"""Takes the plain mean over users, so a user with two rows weighs as much as one with two hundred.

fails: weights
"""


def grouped_auc(users, scores, clicked):
    values = []
    for user in set(users):
        good = [s for u, s, c in zip(users, scores, clicked) if u == user and c]
        bad = [s for u, s, c in zip(users, scores, clicked) if u == user and not c]
        if good and bad:
            values.append(sum((a > b) + (a == b) / 2 for a in good for b in bad) / len(good) / len(bad))
    return sum(values) / len(values) if values else None
