"""Sums said in one breath: a share of a number, a rate kept up for a while, so many at so much each.

Only what the words themselves join ("so", "that's", "which makes") is held together: figures that merely stand near
each other need not have to do with one another.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.claims.fault import TIME, Fault, after_of, fault, rounding
from agent.claims.units import COUNTED, FAMILIES
from agent.claims.wording import ask, figure
from agent.state import Claim

_SO = re.compile(
    r"[\s,;:(—–-]*(?:[a-z][\w'’-]*[\s,]+){0,3}?(?:so|thus|hence|that['’]?s|that is|that makes|which (?:is|are|was|makes|means|gives|comes? to)|i\.e\.|"
    r"makes?|means?|gives?|is|comes? (?:out )?(?:to|at)|works? out (?:to|at|as)|(?:adds? up|amounts?) to|takes?|needs?|costs?(?: us)?|equals|or|=|≈)(?![\w'’])[\s,]*(?:[a-z'’]+\s+){0,4}$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s+(?:out )?of\s+(?:(?:the|our|my|all|those|these|a total of|about|roughly|some)\s+)*$", re.IGNORECASE
)
_OF_THEM = re.compile(
    r"(?:^|[.!?;]\s+|\n\W*|\b(?:and|so|but)\s+)of (?:(?:the|our|all|those|these)\s+)*$", re.IGNORECASE
)
_FRACTION = re.compile(
    r"\b(?:(?P<half>half)|(?P<third>a third|one third)|(?P<quarter>a quarter|one quarter)|(?P<tenth>a tenth|one tenth)|(?P<thirds>two thirds)|"
    r"(?P<quarters>three quarters))\s+(?:of\s+)?(?:(?:the|our|my|all|those|these)\s+)*$",
    re.IGNORECASE,
)
_WORTH = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "tenth": 0.1, "thirds": 2 / 3, "quarters": 0.75}
_SPAN = re.compile(
    r"(?:/\s?|\b(?:per|each|every|an?)\s+)(second|sec|s|minute|min|hour|h|day|night|week|month|quarter|year)$|"
    r"\b(hourly|daily|weekly|monthly|yearly)$|\s(qps|rps)$",
    re.IGNORECASE,
)
_SECONDS = {
    "second": 1.0, "sec": 1.0, "s": 1.0, "qps": 1.0, "rps": 1.0, "minute": 60.0, "min": 60.0, "hour": 3600.0, "h": 3600.0, "hourly": 3600.0,
    "day": 86_400.0, "daily": 86_400.0, "night": 86_400.0, "week": 604_800.0, "weekly": 604_800.0, "month": 2_629_800.0,
    "monthly": 2_629_800.0, "quarter": 7_889_400.0, "year": 31_557_600.0, "yearly": 31_557_600.0,
}  # fmt: skip
_FOR = re.compile(r"\s+(?:for|over|during)\s+(?:the\s+|all\s+)?$", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:with|at|of|for|holding|times|x|×|on)\s+$", re.IGNORECASE)
_FOR_EACH = re.compile(
    r"\s+(?:for|on|in) (?:each|every one|all) of (?:the\s+|our\s+)?$|\s+(?:times|x|×)\s+$", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:each|apiece)$", re.IGNORECASE)
_PRICE = re.compile(
    rf"(?:/\s?|\b(?:per|an?)\s+)(?P<many>(?:a\s+)?(?:thousand|million|1k|1,?000|10k|1m)\s+)?(?P<noun>{COUNTED})$",
    re.IGNORECASE,
)
_MANY = {"thousand": 1e3, "1k": 1e3, "1000": 1e3, "10k": 1e4, "million": 1e6, "1m": 1e6}
_WIDTH = re.compile(
    r"\s*(?:of|with|in|at|by|x|×|,)\s+(?P<n>\d{2,5})[\s-]*(?:d\b|dims?|dimensions?|floats?|values|numbers)",
    re.IGNORECASE,
)
_DEPTHS = {
    r"\b(?:fp32|float32|floats?\b|4 bytes|four bytes)": 4,
    r"\b(?:fp16|bf16|float16|half precision|2 bytes|two bytes)": 2,
    r"\b(?:int8|1 byte|one byte)": 1,
}
_NOUN = re.compile(rf"\b({COUNTED})\b", re.IGNORECASE)
_PEAK = re.compile(r"\b(?:peak|peaks|burst|spikes?|at most|up to|worst|busiest)\b", re.IGNORECASE)
NEAR = 60
"""Characters between two figures of one sum."""


def sums(claims: Sequence[Claim], new: int, text: str) -> Iterator[Fault]:
    """What a turn works out aloud and gets wrong."""
    here = sorted((c for c in claims if c.turn == new and c.before is None), key=lambda c: c.start)
    for rule in (_shares, _spans, _lasting, _each, _priced, _tables):
        yield from rule(here, text, new)


def _gap(text: str, one: Claim, other: Claim) -> str:
    return text[one.end : other.start] if 0 <= other.start - one.end <= NEAR else "\n"


def _joined(text: str, one: Claim, other: Claim) -> bool:
    return bool(_SO.fullmatch(_gap(text, one, other)))


def _noun(claim: Claim) -> str:
    found = _NOUN.search(claim.text)
    return found.group(1).lower().rstrip("s") if found else ""


def _span(claim: Claim) -> float:
    """The seconds of `a month`; 0 when no span was said."""
    found = _SPAN.search(claim.text)
    word = next((g for g in found.groups() if g), "") if found else ""
    return _SECONDS.get(word.lower(), 1.0 if claim.unit == "qps" else 0.0)


def _off(said: float, expected: float, parts: Sequence[Claim], slack: float) -> bool:
    """Whether two values differ by more than rounding and a hedge explain."""
    room = slack + sum(min(0.2, rounding(c)) for c in parts)
    return said > 0 and expected > 0 and not 1 / (1 + room) <= said / expected <= 1 + room


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two figures may count the same thing."""
    kinds = {c.unit for c in (one, other)} - {"", "items", "users", "qps"}
    bare = all(c.unit in ("", "$") for c in (one, other)) or not kinds
    nouns = {n for n in (_noun(one), _noun(other)) if n}
    return (bare or one.unit == other.unit) and len(nouns) < 2


