"""One AUC over all rows, which also compares users with each other.

fails: across-users
"""


def grouped_auc(users, scores, clicked):
    good = [score for score, click in zip(scores, clicked) if click]
    bad = [score for score, click in zip(scores, clicked) if not click]
    wins = sum((a > b) + (a == b) / 2 for a in good for b in bad)
    return wins / len(good) / len(bad) if good and bad else None
