"""Plots as SVG, coloured by the page's own variables so that light and dark both work; nothing is fetched.

Every plot has its numbers in words too (`aria-label` and titles): a picture alone tells a screen reader nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rubrics.scoring import Score


@dataclass(frozen=True)
class Area:
    """One axis: a name and its score."""

    name: str
    score: Score


@dataclass(frozen=True)
class Dot:
    """One session on a trend: when in words, its score, and what it may be joined with."""

    when: str
    title: str
    value: float
    low: float
    high: float
    joins: str
    """Dots are joined where this is the same: one judge, one kind of interview. Empty joins nothing."""


W, H, R, LETTER = 440, 260, 96, 8
"""In the units of the drawing; LETTER is what a letter of a name may take."""


def radar(areas: Sequence[Area]) -> str:
    """A shape over three areas or more, with its interval around it; bars where there are fewer."""
    known = [(a.name, a.score, a.score.value) for a in areas if a.score.value is not None]
    if len(known) < 3:
        return bars(areas)
    count = len(known)

    def at(n: int, share: float) -> tuple[float, float]:
        turn = 2 * math.pi * n / count - math.pi / 2
        return W / 2 + R * share * math.cos(turn), H / 2 + R * share * math.sin(turn)

    def ring(shares: Sequence[float]) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(n, share) for n, share in enumerate(shares)))

    grid = "".join(f'<polygon class="sp-grid" points="{ring([share] * count)}"/>' for share in (0.25, 0.5, 0.75, 1))
    spokes = "".join(
        f'<line class="sp-grid" x1="{W / 2}" y1="{H / 2}" x2="{at(n, 1)[0]:.1f}" y2="{at(n, 1)[1]:.1f}"/>'
        for n in range(count)
    )
    highs, lows = ring([s.high for _, s, _ in known]), ring([s.low for _, s, _ in known][::1])
    reach = f'<path class="sp-reach" fill-rule="evenodd" d="M{_path(highs)}ZM{_path(lows)}Z"/>'
    shape = f'<polygon class="sp-shape" points="{ring([v for _, _, v in known])}"/>'
    words, ends = "", [at(n, 1.16)[1] for n in range(count)]
    for n, (name, score, value) in enumerate(known):
        x, y = at(n, 1.16)
        anchor = "middle" if abs(x - W / 2) < 8 else "start" if x > W / 2 else "end"
        words += (
            f'<text x="{x:.1f}" y="{y + 2:.1f}" text-anchor="{anchor}">{escape(_plain(name))}'
            f'<tspan class="sp-soft" x="{x:.1f}" dy="14">{value:.2f} ({score.low:.2f} to {score.high:.2f})</tspan></text>'
        )
    said = "; ".join(f"{_plain(name)} {value:.2f}" for name, _, value in known)
    return _figure("Score by area, 0 in the middle, 1 outside; the band is the 95 % interval", said, (0, min(ends) - 16, W, max(ends) - min(ends) + 40), grid + spokes + reach + shape + words)  # fmt: skip


def bars(areas: Sequence[Area]) -> str:
    """A bar an area, 0 to 1, with its interval; an area that could not be scored says so."""
    if not areas:
        return ""
    left = 20 + LETTER * max(len(_plain(area.name)) for area in areas)
    wide, step = W - left - 60, 30
    high = step * len(areas) + 8
    body, said = "", []
    for n, area in enumerate(areas):
        y, score = step * n + 8, area.score
        body += f'<text x="{left - 10}" y="{y + 14}" text-anchor="end">{escape(_plain(area.name))}</text>'
        body += f'<rect class="sp-track" x="{left}" y="{y + 3}" width="{wide}" height="14" rx="7"/>'
        if score.value is None:
            body += f'<text class="sp-soft" x="{left + 8}" y="{y + 14}">unscored</text>'
            said.append(f"{_plain(area.name)} unscored")
            continue
        body += (
            f'<rect class="sp-bar" x="{left}" y="{y + 3}" width="{max(3.0, score.value * wide):.1f}" height="14" rx="7"/>'
            f'<line class="sp-whisker" x1="{left + score.low * wide:.1f}" x2="{left + score.high * wide:.1f}" y1="{y + 10}" y2="{y + 10}"/>'
            f'<text class="sp-soft" x="{left + wide + 10}" y="{y + 14}">{score.value:.2f}</text>'
        )
        said.append(f"{_plain(area.name)} {score.value:.2f} ({score.low:.2f} to {score.high:.2f})")
    return _figure("Score by area with its 95 % interval", "; ".join(said), (0, 0, W, high), body)


def trend(dots: Sequence[Dot]) -> str:
    """Scores over sessions, oldest first; a line joins only those that may be compared."""
    if not dots:
        return ""
    wide, high, left, foot = 440, 230, 38, 34
    step = (wide - left - 44) / max(1, len(dots) - 1)

    def x(n: int) -> float:
        return left + 12 + (n * step if len(dots) > 1 else (wide - left - 44) / 2)

    def y(value: float) -> float:
        return high - foot - value * (high - foot - 12)

    body = "".join(
        f'<line class="sp-grid" x1="{left}" x2="{wide - 6}" y1="{y(v):.1f}" y2="{y(v):.1f}"/>'
        f'<text class="sp-soft" x="{left - 6}" y="{y(v) + 4:.1f}" text-anchor="end">{v:g}</text>'
        for v in (0, 0.25, 0.5, 0.75, 1)
    )
    last: dict[str, int] = {}
    for n, dot in enumerate(dots):
        if dot.joins and dot.joins in last:
            m = last[dot.joins]
            body += f'<line class="sp-trend" x1="{x(m):.1f}" y1="{y(dots[m].value):.1f}" x2="{x(n):.1f}" y2="{y(dot.value):.1f}"/>'
        last[dot.joins] = n
    every = max(1, -(-len(dots) // 6))
    for n, dot in enumerate(dots):
        hover = f"{dot.when}: {dot.value:.2f} ({dot.low:.2f} to {dot.high:.2f}), {dot.title}"
        body += (
            f'<line class="sp-whisker" x1="{x(n):.1f}" x2="{x(n):.1f}" y1="{y(dot.low):.1f}" y2="{y(dot.high):.1f}"/>'
            f'<circle class="sp-dot" cx="{x(n):.1f}" cy="{y(dot.value):.1f}" r="5"><title>{escape(hover)}</title></circle>'
        )
        if n % every == 0:
            body += (
                f'<text class="sp-soft" x="{x(n):.1f}" y="{high - 12}" text-anchor="middle">{escape(dot.when)}</text>'
            )
    said = "; ".join(f"{d.when} {d.value:.2f}" for d in dots)
    return _figure("Score of each session with its 95 % interval", said, (0, 0, wide, high), body)


def columns(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """Small counts, one column a day."""
    wide, high, foot = 440, 120, 24
    step, most = wide / max(1, len(counts)), max((n for _, n in counts), default=0) or 1
    body = ""
    for i, (name, n) in enumerate(counts):
        tall = (high - foot - 20) * n / most
        x = step * i
        body += (
            f'<rect class="{"sp-bar" if n else "sp-track"}" x="{x + 3:.1f}" y="{high - foot - max(tall, 2):.1f}" width="{step - 6:.1f}" '
            f'height="{max(tall, 2):.1f}" rx="2"><title>{escape(name)}: {n}</title></rect>'
        )
        if n:
            body += f'<text x="{x + step / 2:.1f}" y="{high - foot - tall - 5:.1f}" text-anchor="middle">{n}</text>'
        body += f'<text class="sp-soft" x="{x + step / 2:.1f}" y="{high - 6}" text-anchor="middle">{escape(name[-2:])}</text>'
    return _figure(title, "; ".join(f"{name} {n}" for name, n in counts if n) or "none", (0, 0, wide, high), body)


def _figure(title: str, said: str, box: tuple[float, float, float, float], body: str) -> str:
    view = " ".join(f"{n:g}" for n in box)
    return (
        f'<figure class="sp-figure"><figcaption>{escape(title)}</figcaption>'
        f'<svg viewBox="{view}" role="img" aria-label="{escape(f"{title}: {said}")}">{body}</svg></figure>'
    )


def _path(points: str) -> str:
    return "L".join(points.split(" "))


def _plain(name: str) -> str:
    return name.replace("-", " ")
