"""Tests of encode."""

from corpus.problem_tests import Check, call


def checks(rng):
    """In the order they are run; the first is shown to the candidate."""
    yield Check(
        "example",
        "visible",
        "l and a first, then la with la.",
        [call("xlalala", [("l", "a"), ("la", "la")]).gives(["x", "lala", "la"])],
    )
    yield Check(
        "nothing-applies",
        "edge",
        "An empty text has no pieces; without a fitting merge the letters stay.",
        [
            call("", [("a", "b")]).gives([]),
            call("abc", []).gives(["a", "b", "c"]),
            call("b", [("a", "b")]).gives(["b"]),
        ],
    )
    yield Check(
        "earlier-merge-first",
        "edge",
        "The earlier merge is applied first, even where a later one stands further left or would be longer.",
        [
            call("abc", [("b", "c"), ("a", "b")]).gives(["a", "bc"]),
            call("abcd", [("c", "d"), ("a", "b"), ("ab", "c")]).gives(["ab", "cd"]),
        ],
    )
    yield Check(
        "left-to-right",
        "edge",
        "In a run of one letter the leftmost pairs are glued.",
        [
            call("aaaaa", [("a", "a")]).gives(["aa", "aa", "a"]),
            call("aaaaaaa", [("a", "a"), ("aa", "aa")]).gives(["aaaa", "aa", "a"]),
        ],
    )
    yield Check(
        "same-piece-two-ways",
        "edge",
        "A piece counts by its letters, however it was made.",
        [call("abcabcd", [("a", "b"), ("b", "c"), ("ab", "c"), ("abc", "d")]).gives(["abc", "abcd"])],
    )
    yield Check(
        "random",
        "random",
        "A small random text, against applying one merge at a time.",
        [
            call("".join(rng.choices("aab", k=rng.randint(1, 14))), merges(rng, "ab", rng.randint(1, 6)))
            for _ in range(200)
        ],
    )
    yield Check(
        "size",
        "size",
        "60,000 letters and 2,000 merges have to take seconds at most: not one pass per merge.",
        [growth(60_000, rng), call("ab" * 30_000, chain("ab", 15))],
    )


def merges(rng, letters, many):
    """Merges built from letters and earlier results, none twice."""
    known, made = list(letters), []
    while len(made) < many:
        pair = (rng.choice(known), rng.choice(known))
        if pair not in made:
            made.append(pair)
            known.append("".join(pair))
    return made


def chain(piece, many):
    """Doubles a piece again and again."""
    made = [(piece[0], piece[1])]
    for _ in range(many):
        made.append((piece, piece))
        piece += piece
    return made


def growth(n, rng):
    """n letters of a large alphabet, 2,000 merges of them and of their results."""
    letters = [chr(0x4E00 + i) for i in range(60)]
    pairs = [(a, b) for a in letters for b in letters]
    rng.shuffle(pairs)
    made = pairs[:1600]
    made += list({(a + b, rng.choice(letters)): None for a, b in made[:400]})
    return call("".join(rng.choices(letters, k=n)), made)
