"""Finds the shortest cut and then prices that.

fails: longer-is-cheaper
"""


def cheapest_cut(ids, seconds):
    for length in range(len(ids) + 1):
        prices = []
        for start in range(len(ids) - length + 1):
            left = ids[:start] + ids[start + length :]
            if len(set(left)) == len(left):
                prices.append(sum(seconds[start : start + length]))
        if prices:
            return min(prices)
    return 0
