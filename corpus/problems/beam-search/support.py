"""Builds step from a table of rows by last token; refuses more calls than are allowed."""


def run(entry, rows, width, limit, allowed, *more):
    """rows[-1] follows the empty caption, rows[-2] any token that has no row of its own."""
    calls = 0

    def step(tokens):
        nonlocal calls
        calls += 1
        if calls > allowed:
            raise RuntimeError(f"step was called more than {allowed} times")
        last = tokens[-1] if len(tokens) else -1
        return list(rows.get(last, rows.get(-2, [])))

    return entry(step, width, limit, *more)
