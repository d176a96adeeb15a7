"""Union-find with vetoes: a root keeps the roots it must not meet; on a union the smaller veto set moves."""


def representatives(
    views: dict[int, int], pairs: list[tuple[int, int, float]], least: float, blocked: list[tuple[int, int]]
) -> dict[int, int]:
    """As before; trusted pairs from the most similar down, skipping one that would put a blocked pair into one group."""
    root = {video: video for video in views}
    best = {video: (-seen, video) for video, seen in views.items()}
    veto: dict[int, set[int]] = {video: set() for video in views}
    for a, b in blocked:
        veto[a].add(b)
        veto[b].add(a)

    def find(video: int) -> int:
        while root[video] != video:
            root[video] = root[root[video]]
            video = root[video]
        return video

    trusted = [pair for pair in pairs if pair[2] >= least]
    for one, other, _ in sorted(trusted, key=lambda pair: -pair[2]):
        a, b = find(one), find(other)
        if a == b or b in veto[a]:
            continue
        if len(veto[a]) < len(veto[b]):
            a, b = b, a
        root[b] = a
        best[a] = min(best[a], best[b])
        for enemy in veto.pop(b):
            veto[enemy].discard(b)
            veto[enemy].add(a)
            veto[a].add(enemy)
    return {video: best[find(video)][1] for video in views}
