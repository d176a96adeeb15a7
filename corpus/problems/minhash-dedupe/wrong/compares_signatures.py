"""Right, but compares the signatures of all pairs.

fails: size
"""


def near_duplicates(docs, hashes, bands, least):
    rows, out = len(hashes) // bands, []
    sets = [set(doc) for doc in docs]
    marks = [[min((a * x + b) % 2_147_483_647 for x in doc) for a, b in hashes] if doc else None for doc in docs]
    for i, one in enumerate(marks):
        for j in range(i + 1, len(marks)):
            other = marks[j]
            if one and other and any(one[k : k + rows] == other[k : k + rows] for k in range(0, len(one), rows)):
                if len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= least:
                    out.append((i, j))
    return out
