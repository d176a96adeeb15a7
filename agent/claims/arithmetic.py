"""Arithmetic that must hold among the claims of one project or question.

What honest rounding, a hedge, a tail percentile or another component explains is no fault: when unsure, nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from agent.claims.numbers import numbers
from agent.claims.units import CAPACITY, CHANGE, FAMILIES, VERB
from agent.claims.wording import ask, figure
from agent.state import Claim, Record

Kind = Literal[
    "change", "percentile-order", "littles-law", "rate-volume", "part-whole", "same-metric-two-values", "lift", "impossible",
]  # fmt: skip

CLOSE = 120
"""Characters between a before-and-after and the percentage that describes it."""
TIME = FAMILIES[0]
_HEDGE = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|some|maybe|circa|close to|like|a bit|just|or)\b|[~≈]|(?<=[\d%])\s*[-–—]\s*(?=\d)",
    re.I,
)
_BOUND = re.compile(r"\b(?:over|under|more than|less than|at least|at most|up to|below|above|well)\b|[≤≥<>]", re.I)
_CHANGE = re.compile(
    rf"\b(?:{CHANGE}|up|down|by|minus|plus|half|halved|doubled|tripled|trebled|quadrupled|twice|\w+fold)\b|^[+\-−–]",
    re.I,
)
_FASTER = re.compile(r"faster|quicker|speed|more|higher|larger|bigger|longer|up\b|slower", re.I)
_ABOUT_ELSE = re.compile(
    rf"\b(?:{CHANGE}|halved|doubled|tripled|trebled|quadrupled)\b(?:\s+(?:in|of|on))?(?:\s+(?:the|our|its|total|their))?\s+([\w-]+)$",
    re.I,
)
_MOVED = re.compile(rf"^{VERB}\b", re.I)
_RANK = re.compile(r"\bp(\d+(?:\.\d+)?)\b")
_UNSURE = re.compile(r"\b(?:expected|conditional|change in|worst|per|limit|cap|ceiling)\b")
_FLIGHT = re.compile(r"\bin[ -]flight|\bconcurrent", re.I)
_EACH = re.compile(r"\bper (?!s(?:ec(?:ond)?)?\b)|\beach\b", re.I)
_MACHINES = re.compile(rf"\b({CAPACITY})$", re.I)
_ASKED = re.compile(r"\b(?:requests?|queries|query|reqs?|calls|searches)\b", re.I)
_DAILY = re.compile(r"(?:\ba|per|each|every|/)\s*day$|\bdaily$", re.I)
_ONE = re.compile(
    r"\b(?:u?auc|auuc|ndcg|recall|precision|accuracy|f1|mrr|hit rate|hr@\d+|probability|likelihood|p-value|p value)\b",
    re.I,
)
_CAPPED = re.compile(
    r"\b(?:share of|recall|precision|accuracy|f1|u?auc|ndcg|probability|likelihood|ctr|cvr|uptime|availability|error[- ]rate|"
    r"retention|completion rates?|coverage|hit[- ]rate|win rate|false[- ](?:positive|negative)[- ]rate|fpr|fnr|tpr)\b",
    re.I,
)
_ONLINE = re.compile(
    r"\b(?:ctr|cvr|conversions?|watch[- ]time|retention|engagement|revenue|gmv|dau|mau|sales|session length|time spent|dwell time|"
    r"sign-?ups|click[- ]?through rates?|conversion rates?|completion rates?|roas|purchases)\b",
    re.I,
)


class Fault(Record):
    """Figures that cannot all be so. `says` is spoken: the sum and a question, never the remedy."""

    kind: Kind
    says: str
    quote: str
    """The candidate's words in the turn just heard."""
    other_quote: str = ""
    """The words they do not fit, when there are any."""
    turn: int


def faults(claims: Sequence[Claim], new: int) -> tuple[Fault, ...]:
    """What does not add up among the claims of one project, as far as turn `new` has part in it."""
    known = [c for c in claims if c.turn <= new and c.after is not None]
    found = [
        fault
        for rule in (_impossible, _changes, _percentiles, _flights, _volumes, _parts, _two_values, _lifts)
        for fault in rule(known, new)
    ]
    firm = [fault for fault in found if fault.kind != "lift"] or found
    return tuple({(f.kind, f.quote, f.other_quote): f for f in firm}.values())


def _fault(kind: Kind, says: str, one: Claim, other: Claim | None, new: int) -> Fault:
    """The quote is of the new turn, whichever of the two was said first."""
    if other is not None and one.turn != new:
        one, other = other, one
    return Fault(kind=kind, says=says, quote=one.text, other_quote=other.text if other else "", turn=new)


def _after(claim: Claim) -> float:
    return claim.after if claim.after is not None else 0.0


