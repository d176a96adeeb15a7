"""Joins two groups for a pair by renaming all members."""


def representatives(views: dict[int, int], pairs: list[tuple[int, int, float]], least: float) -> dict[int, int]:
    """For every video the id of the one that represents its group."""
    name = {video: video for video in views}
    for a, b, similarity in pairs:
        if similarity >= least:
            old, new = name[a], name[b]
            name = {video: new if group == old else group for video, group in name.items()}
    return {
        video: sorted((one for one in views if name[one] == name[video]), key=lambda one: (-views[one], one))[0]
        for video in views
    }
