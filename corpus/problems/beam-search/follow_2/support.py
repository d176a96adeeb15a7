"""A model whose next row depends on everything so far; only the cache knows that. One call a round is allowed, as many as said."""


class Cache:
    """What the model remembers of one caption."""

    def __init__(self, place):
        self._place = place


def run(entry, rows, width, limit, allowed):
    """The cache holds an index into `rows`; each token moves it on."""
    calls = 0

    def step(caches, tokens):
        nonlocal calls
        calls += 1
        if calls > allowed:
            raise RuntimeError(f"step was called more than {allowed} times")
        if len(caches) != len(tokens):
            raise ValueError("as many caches as tokens are needed")
        places = [(3 * cache._place + token + 1) % len(rows) for cache, token in zip(caches, tokens, strict=True)]
        return [list(rows[place]) for place in places], [Cache(place) for place in places]

    return entry(step, Cache(0), width, limit)