def _rounding(claim: Claim) -> float:
    """The share of its value that rounding may have moved a claim's figure by."""
    found = [n.step / abs(n.value) for n in numbers(claim.text) if n.value]
    return max(found, default=0.02) + (0.1 if _HEDGE.search(claim.text) else 0.0)


def _name(claim: Claim) -> str:
    """The metric as said in mid-sentence: `Watch time` in small letters, `CTR` as it is."""
    metric = claim.metric.removeprefix("expected ").removeprefix("conditional ")
    return metric[:1].lower() + metric[1:] if metric[1:].islower() else metric


def _base(metric: str) -> str:
    """The name without its percentile, for comparing p95 with p99."""
    return " ".join(_RANK.sub("", metric.lower()).split())


def _noun(metric: str) -> str:
    return _base(metric).split(" ")[-1].rstrip("s") if metric else ""


def _apart(one: Claim, other: Claim) -> int:
    """Characters between two claims of one turn."""
    first, second = sorted((one, other), key=lambda c: c.start)
    return max(0, second.start - first.end)


def _changes(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """A before and after against the percentage, the points or the multiple it was called."""
    pairs = [c for c in claims if c.before and c.before > 0 and _after(c) > 0]
    called = [c for c in claims if c.before is None and c.unit in ("%", "pp", "x") and _after(c)]
    for change in called:
        elsewhere = _ABOUT_ELSE.search(change.text)
        for pair in _described(pairs, change):
            if new not in (pair.turn, change.turn):
                continue
            if elsewhere and elsewhere.group(1).lower().rstrip("s") not in pair.metric.lower():
                continue
            fault = _multiple(pair, change) if change.unit == "x" else _share(pair, change)
            if fault:
                yield _fault("change", fault, change, pair, new)


def _described(pairs: Sequence[Claim], change: Claim) -> Iterator[Claim]:
    """The pairs a change speaks of: the only one close by, or one of exactly its name."""
    ahead = 25 if change.unit == "x" else 10  # "halved the latency, from 90 to 60"
    close = [
        p for p in pairs if p.turn == change.turn and _apart(p, change) <= (CLOSE if change.start > p.start else ahead)
    ]
    if len(close) == 1 and _CHANGE.search(change.text) and not change.metric.startswith(("expected", "share of")):
        pair = close[0]
        same = not change.metric or not pair.metric or _noun(change.metric) == _noun(pair.metric)
        if same and (change.metric or pair.metric == "" or _apart(pair, change) <= 60):
            yield pair
        return
    for pair in pairs:
        equal = change.metric.lower() == pair.metric.lower() != ""
        if pair.turn != change.turn and equal and _RANK.search(pair.metric) and _CHANGE.search(change.text):
            yield pair


def _share(pair: Claim, change: Claim) -> str:
    before, after, claimed = pair.before or 1.0, _after(pair), abs(_after(change))
    blur = min(0.2, _rounding(pair)) * 100
    relative = [abs(after - before) / before * 100]
    if _FASTER.search(change.text):  # 25% faster may be counted from the new time
        relative.append(abs(after - before) / after * 100)
    scale = 1.0 if pair.unit == "%" else 100.0 if pair.unit == "" and max(before, after) <= 1.5 else None
    points = abs(after - before) * scale if scale else None
    meant = [points] if change.unit == "pp" and points is not None else relative if change.unit == "%" else []
    slack = _rounding(change) * claimed
    for actual in meant:
        room = max(0.15 * max(claimed, actual), slack + min(blur, 0.3 * actual), 0.05)
        if abs(claimed - actual) <= room or _within(change.text, claimed, actual):
            return ""
    if not meant:
        return ""
    said = {"before": _plain(pair, before), "after": figure(after, pair.unit), "claimed": change.text}
    if points is not None:
        return ask("points", **said, points=figure(float(f"{points:.2g}"), "pp"), actual=f"{relative[0]:.3g}%")
    return ask("change", **said, actual=f"{relative[0]:.3g}%")


def _within(text: str, claimed: float, actual: float) -> bool:
    """`more than 10%` is true of 19.6."""
    low = re.search(r"\b(?:under|less than|at most|up to|below)\b|[≤<]", text, re.I)
    return bool(_BOUND.search(text)) and (actual <= claimed if low else claimed <= actual <= 2.5 * claimed)


def _multiple(pair: Claim, change: Claim) -> str:
    before, after, claimed = pair.before or 1.0, _after(pair), _after(change)
    if claimed <= 0:
        return ""
    size = max(claimed, 1 / claimed)
    actual = max(before, after) / min(before, after)
    loose = 1.15 if _HEDGE.search(change.text) or _BOUND.search(change.text) else 1.0
    if 0.8 * size / loose <= actual <= (size + 1 if size >= 3 else 1.25 * size) * loose:
        return ""
    return ask(
        "change", before=_plain(pair, before), after=figure(after, pair.unit), claimed=change.text,
        actual=f"a factor of {actual:.2g}",
    )  # fmt: skip


def _plain(pair: Claim, before: float) -> str:
    return figure(before, "$" if pair.unit == "$" else "%" if pair.unit == "%" else "")


def _seconds(claim: Claim, value: float) -> float:
    return value * TIME.get(claim.unit, 1.0)


def _percentiles(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """The p99 of a thing below its p95."""
    ranked = [(float(m.group(1)), c) for c in claims if (m := _RANK.search(c.metric)) and not _UNSURE.search(c.metric)]
    for n, (one_rank, one) in enumerate(ranked):
        for other_rank, other in ranked[n + 1 :]:
            if one_rank == other_rank or new not in (one.turn, other.turn) or _base(one.metric) != _base(other.metric):
                continue
            if one.turn == other.turn and _apart(one, other) > 250:
                continue
            if one.turn != other.turn and (one.before or other.before):
                continue
            (low_rank, low), (high_rank, high) = sorted(((one_rank, one), (other_rank, other)), key=lambda x: x[0])
            if _BOUND.search(low.text) or _BOUND.search(high.text) or not _comparable(low, high):
                continue
            if _limits(high, low)[1] < _limits(low, high)[0]:
                says = ask(
                    "percentile-order", high=figure(_after(high), high.unit or low.unit), low=figure(_after(low), low.unit or high.unit),
                    high_rank=f"p{high_rank:g}", low_rank=f"p{low_rank:g}",
                )  # fmt: skip
                yield _fault("percentile-order", says, other, one, new)


def _comparable(one: Claim, other: Claim) -> bool:
    return one.unit == other.unit or (one.unit in TIME and other.unit in TIME) or "" in (one.unit, other.unit)


def _limits(claim: Claim, other: Claim) -> tuple[float, float]:
    """The least and the most a latency may have been, in seconds where either of two claims names a unit."""
    unit = TIME.get(claim.unit or other.unit, 1.0)
    values = [v * unit for v in (claim.before, claim.after) if v is not None]
    blur = _rounding(claim)
    return min(values) * (1 - blur), max(values) * (1 + blur)


def _flights(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """Little's law: what arrives in a second times how long it stays is what is inside."""
    rates = [c for c in claims if c.unit == "qps" and c.before is None and not _EACH.search(f"{c.text} {c.metric}")]
    times = [
        c for c in claims if c.unit in ("ms", "s") and c.before is None and _after(c) > 0 and "change" not in c.metric
    ]
    for stated in claims:
        flight = bool(_FLIGHT.search(stated.text) or "concurrency" in stated.metric)
        machine = _MACHINES.search(stated.text) if stated.unit == "items" else None
        if not (flight or machine) or _after(stated) < 1:
            continue
        near = [
            (rate, time)
            for rate in rates
            for time in times
            if rate.turn == time.turn == stated.turn == new and _apart(rate, time) <= 80
            and min(_apart(stated, rate), _apart(stated, time)) <= 200
        ]  # fmt: skip
        if len(near) != 1:
            continue
        rate, time = near[0]
        inside, said = _after(rate) * _seconds(time, _after(time)), _after(stated)
        rank = _RANK.search(time.metric)
        tail = bool(rank and float(rank.group(1)) > 60) or bool(_BOUND.search(time.text))
        slots = {
            "rate": figure(_after(rate)),
            "time": figure(_after(time), time.unit),
            "expected": figure(_short(inside)),
        }
        if flight and (said > 3 * inside or (said < inside / 3 and not tail)):
            yield _fault("littles-law", ask("littles-law", **slots, stated=stated.text), stated, rate, new)
        elif machine and not tail:
            most = 20 if re.match("thread|worker", machine.group(1), re.I) else 200
            if inside / said > most:
                each = figure(_short(inside / said))
                yield _fault("littles-law", ask("instances", **slots, stated=stated.text, each=each), stated, rate, new)


def _short(value: float) -> float:
    return float(f"{value:.2g}")


def _volumes(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """Requests a second against requests a day. A day may hold far less than its peak second promises, never more."""
    rates = [c for c in claims if c.unit == "qps" and c.before is None and not _EACH.search(f"{c.text} {c.metric}")]
    days = [
        c for c in claims if c.before is None and c.unit == "items" and _ASKED.search(c.text) and _DAILY.search(c.text)
    ]
    for volume in days:
        for rate in rates:
            if new not in (rate.turn, volume.turn) or (rate.turn != volume.turn and (len(rates) > 1 or len(days) > 1)):
                continue
            if rate.turn == volume.turn and _apart(rate, volume) > 250:
                continue
            most, said = _after(rate) * 86_400, _after(volume)
            if said > 1.5 * most or said < most / 50:
                says = ask(
                    "rate-volume", rate=figure(_after(rate)), expected=figure(float(f"{most:.2g}")), stated=volume.text
                )
                yield _fault("rate-volume", says, volume, rate, new)


def _parts(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """A part larger than its whole, and shares of one split that add up to more than all of it."""
    here = sorted((c for c in claims if c.turn == new), key=lambda c: c.start)
    for part, whole in pairwise(here):
        if part.metric.startswith("part of") and whole.start - part.end < 30 and _after(part) > 1.02 * _after(whole):
            says = ask("part-whole", part=part.text, whole=whole.text)
            yield _fault("part-whole", says, part, whole, new)
    group: list[Claim] = []
    for claim in [*(c for c in here if c.metric == "split" and c.unit == "%"), None]:
        if claim is not None and (not group or claim.start - group[-1].end <= 80):
            group.append(claim)
            continue
        total = sum(_after(c) for c in group)
        if len(group) > 1 and total > 103 and not any(_HEDGE.search(c.text) and total < 110 for c in group):
            says = ask("shares", total=f"{total:g}", parts=", ".join(figure(_after(c), "%") for c in group))
            yield _fault("part-whole", says, group[-1], group[0], new)
        group = [claim] if claim is not None else []


def _two_values(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """One percentile of one thing, at two values in two turns, with no word of a change between."""
    for now in (c for c in claims if c.turn == new and c.before is None and _RANK.search(c.metric)):
        if _UNSURE.search(now.metric) or _BOUND.search(now.text) or _MOVED.search(now.text):
            continue
        said = [c for c in claims if c.metric.lower() == now.metric.lower() and c is not now and _comparable(c, now)]
        others = [c for c in said if c.turn < new]
        values = [(v, c) for c in said for v in (c.before, c.after) if v is not None]
        if not others or any(c.before for c in said if c.turn == new):
            continue
        if any(_BOUND.search(c.text) for c in said) or any(
            _same(v * _per(c, now), _after(now), c, now) for v, c in values
        ):
            continue
        old = others[-1]
        says = ask(
            "same-metric-two-values",
            metric=now.metric,
            old=figure(_after(old), old.unit),
            new=figure(_after(now), now.unit),
        )
        yield _fault("same-metric-two-values", says, now, old, new)


def _per(one: Claim, other: Claim) -> float:
    """How many of the other's unit one of this claim's is."""
    return TIME.get(one.unit, 1.0) / TIME.get(other.unit, 1.0) if one.unit and other.unit else 1.0


def _same(one: float, other: float, a: Claim, b: Claim) -> bool:
    return abs(one - other) <= (0.15 + _rounding(a) + _rounding(b)) * max(abs(one), abs(other))


def _lifts(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """A gain on an online metric with no sample size, interval or span of time in sight. Asked once a turn."""
    here = [c for c in claims if c.turn == new]
    sized = any(
        c.metric in ("sample size", "share of traffic", "traffic")
        or c.unit == "users"
        or (c.unit == "day" and _after(c) >= 2)
        for c in here
    )
    for lift in here:
        moved = lift.before is not None or _CHANGE.search(lift.text)
        if sized or lift.supported or lift.unit not in ("%", "pp", "x") or not moved or not _ONLINE.search(lift.metric):
            continue
        backed = any(c.supported and _noun(c.metric) == _noun(lift.metric) for c in claims)
        if not backed and not _UNSURE.search(lift.metric) and not _BOUND.search(lift.text):
            yield _fault("lift", ask("lift", claimed=lift.text, metric=_name(lift)), lift, None, new)
            return


def _impossible(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """Values that a metric cannot take."""
    for claim in (c for c in claims if c.turn == new):
        limit = _limit(claim)
        if limit:
            says = ask("impossible", claimed=claim.text, metric=_name(claim), limit=limit)
            yield _fault("impossible", says, claim, None, new)


def _limit(claim: Claim) -> str:
    low, high = min(claim.before or 0.0, _after(claim)), max(claim.before or 0.0, _after(claim))
    moved = bool(_CHANGE.search(claim.text)) and claim.before is None
    if claim.metric.startswith("change in") or moved:
        if claim.unit in TIME and low < 0 and not claim.metric.startswith("change in") and "latency" in claim.metric:
            return "Nothing finishes before it starts."
        return ""
    if claim.unit in TIME and low < 0 and "latency" in claim.metric:
        return "Nothing finishes before it starts."
    if claim.unit == "" and _ONE.search(claim.metric) and 1.0 < high < 2.0:
        return "That ends at one."
    if claim.unit == "%" and _CAPPED.search(claim.metric) and 100 < high < 1000:
        return "That ends at a hundred percent."
    return ""
