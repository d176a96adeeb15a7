"""Learn byte-pair merges."""


def learn_merges(tags: dict[str, int], merges: int) -> list[tuple[str, str]]:
    """Up to so many merges in order; `tags` says how often each tag was used."""
    ...