def _told(kind: str, one: Claim, other: Claim, expected: float, stated: Claim, new: int) -> Fault:
    value = float(f"{expected:.2g}")
    says = ask("sum", one=one.text, other=other.text, expected=figure(value, _plain(stated.unit)), stated=stated.text)
    return fault(kind, says, stated, one, new)  # type: ignore[arg-type]


def _plain(unit: str) -> str:
    return "" if unit in ("items", "users", "qps") else unit


def _shares(here: Sequence[Claim], text: str, new: int) -> Iterator[Fault]:
    """Five percent of four thousand."""
    for n, whole in enumerate(here[:-1]):
        stated = here[n + 1]
        if _OF_THEM.search(text, max(0, whole.start - 60), whole.start) and re.fullmatch(
            r",?\s+(?:about\s+)?", _gap(text, whole, stated)
        ):
            counts = (
                whole.unit in ("items", "users") and stated.unit in ("", "items", "users") and _alike(whole, stated)
            )
            if counts and after_of(stated) > 1.02 * after_of(whole):
                yield fault("part-whole", ask("part-whole", part=stated.text, whole=whole.text), stated, whole, new)
            continue
        if whole.unit in ("%", "pp", "x", *TIME) or stated.unit in ("%", "pp", "x", "qps", *TIME):
            continue
        before = here[n - 1] if n else None
        share, part = 0.0, whole
        if before is not None and before.unit == "%" and _OF.fullmatch(_gap(text, before, whole)):
            share, part = after_of(before) / 100, before
        elif found := _FRACTION.search(text, max(0, whole.start - 40), whole.start):
            share = _WORTH[found.lastgroup or "half"]
        strong = not re.search(r"\band\b", _gap(text, whole, stated), re.IGNORECASE)
        if not 0 < share < 1 or not strong or not _joined(text, whole, stated):
            continue
        spans = _span(whole), _span(stated)
        if all(spans) and spans[0] != spans[1]:
            continue
        expected = share * after_of(whole)
        if _off(after_of(stated), expected, (part, whole, stated), 0.1):
            yield _told("part-whole", part, whole, expected, stated, new)


def _spans(here: Sequence[Claim], text: str, new: int) -> Iterator[Fault]:
    """Twenty thousand a month, and what that makes in a year."""
    for n, (one, other) in enumerate(pairwise(here)):
        first, second = _span(one), _span(other)
        if n and _WITH.fullmatch(_gap(text, here[n - 1], one)):
            continue  # "40 GPUs at $2 an hour": the figure is of one of them
        if not (first and second and first != second and _alike(one, other) and _joined(text, one, other)):
            continue
        if _PEAK.search(text, max(0, one.start - 60), min(len(text), other.end + 40)):
            continue
        expected = after_of(one) * second / first
        slack = (
            0.2
            if max(first, second) <= 3600
            else 1.0
            if min(first, second) == 1
            else 0.15
            if one.unit == "$" and min(first, second) >= _SECONDS["week"]
            else 0.4
        )  # a peak is not kept all day, nor does everything cost on Sundays
        if _off(after_of(other), expected, (one, other), slack):
            kind = "sum" if one.unit == "$" else "rate-volume"
            yield _told(kind, one, other.model_copy(update={"text": _every(second)}), expected, other, new)


def _every(seconds: float) -> str:
    return next(f"a {word}" for word, size in _SECONDS.items() if size == seconds and word not in ("s", "sec", "qps"))


