"""Computes the similarity of all pairs, which finds too much and takes too long.

fails: whole-band
"""


def near_duplicates(docs, hashes, bands, least):
    sets, out = [set(doc) for doc in docs], []
    for i in range(len(sets)):
        for j in range(i + 1, len(sets)):
            if sets[i] and sets[j] and len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= least:
                out.append((i, j))
    return out
