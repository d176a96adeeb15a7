"""Draws the plots of the reports as SVG, so that a report is one file that opens offline, in light and in dark."""

from collections.abc import Sequence
from html import escape

W, H, LEFT, BOTTOM, TOP = 460, 320, 56, 44, 16


def _x(value: float) -> float:
    return LEFT + value * (W - LEFT - 16)


def _y(value: float) -> float:
    return H - BOTTOM - value * (H - BOTTOM - TOP)


def _frame(title: str, across: str, up: str, body: str) -> str:
    ticks = "".join(
        f'<text class="tick" x="{_x(t):.1f}" y="{H - BOTTOM + 16}" text-anchor="middle">{t:g}</text>'
        f'<text class="tick" x="{LEFT - 8}" y="{_y(t) + 4:.1f}" text-anchor="end">{t:g}</text>'
        f'<line class="grid" x1="{LEFT}" y1="{_y(t):.1f}" x2="{W - 16}" y2="{_y(t):.1f}"/>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {W} {H}" role="img" aria-label="{escape(title)}">'
        f'{ticks}{body}<text class="axis" x="{(LEFT + W - 16) / 2}" y="{H - 8}" text-anchor="middle">{escape(across)}</text>'
        f'<text class="axis" transform="translate(14 {(TOP + H - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">{escape(up)}</text>'
        "</svg></figure>"
    )


def scatter(title: str, across: str, up: str, points: Sequence[tuple[float, float, str]]) -> str:
    """Points (x, y, what to show on hover) on the unit square, with the line where both agree."""
    dots = "".join(
        f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="3"><title>{escape(t)}</title></circle>' for x, y, t in points
    )
    line = f'<line class="guide" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    return _frame(title, across, up, line + dots)


def reliability(title: str, bins: Sequence[tuple[float, float, int]]) -> str:
    """Stated chance against what happened, a bin each (stated, happened, n); area shows n."""
    most = max((n for _, _, n in bins), default=1)
    line = f'<line class="guide" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    dots = "".join(
        f'<circle class="bin" cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{4 + 12 * (n / most) ** 0.5:.1f}"><title>said {x:.2f}, '
        f"happened {y:.2f}, n {n}</title></circle>"
        for x, y, n in bins
    )
    return _frame(title, "chance the judge stated", "share that was so", line + dots)


def bars(title: str, rows: Sequence[tuple[str, float, float, float]]) -> str:
    """Horizontal bars from 0 to 1 with intervals: (label, value, low, high)."""
    high = 26 * len(rows) + 34
    body = "".join(
        f'<text class="label" x="150" y="{26 * i + 24}" text-anchor="end">{escape(label)}</text>'
        f'<rect class="bar" x="158" y="{26 * i + 12}" width="{max(0.0, value) * 270:.1f}" height="16" rx="3"/>'
        f'<line class="reach" x1="{158 + max(0.0, low) * 270:.1f}" y1="{26 * i + 20}" x2="{158 + high_ * 270:.1f}" y2="{26 * i + 20}"/>'
        f'<text class="tick" x="434" y="{26 * i + 24}">{value:.2f}</text>'
        for i, (label, value, low, high_) in enumerate(rows)
    )
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {W + 10} {high}" role="img" '
        f'aria-label="{escape(title)}">{body}</svg></figure>'
    )


def grid(title: str, across: str, up: str, labels: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """A confusion table: rows are `up`, columns are `across`; darker is more, and never so dark that its number is lost."""
    most = max((n for row in counts for n in row), default=1) or 1
    size = 54
    cells = "".join(
        f'<rect class="cell" style="opacity:{0.05 + 0.5 * n / most:.2f}" x="{70 + size * c}" y="{30 + size * r}" width="{size - 2}" '
        f'height="{size - 2}"/><text class="count" x="{70 + size * (c + 0.5):.0f}" y="{34 + size * (r + 0.5):.0f}" '
        f'text-anchor="middle">{n}</text>'
        for r, row in enumerate(counts)
        for c, n in enumerate(row)
    )
    heads = "".join(
        f'<text class="tick" x="{70 + size * (i + 0.5):.0f}" y="22" text-anchor="middle">{escape(label)}</text>'
        f'<text class="tick" x="62" y="{34 + size * (i + 0.5):.0f}" text-anchor="end">{escape(label)}</text>'
        for i, label in enumerate(labels)
    )
    edge = 30 + size * len(labels)
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {W} {edge + 26}" role="img" '
        f'aria-label="{escape(title)}">{cells}{heads}<text class="axis" x="180" y="{edge + 18}" text-anchor="middle">'
        f"{escape(across)} (across), {escape(up)} (down)</text></svg></figure>"
    )