def _lasting(here: Sequence[Claim], text: str, new: int) -> Iterator[Fault]:
    """So many a second for four hours."""
    for n, (rate, time) in enumerate(pairwise(here)):
        span = _span(rate)
        if not span or time.unit not in TIME or not _FOR.fullmatch(_gap(text, rate, time)):
            continue
        after = here[n + 2] if n + 2 < len(here) and _joined(text, time, here[n + 2]) else None
        before = (
            here[n - 1]
            if n and re.fullmatch(r"(?:\s+[a-z]+)??(?:\s+an? \w+)?,\s+(?:at\s+)?", _gap(text, here[n - 1], rate))
            else None
        )
        stated = after or before
        if stated is None or not _alike(rate, stated) or stated.unit == "%":
            continue
        expected = after_of(rate) * after_of(time) * TIME[time.unit] / span
        if _off(after_of(stated), expected, (rate, time, stated), 0.2):
            yield _told("rate-volume", rate, time, expected, stated, new)


def _each(here: Sequence[Claim], text: str, new: int) -> Iterator[Fault]:
    """Sixty-four hosts with sixteen gigabytes each."""
    for n in range(len(here) - 2):
        count, each, stated = here[n : n + 3]
        if _FOR_EACH.fullmatch(_gap(text, count, each)):
            count, each = each, count
        elif not (
            (_WITH.fullmatch(_gap(text, count, each)) and (_EACH.search(_beyond(text, each)) or _span(each)))
            or (_gap(text, count, each) == " " and _EACH.search(_beyond(text, each)))
        ):
            continue
        if (
            count.unit not in ("items", "users")
            or each.unit in ("%", "pp", "x")
            or not _joined(text, here[n + 1], stated)
        ):
            continue
        family = next((f for f in FAMILIES if each.unit in f and stated.unit in f), None)
        if not (family or (each.unit == stated.unit and (each.unit == "$" or _noun(each) == _noun(stated)))):
            continue
        spans = _span(each), _span(stated)
        if bool(spans[0]) != bool(spans[1]) or each.unit in TIME:
            continue
        by = family[each.unit] / family[stated.unit] if family else 1.0
        expected = after_of(count) * after_of(each) * by * (spans[1] / spans[0] if spans[0] else 1.0)
        if _off(after_of(stated), expected, (count, each, stated), 0.15):
            yield _told("sum", count, each, expected, stated, new)


def _beyond(text: str, claim: Claim) -> str:
    """The claim with a word after it: `16 GB each`, `$500 a month each`."""
    found = re.match(r"\s+(?:each|apiece)\b", text[claim.end : claim.end + 10])
    return claim.text + (found.group() if found else "")


def _priced(here: Sequence[Claim], text: str, new: int) -> Iterator[Fault]:
    """Forty cents a thousand, ten million of them."""
    for n in range(len(here) - 2):
        price, volume, stated = here[n : n + 3]
        by = _PRICE.search(price.text)
        if price.unit != "$" or stated.unit != "$" or by is None or volume.unit not in ("items", "qps", "users"):
            continue
        if not _joined(text, volume, stated) or _gap(text, price, volume) == "\n":
            continue
        if _noun(volume) and by["noun"].lower().rstrip("s") != _noun(volume):
            continue
        spans = _span(volume), _span(stated)
        if bool(spans[0]) != bool(spans[1]):
            continue
        many = _MANY.get((by["many"] or "").strip().lower().removeprefix("a ").replace(",", ""), 1.0)
        expected = after_of(price) / many * after_of(volume) * (spans[1] / spans[0] if spans[0] else 1.0)
        if _off(after_of(stated), expected, (price, volume, stated), 0.2):
            yield _told("sum", price, volume, expected, stated, new)


def _tables(here: Sequence[Claim], text: str, new: int) -> Iterator[Fault]:
    """Vectors of a width and a depth, and the memory they are said to take. An index may add to it, not lose any."""
    for count in here:
        width = _WIDTH.match(text, count.end)
        stated = next(
            (
                c
                for c in here
                if c.start > count.end and c.unit in FAMILIES[1] and after_of(c) * FAMILIES[1][c.unit] > 1e6
            ),
            None,
        )
        if not width or count.unit != "items" or stated is None or stated.start - width.end() > NEAR:
            continue
        if not re.search(r"\b(?:vectors?|embeddings?|rows|ids)$", count.text, re.IGNORECASE):
            continue
        around = text[width.start() : stated.end + 12]
        depths = [by for said, by in _DEPTHS.items() if re.search(said, around, re.IGNORECASE)] or [4, 2, 1]
        values = after_of(count) * int(width["n"])
        size = after_of(stated) * FAMILIES[1][stated.unit]
        if not any(0.7 * values * by <= size <= 3 * values * by for by in depths):
            expected = values * depths[0] / FAMILIES[1][stated.unit]
            vectors = stated.model_copy(update={"text": f"{int(width['n'])} values each"})
            yield _told("sum", count, vectors, expected, stated, new)
