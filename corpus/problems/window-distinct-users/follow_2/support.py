"""Lets several sketches see users, merges their dumps, and tells the estimates and sizes."""


def run(entry, groups):
    """`groups` is a list of servers, each a list of (first user, how many, step); all are merged into the first."""
    sketches, sizes = [], []
    for ranges in groups:
        sketch = entry()
        for first, many, step in ranges:
            for i in range(many):
                sketch.add(first + step * i)
        sketches.append(sketch)
    alone = [float(sketch.estimate()) for sketch in sketches]
    for sketch in sketches[1:]:
        data = sketch.dump()
        sizes.append(len(data) if isinstance(data, bytes) else None)
        sketches[0].merge(data)
    data = sketches[0].dump()
    sizes.append(len(data) if isinstance(data, bytes) else None)
    return {"alone": alone, "together": float(sketches[0].estimate()), "bytes": sizes}
