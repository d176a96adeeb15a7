"""A before and after against what it was called: `25%`, `two points`, `halved`."""

import re
from collections.abc import Iterator, Sequence

from agent.claims.fault import BOUND, CHANGED, HEDGE, RANK, TIME, Fault, after_of, apart, fault, noun, rounding
from agent.claims.metrics import fits
from agent.claims.numbers import numbers
from agent.claims.units import CHANGE, FAMILIES
from agent.claims.wording import ask, figure
from agent.state import Claim

CLOSE = 120
"""Characters between a before-and-after and the percentage that describes it."""
_FASTER = re.compile(r"faster|quicker|speed|slower", re.I)
_FIGURE = rf"(?:\d|(?:of|in|on|to|{CHANGE}|half|third|quarter|an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twelve|eleven|\w+ty)\b)"
_ABOUT_ELSE = re.compile(
    rf"\b(?:{CHANGE}|halved|doubled|tripled|trebled|quadrupled)\b(?:\s+(?:in|of|on))?(?:\s+(?:the|our|its|total|their))?\s+(?!{_FIGURE})([\w-]+(?: [\w-]+)?)$",
    re.I,
)


_MEANT: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\bcheaper\b", re.I), frozenset({"$"})),
    (re.compile(r"\b(?:faster|slower|quicker|shorter|longer)\b", re.I), frozenset({*TIME, "qps", ""})),
    (re.compile(r"\b(?:smaller|larger|bigger)\b", re.I), frozenset({*FAMILIES[1], "items", "users", "$", "%", ""})),
)
"""Words that only fit some units: "92 to 74 ms, and 12% cheaper" speaks of two things."""


def changes(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """A before and after against the percentage, the points or the multiple it was called."""
    pairs = [c for c in claims if c.before and c.before > 0 and after_of(c) > 0]
    called = [c for c in claims if c.before is None and c.unit in ("%", "pp", "x") and after_of(c)]
    for change in called:
        elsewhere = _ABOUT_ELSE.search(change.text)
        for pair in _described(pairs, change):
            if new not in (pair.turn, change.turn):
                continue
            if any(word.search(change.text) and pair.unit not in units for word, units in _MEANT):
                continue
            ahead = (
                change.turn == pair.turn and change.start < pair.start and not pair.metric
            )  # "halved the number of pages, from"
            if elsewhere and not ahead and elsewhere.group(1).lower().rstrip("s") not in pair.metric.lower():
                continue
            says = _multiple(pair, change) if change.unit == "x" else _share(pair, change)
            if says:
                yield fault("change", says, change, pair, new)


def _described(pairs: Sequence[Claim], change: Claim) -> Iterator[Claim]:
    """The pairs a change speaks of: the only one close by, or one of exactly its name."""
    ahead = 25 if change.unit == "x" else 10  # "halved the latency, from 90 to 60"
    close = [
        p for p in pairs if p.turn == change.turn and apart(p, change) <= (CLOSE if change.start > p.start else ahead)
    ]
    if len(close) == 1 and CHANGED.search(change.text) and not change.metric.startswith(("expected", "share of")):
        pair = close[0]
        if change.metric and not pair.metric and change.start > pair.end and apart(pair, change) > 12:
            return  # "from 62% to 66%. Cost is down 18%": the second speaks of its own
        if not pair.metric and not fits(change.metric, pair.unit):
            return  # "from 80k to 60k tokens and lost 0.4% of accuracy"
        same = not change.metric or not pair.metric or noun(change.metric) == noun(pair.metric) or _about(change, pair)
        if same and (change.metric or pair.metric == "" or apart(pair, change) <= 60):
            yield pair
        return
    for pair in pairs:
        equal = change.metric.lower() == pair.metric.lower() != ""
        if pair.turn != change.turn and equal and RANK.search(pair.metric) and CHANGED.search(change.text):
            yield pair


def _about(change: Claim, pair: Claim) -> bool:
    """Whether a change is said of what a rate counts: `the bounce rate …, so bounces are down`."""
    words = [word.rstrip("s") for word in pair.metric.lower().split()]
    return words[-1:] == ["rate"] and change.metric.lower().split()[0].rstrip("s") in words


def _share(pair: Claim, change: Claim) -> str:
    before, after, claimed = pair.before or 1.0, after_of(pair), abs(after_of(change))
    blur = _blur(pair, after / before)
    relative = [abs(after - before) / before * 100]
    if _FASTER.search(change.text):  # 25% faster may be counted from the new time
        relative.append(abs(after - before) / after * 100)
    scale = 1.0 if pair.unit == "%" else 100.0 if pair.unit == "" and max(before, after) <= 1.5 else None
    points = abs(after - before) * scale if scale else None
    meant = [points] if change.unit == "pp" and points is not None else relative if change.unit == "%" else []
    slack = rounding(change) * claimed
    for actual in meant:
        room = max(0.15 * max(claimed, actual), slack + min(blur, 0.3 * actual), 0.05)
        if abs(claimed - actual) <= room or _within(change.text, claimed, actual):
            return ""
    if not meant:
        return ""
    said = {"before": _plain(pair, before), "after": figure(after, pair.unit), "claimed": _called(change)}
    share = figure(float(f"{relative[0]:.3g}"), "%")
    if points is not None:
        other = points if change.unit == "%" else relative[0]
        score = figure(float(f"{points:.2g}"), "pp")
        if abs(claimed - other) <= 0.3 * other:
            return ask("points", **said, points=score, actual=share)
        if change.unit == "pp":
            return ask("change", **said, actual=score)
    return ask("change", **said, actual=share)


def _blur(pair: Claim, ratio: float) -> float:
    """The points of percent that the last digits of a before and an after leave open."""
    shares = [n.step / abs(n.value) for n in numbers(pair.text) if n.value]
    if len(shares) != 2 or HEDGE.search(pair.text):
        return min(0.2, rounding(pair)) * 100
    return 100 * min(1.0, ratio) * min(0.3, sum(shares))


def _called(change: Claim) -> str:
    return re.sub(r"^(?:that['’]s|that is|which is|meaning)\s+", "", change.text, flags=re.I)


def _within(text: str, claimed: float, actual: float) -> bool:
    """`more than 10%` is true of 19.6."""
    low = re.search(r"\b(?:under|less than|at most|up to|below)\b|[≤<]", text, re.I)
    return bool(BOUND.search(text)) and (actual <= claimed if low else claimed <= actual <= 2.5 * claimed)


def _multiple(pair: Claim, change: Claim) -> str:
    before, after, claimed = pair.before or 1.0, after_of(pair), after_of(change)
    if claimed <= 0:
        return ""
    size = max(claimed, 1 / claimed)
    actual = max(before, after) / min(before, after)
    loose = 1.15 if HEDGE.search(change.text) or BOUND.search(change.text) else 1.0
    if 0.8 * size / loose <= actual <= (size + 1 if size >= 3 else 1.25 * size) * loose:
        return ""
    return ask(
        "change", before=_plain(pair, before), after=figure(after, pair.unit), claimed=_called(change),
        actual=f"a factor of {actual:.2g}",
    )  # fmt: skip


def _plain(pair: Claim, before: float) -> str:
    return figure(before, "$" if pair.unit == "$" else "%" if pair.unit == "%" else "")
