"""Arithmetic that must hold among the claims of one project or question.

What honest rounding, a hedge, a tail percentile or another component explains is no fault: when unsure, nothing is said.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.claims.changes import changes
from agent.claims.fault import (
    BOUND,
    CHANGED,
    HEDGE,
    RANK,
    TIME,
    Fault,
    after_of,
    apart,
    base,
    fault,
    noun,
    rounding,
    spoken,
)
from agent.claims.metrics import strange
from agent.claims.sums import sums
from agent.claims.units import CAPACITY, VERB
from agent.claims.wording import ask, figure
from agent.state import Claim

_UNSURE = re.compile(r"\b(?:expected|conditional|change in|worst|per|limit|cap|ceiling|target|goal)\b")
_GUESS = re.compile(r"\b(?:expected|change in|worst|per|limit|cap|ceiling|target|goal|budget)\b")
_CASES = re.compile(
    r"\b(?:last|this|next|with|without|for|in|on|at|after|before|once|when|if|under|since|then|now)\b|[.;]", re.I
)
_FLIGHT = re.compile(r"\bin[ -]flight|\bconcurrent", re.I)
_ROOM = re.compile(
    r"\b(?:allow(?:s|ed)?|cap(?:s|ped)?|limit(?:s|ed)?|max(?:imum)?|room|siz(?:ed|ing)|provision(?:ed)?|capacity|can (?:take|hold|serve|handle)|"
    r"support(?:s|ed)?|up to|at most|plann?(?:ed)?|budget(?:ed)?)\b[^.;]*$",
    re.I,
)
_PER_SECOND = re.compile(r"(?:\b(?:a|per|each|every)\s+|/\s?)s(?:ec(?:ond)?)?$", re.I)
_EACH = re.compile(r"\bper (?!s(?:ec(?:ond)?)?\b)|\beach\b", re.I)
_MACHINES = re.compile(rf"\b({CAPACITY})$", re.I)
_ASKED = re.compile(r"\b(?:requests?|queries|query|reqs?|calls|searches)\b", re.I)
_SAMPLED = re.compile(
    r"\b(?:sessions?|views?|impressions?|searches|orders|sends|clicks)(?:\s+(?:an?|per|each)\s+\w+)?$", re.I
)
_DAILY = re.compile(r"(?:\ba|per|each|every|/)\s*day$|\bdaily$", re.I)
_MOVED = re.compile(rf"^{VERB}\b", re.I)
_ONE = re.compile(
    r"\b(?:u?auc|auuc|ndcg|recall|precision|accuracy|f1|mrr|hit rate|hr@\d+|probability|likelihood|p-value|p value)\b",
    re.I,
)
_CAPPED = re.compile(
    r"\b(?:share of|recall|precision|accuracy|f1|u?auc|ndcg|probability|likelihood|ctr|cvr|uptime|availability|error[- ]rate|"
    r"retention|completion rates?|coverage|hit[- ]rate|win rate|false[- ](?:positive|negative)[- ]rate|fpr|fnr|tpr)\b",
    re.I,
)
_LEVEL = re.compile(r"\b(?:up|down|back) to\b", re.I)
"""`up to 104%` says where something stands, not how far it went."""
_ONLINE = re.compile(
    r"\b(?:ctr|cvr|conversions?|watch[- ]time|retention|engagement|revenue|gmv|dau|mau|sales|orders|minutes watched|session length|time spent|dwell time|"
    r"sign-?ups|click[- ]?through rates?|conversion rates?|completion rates?|roas|purchases)\b",
    re.I,
)


def faults(claims: Sequence[Claim], new: int, text: str = "") -> tuple[Fault, ...]:
    """What does not add up among the claims of one project, as far as turn `new` has part in it.

    With the words of that turn, sums said in one breath are worked out too.
    """
    known = [c for c in claims if c.turn <= new and c.after is not None]
    found = [one for rule in (_impossible, changes, _volumes, _parts, _two_values, _lifts) for one in rule(known, new)]
    found += [*_percentiles(known, new, text), *_flights(known, new, text)]
    found += [s for s in sums(known, new, text) if not any(_overlaps(s, f) for f in found if f.kind != "lift")]
    firm = [one for one in found if one.kind != "lift"] or found
    return tuple({(f.kind, f.quote, f.other_quote): f for f in firm}.values())


def _overlaps(one: Fault, other: Fault) -> bool:
    """Whether two faults are told of the same words."""
    return any(
        a in b or b in a for a in (one.quote, one.other_quote) for b in (other.quote, other.other_quote) if a and b
    )


def _seconds(claim: Claim, value: float) -> float:
    return value * TIME.get(claim.unit, 1.0)


def _percentiles(claims: Sequence[Claim], new: int, text: str) -> Iterator[Fault]:
    """The p99 of a thing below its p95."""
    ranked = [(float(m.group(1)), c) for c in claims if (m := RANK.search(c.metric)) and not _GUESS.search(c.metric)]
    for n, (one_rank, one) in enumerate(ranked):
        for other_rank, other in ranked[n + 1 :]:
            if one_rank == other_rank or new not in (one.turn, other.turn) or not _of_one(one, other, new, text):
                continue
            if one.turn == other.turn and apart(one, other) > 250:
                continue
            if any(_UNSURE.search(c.metric) for c in (one, other)) and not _same_case(one, other, new, text):
                continue
            if one.turn != other.turn and (one.before or other.before):
                continue
            (low_rank, low), (high_rank, high) = sorted(((one_rank, one), (other_rank, other)), key=lambda x: x[0])
            if BOUND.search(low.text) or BOUND.search(high.text) or not _comparable(low, high):
                continue
            if _limits(high, low)[1] < _limits(low, high)[0]:
                says = ask(
                    "percentile-order", high=figure(after_of(high), high.unit or low.unit), low=figure(after_of(low), low.unit or high.unit),
                    high_rank=f"p{high_rank:g}", low_rank=f"p{low_rank:g}",
                )  # fmt: skip
                yield fault("percentile-order", says, other, one, new)


def _of_one(one: Claim, other: Claim, new: int, text: str) -> bool:
    """Whether two percentiles are of one thing. Beside each other, a word between them that was not said before sets them
    apart, known or not; said later they must be named alike."""
    first, second = sorted((one, other), key=lambda c: c.start)
    if not one.turn == other.turn == new or not text:
        return base(one.metric) == base(other.metric)
    return set(base(second.metric).split()) <= set(base(first.metric).split()) and not strange(
        text, first.end, second.start
    )


def _same_case(one: Claim, other: Claim, new: int, text: str) -> bool:
    """Whether two figures of one breath stand under the same condition: `for the gateway p99 is 31 and p90 is 44`."""
    first, second = sorted((one, other), key=lambda c: c.start)
    between = text[first.end : second.start]
    return one.turn == other.turn == new and 0 < len(between) <= 40 and not _CASES.search(between)


def _comparable(one: Claim, other: Claim) -> bool:
    return one.unit == other.unit or (one.unit in TIME and other.unit in TIME) or "" in (one.unit, other.unit)


def _limits(claim: Claim, other: Claim) -> tuple[float, float]:
    """The least and the most a latency may have been, in seconds where either of two claims names a unit."""
    unit = TIME.get(claim.unit or other.unit, 1.0)
    values = [v * unit for v in (claim.before, claim.after) if v is not None]
    blur = rounding(claim)
    return min(values) * (1 - blur), max(values) * (1 + blur)


def _flights(claims: Sequence[Claim], new: int, text: str) -> Iterator[Fault]:
    """Little's law: what arrives in a second times how long it stays is what is inside; what may be inside is another figure."""
    rates = [
        c for c in claims if (c.unit == "qps" or (c.unit in ("", "items") and _PER_SECOND.search(c.text))) and c.before is None
        and not _EACH.search(f"{c.text} {c.metric}")
    ]  # fmt: skip
    times = [
        c for c in claims if c.unit in ("ms", "s") and c.before is None and after_of(c) > 0 and "change" not in c.metric
    ]
    for stated in claims:
        flight = bool(_FLIGHT.search(stated.text) or "concurrency" in stated.metric)
        machine = _MACHINES.search(stated.text) if stated.unit == "items" else None
        if not (flight or machine) or after_of(stated) < 1:
            continue
        if flight and stated.turn == new and _ROOM.search(text, max(0, stated.start - 40), stated.start):
            continue
        near = [
            (rate, time)
            for rate in rates
            for time in times
            if rate.turn == time.turn == stated.turn == new and apart(rate, time) <= 80
            and min(apart(stated, rate), apart(stated, time)) <= 200
        ]  # fmt: skip
        if len(near) != 1:
            continue
        rate, time = near[0]
        inside, said = after_of(rate) * _seconds(time, after_of(time)), after_of(stated)
        rank = RANK.search(time.metric)
        tail = bool(rank and float(rank.group(1)) > 60) or bool(BOUND.search(time.text))
        slots = {
            "rate": figure(after_of(rate)),
            "time": figure(after_of(time), time.unit),
            "expected": figure(_short(inside)),
        }
        if flight and (said > 3 * inside or (said < inside / 3 and not tail)):
            yield fault("littles-law", ask("littles-law", **slots, stated=stated.text), stated, rate, new)
        elif machine and not tail:
            most = 20 if re.match("thread|worker", machine.group(1), re.I) else 200
            if inside / said > most:
                each = figure(_short(inside / said))
                yield fault("littles-law", ask("instances", **slots, stated=stated.text, each=each), stated, rate, new)


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
            if rate.turn == volume.turn and apart(rate, volume) > 250:
                continue
            most, said = after_of(rate) * 86_400, after_of(volume)
            if said > 1.5 * most or said < most / 50:
                says = ask(
                    "rate-volume",
                    rate=figure(after_of(rate)),
                    expected=figure(float(f"{most:.2g}")),
                    stated=volume.text,
                )
                yield fault("rate-volume", says, volume, rate, new)


