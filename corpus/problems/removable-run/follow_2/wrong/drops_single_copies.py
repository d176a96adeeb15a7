"""Drops the cheaper copies one by one, as if many cuts were allowed.

fails: longer-is-cheaper
"""


def cheapest_cut(ids, seconds):
    dearest, lost = {}, 0
    for one, price in zip(ids, seconds):
        lost += min(price, dearest[one]) if one in dearest else 0
        dearest[one] = max(price, dearest.get(one, 0))
    return lost
