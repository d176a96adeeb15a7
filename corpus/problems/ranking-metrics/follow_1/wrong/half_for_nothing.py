"""Gives users with one label an AUC of a half instead of leaving them out.

fails: one-class-users
"""

from collections import defaultdict


def grouped_auc(users, scores, clicked):
    rows = defaultdict(lambda: ([], []))
    for user, score, click in zip(users, scores, clicked):
        rows[user][click].append(score)
    total = 0
    for bad, good in rows.values():
        wins = sum((a > b) + (a == b) / 2 for a in good for b in bad)
        total += (len(good) + len(bad)) * (wins / len(good) / len(bad) if good and bad else 0.5)
    return total / len(users) if users else None