def _parts(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """A part larger than its whole, and shares of one split that add up to more than all of it."""
    here = sorted((c for c in claims if c.turn == new), key=lambda c: c.start)
    for part, whole in pairwise(here):
        if (
            part.metric.startswith("part of")
            and whole.start - part.end < 30
            and after_of(part) > 1.02 * after_of(whole)
        ):
            says = ask("part-whole", part=part.text, whole=whole.text)
            yield fault("part-whole", says, part, whole, new)
    group: list[Claim] = []
    for claim in [*(c for c in here if c.metric == "split" and c.unit == "%"), None]:
        if claim is not None and (not group or claim.start - group[-1].end <= 80):
            group.append(claim)
            continue
        total = sum(after_of(c) for c in group)
        if len(group) > 1 and total > 103 and not any(HEDGE.search(c.text) and total < 110 for c in group):
            says = ask("shares", total=f"{total:g}", parts=", ".join(figure(after_of(c), "%") for c in group))
            yield fault("part-whole", says, group[-1], group[0], new)
        group = [claim] if claim is not None else []


def _two_values(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """One percentile of one thing, at two values in two turns, with no word of a change between."""
    for now in (c for c in claims if c.turn == new and c.before is None and RANK.search(c.metric)):
        if _UNSURE.search(now.metric) or BOUND.search(now.text) or _MOVED.search(now.text):
            continue
        said = [c for c in claims if c.metric.lower() == now.metric.lower() and c is not now and _comparable(c, now)]
        others = [c for c in said if c.turn < new]
        values = [(v, c) for c in said for v in (c.before, c.after) if v is not None]
        if not others or any(c.before for c in said if c.turn == new):
            continue
        if any(BOUND.search(c.text) for c in said) or any(
            _same(v * _per(c, now), after_of(now), c, now) for v, c in values
        ):
            continue
        old = others[-1]
        says = ask(
            "same-metric-two-values",
            metric=now.metric,
            old=figure(after_of(old), old.unit),
            new=figure(after_of(now), now.unit),
        )
        yield fault("same-metric-two-values", says, now, old, new)


def _per(one: Claim, other: Claim) -> float:
    """How many of the other's unit one of this claim's is."""
    return TIME.get(one.unit, 1.0) / TIME.get(other.unit, 1.0) if one.unit and other.unit else 1.0


def _same(one: float, other: float, a: Claim, b: Claim) -> bool:
    return abs(one - other) <= (0.15 + rounding(a) + rounding(b)) * max(abs(one), abs(other))


def _lifts(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """A gain on an online metric with no sample size, interval or span of time in sight. Asked once a turn."""
    here = [c for c in claims if c.turn == new]
    sized = any(
        c.metric in ("sample size", "share of traffic", "traffic")
        or c.unit == "users"
        or (c.unit == "items" and after_of(c) >= 1000 and _SAMPLED.search(c.text))
        or (c.unit == "day" and after_of(c) >= 2)
        for c in here
    )
    for lift in here:
        moved = lift.before is not None or CHANGED.search(lift.text)
        if any(0 < lift.start - c.end < 40 and c.metric.startswith("share of") for c in here):
            continue  # "it was 12% of revenue and is 9% now, three points less" tells a part of it, no gain
        if sized or lift.supported or lift.unit not in ("%", "pp", "x") or not moved or not _ONLINE.search(lift.metric):
            continue
        backed = any(c.supported and noun(c.metric) == noun(lift.metric) for c in claims)
        if not backed and not _UNSURE.search(lift.metric) and not BOUND.search(lift.text):
            yield fault("lift", ask("lift", claimed=lift.text, metric=spoken(lift)), lift, None, new)
            return


def _impossible(claims: Sequence[Claim], new: int) -> Iterator[Fault]:
    """Values that a metric cannot take."""
    for claim in (c for c in claims if c.turn == new):
        limit = _limit(claim)
        if limit:
            says = ask("impossible", claimed=claim.text, metric=spoken(claim), limit=limit)
            yield fault("impossible", says, claim, None, new)


def _limit(claim: Claim) -> str:
    low, high = min(claim.before or 0.0, after_of(claim)), max(claim.before or 0.0, after_of(claim))
    moved = bool(CHANGED.search(claim.text)) and claim.before is None and not _LEVEL.search(claim.text)
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
