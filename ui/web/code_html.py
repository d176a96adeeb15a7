"""The pieces of the Code screen as HTML. Everything a candidate or a problem wrote goes through `escape`."""

import math
from html import escape

from agent.coding_records import Checked
from ui.web.code_desks import Page

WIDTH, HEIGHT, LEFT, BOTTOM = 520, 240, 64, 40
EMPTY = (
    '<p class="code-soft">Run the examples, or submit: each test shows here, and how the time of your code grows.</p>'
)


def statement(page: Page) -> str:
    """The task, or the follow-up that is asked."""
    stage = f'<span class="code-chip">follow-up {page.stage}</span>' if page.stage else ""
    return (
        f'<article class="code-card"><header><h2>{escape(page.title)}</h2>{stage}</header>'
        f'<p class="code-soft">{escape(page.meta)}</p><p>{escape(page.statement)}</p>'
        f"<pre><code>{escape(page.signature)}</code></pre></article>"
    )


def thread(page: Page) -> str:
    """What was said, oldest first; a screen reader hears what is added."""
    names = {"you": "You", "interviewer": "Interviewer"}
    said = "".join(
        f'<li class="code-{who}"><b>{names[who]}</b><p>{escape(text)}</p></li>' for who, text in page.thread[-12:]
    )
    hello = '<li class="code-interviewer"><b>Interviewer</b><p>Ask what is open, say how you would go about it, then code.</p></li>'
    return f'<ol class="code-thread" role="log" aria-label="What was said">{said or hello}</ol>'


def results(page: Page) -> str:
    """The tests of the last submission, and the plot of its growth."""
    if not page.coded.checks and not page.coded.broken:
        return EMPTY
    return checks(page.coded.checks, page.coded.broken) + growth(page.coded.growth, page.coded.seconds)


def checks(found: tuple[Checked, ...], broken: str = "") -> str:
    """A line a test; one that failed says why, with the input that shows it."""
    passed = sum(check.passed is True for check in found)
    head = f"<h3>{passed} of {len(found)} tests pass</h3>" if found else f"<p>{escape(broken)}</p>"
    return f'<section class="code-tests" role="status">{head}<ul>{"".join(map(_check, found))}</ul></section>'


def _check(check: Checked) -> str:
    mark, word = {True: ("✓", "passed"), False: ("✗", "failed"), None: ("·", "not run")}[check.passed]
    line = f'<span aria-hidden="true">{mark}</span> <span class="sr">{word}: </span>{escape(check.name)}'
    if check.passed is not False:
        return f'<li class="is-{word.replace(" ", "-")}">{line}</li>'
    rows = (("input", check.given), ("wanted", check.expected), ("got", check.got or check.why))
    shown = "".join(f"<dt>{name}</dt><dd><code>{escape(text)}</code></dd>" for name, text in rows if text)
    return f'<li class="is-failed">{line}<p>{escape(check.says)}</p><dl>{shown}</dl></li>'


def growth(said: str, seconds: tuple[tuple[int, float], ...]) -> str:
    """How time grows with n, on two logarithmic scales, beside the slopes of n and n²."""
    if not said:
        return ""
    plot = _plot(seconds) if len(seconds) > 1 else ""
    return f'<section class="code-growth"><h3>Growth</h3><p>{escape(said)}</p>{plot}</section>'


def _plot(seconds: tuple[tuple[int, float], ...]) -> str:
    xs = [math.log2(n) for n, _ in seconds]
    ys = [math.log10(max(s, 1e-9)) for _, s in seconds]
    low, high = min(ys) - 0.15, max(*ys, ys[0] + (xs[-1] - xs[0]) * math.log10(2)) + 0.15

    def at(x: float, y: float) -> str:
        across = LEFT + (x - xs[0]) / (xs[-1] - xs[0]) * (WIDTH - LEFT - 24)
        return f"{across:.1f},{HEIGHT - BOTTOM - (y - low) / (high - low) * (HEIGHT - BOTTOM - 16):.1f}"

    def guide(power: int) -> str:
        most = min(xs[-1], xs[0] + (high - ys[0]) / (power * math.log10(2)))
        x, _, y = at(most, ys[0] + power * (most - xs[0]) * math.log10(2)).partition(",")
        return (
            f'<polyline class="guide" points="{at(xs[0], ys[0])} {x},{y}"/>'
            f'<text class="guide" x="{float(x) - 6:.1f}" y="{max(14.0, float(y) - 6):.1f}" text-anchor="end">{"n" if power == 1 else "n²"}</text>'
        )

    points = [at(x, y) for x, y in zip(xs, ys, strict=True)]
    dots = "".join('<circle cx="{}" cy="{}" r="4"/>'.format(*point.split(",")) for point in points)
    ticks = "".join(
        f'<text x="{point.split(",")[0]}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{_count(n)}</text>'
        for point, (n, _) in zip(points, seconds, strict=True)
    )
    sides = "".join(
        f'<text x="{LEFT - 10}" y="{float(at(xs[0], y).partition(",")[2]) + 4:.1f}" text-anchor="end">{_time(10**y)}</text>'
        for y in (ys[0], ys[-1])
    )
    told = ", ".join(f"{_time(s)} at n = {_count(n)}" for n, s in seconds)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="CPU time of one call: {told}">'
        f"{guide(1)}{guide(2)}"
        f'<polyline class="line" points="{" ".join(points)}"/>{dots}{ticks}{sides}'
        f'<text x="{LEFT - 10}" y="{HEIGHT - BOTTOM + 20}" text-anchor="end">n =</text></svg>'
    )


def _count(n: int) -> str:
    return f"{n / 1000:g}k" if n >= 1000 else str(n)


def _time(seconds: float) -> str:
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def left(times: int) -> str:
    """How often the window was left: as an interviewer would see it."""
    said = (
        "You stayed in this window." if not times else f"You left this window {times} time{'s' if times != 1 else ''}."
    )
    return f'<p class="code-left" role="status">{said} It is counted as in the real thing, and never scored.</p>'
