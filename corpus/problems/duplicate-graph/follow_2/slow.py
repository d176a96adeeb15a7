"""Tries each union on a copy and looks at all blocked pairs."""


def representatives(
    views: dict[int, int], pairs: list[tuple[int, int, float]], least: float, blocked: list[tuple[int, int]]
) -> dict[int, int]:
    """As before; trusted pairs from the most similar down, skipping one that would put a blocked pair into one group."""
    name = {video: video for video in views}
    for a, b, similarity in sorted(pairs, key=lambda pair: -pair[2]):
        if similarity < least:
            continue
        trial = {video: name[b] if group == name[a] else group for video, group in name.items()}
        if not any(trial[x] == trial[y] for x, y in blocked):
            name = trial
    return {
        video: sorted((one for one in views if name[one] == name[video]), key=lambda one: (-views[one], one))[0]
        for video in views
    }
