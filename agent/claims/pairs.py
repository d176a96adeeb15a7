"""Two figures that belong together: from what to what, or a range between them."""

import re
from dataclasses import dataclass, replace

from agent.claims.numbers import Number
from agent.claims.units import FAMILIES, HEDGE, VERB

_ARROW = re.compile(rf"\s*(?:→|[-–=]+>)\s*{HEDGE}?$", re.IGNORECASE)
_TO = re.compile(
    rf"(?:[\s,]+[\w@.%]+){{0,4}}?[\s,]+(?:(?:all the way|right|back|straight)\s+)?(?:(?P<way>down|up)\s+)?to\s+{HEDGE}*$",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\bfrom\s+{HEDGE}*$", re.IGNORECASE)
_MOVED = re.compile(rf"\b{VERB}\s+(?:[\w@]+\s+){{0,3}}?(?:from\s+)?{HEDGE}*$", re.IGNORECASE)
_NO_CHANGE = re.compile(
    r"\b(?:rang\w+|anywhere|anything|somewhere|var(?:y|ies|ied|ying)|between|sweep|swept|grid|spread|goes|interval)\s+(?:\w+\s+)?(?:from\s+)?$",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"\b(?:used to (?:be|take|cost|need|have|hold|run for)|was|were|took|cost|needed|had been|started (?:out )?at|previously|originally|before)\s*(?:at\s+)?,?\s*{HEDGE}*$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"(?:\s+(?:to|for|per|a|an)\s+[a-z]+(?:\s+[a-z]+){0,2}?)?[\s,;.]*(?:before|then)?[\s,;.]*(?:(?:and|but|then)\s+)?(?:(?:it['’]?s|is|we['’]?re at|that['’]?s|it is|are)\s+)?"
    r"(?:now|today|currently|afterwards|became|ended (?:up )?at|(?:(?:now|went|came|dropped|fell) )?down to)(?:\s+(?:it['’]?s|is|at|we['’]?re at|it is|it|are|takes?|costs?|needs?|holds?))*,?\s+"
    rf"{HEDGE}*$",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"[\s,;]*(?:and|but)?\s*(?:it|they|that|we)?\s*(?:is|are|['’]s|['’]re|takes?|costs?|needs?|holds?)\s+{HEDGE}*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\s*before,?(?:\s+and|\s+then|;)?(?:\s+(?:it\s+)?(?:is|it['’]?s|takes?|costs?|needs?|holds?))?\s*{HEDGE}*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:after\b|now\b|afterwards)", re.IGNORECASE)
_BACK = re.compile(
    rf"[\s,;(]*(?:which is\s+|that['’]s\s+)?(?:(?:down|up)\s+from|instead of|where it was)\s+{HEDGE}*$", re.IGNORECASE
)
_BACK_FROM = re.compile(rf"\s+from\s+{HEDGE}*$", re.IGNORECASE)
_LED_TO = re.compile(rf"\b(?:{VERB})\s+(?:[\w@]+\s+){{0,3}}?to\s+{HEDGE}*$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—)\s*$|\s+(?:to|or)\s+$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+$", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s+{HEDGE}*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A change, or a range when `before` is None: then `after` is its middle."""

    start: int
    end: int
    unit: str
    before: float | None
    after: float
    sure: bool = True
    """Whether it is a claim even when nothing says what is measured."""


def pair(text: str, a: Number, b: Number) -> Pair | None:
    """How two figures next to each other belong together, if they do."""
    if b.start - a.end > 70:
        return None
    gap, lead = text[a.end : b.start], text[max(0, a.start - 48) : a.start]
    apart = bool(a.unit) and (a.unit != b.unit or a.by != b.by)
    a, b = _alike(a, b), _alike(b, a)
    nouns = {n.noun.rstrip("s") for n in (a, b) if n.noun}
    if a.unit != b.unit or len(nouns) > 1 or (b.signed and b.value < 0):
        return None
    if _BACK.match(gap) or (_BACK_FROM.match(gap) and _LED_TO.search(lead)):
        return Pair(a.start, b.end, a.unit, b.value, a.value, bool(a.unit))
    if came := _change(text, gap, lead, a, b):
        sure = bool(a.unit or not (a.small and b.small) or came[1])
        return Pair(a.start - came[0], b.end, a.unit, a.value, b.value, sure)
    between = _BETWEEN.search(lead)
    joined = _RANGE.match(gap) or (between and _AND.match(gap))
    if joined and not apart and a.value < b.value <= 10 * a.value and (a.unit or not a.small):
        back = len(lead) - between.start() if between else 0
        return Pair(a.start - back, b.end, a.unit, None, (a.value + b.value) / 2)
    return None


def _change(text: str, gap: str, lead: str, a: Number, b: Number) -> tuple[int, bool] | None:
    """How far before the first figure a change begins, and whether the words alone make it one."""
    found = _FROM.search(lead)
    back = len(lead) - found.start() if found else 0
    if _ARROW.match(gap):
        return back, True
    if (to := _TO.match(gap)) and not _NO_CHANGE.search(lead):
        falls = a.unit != "" and (to["way"] == "down" or (a.value > b.value > 0 and not gap.strip(" to")))
        if falls or _MOVED.search(lead) or (found and not _is_range(a, b, lead)):
            return back, found is not None
    if _NOW.match(gap) and (was := _WAS.search(lead)):
        return len(lead) - was.start(), True
    if _IS.fullmatch(gap) and _AFTER.match(text, b.end) and (was := _WAS.search(lead)):
        return len(lead) - was.start(), True
    if _BEFORE.match(gap) and _AFTER.match(text, b.end):
        return back, False
    return None


def _alike(one: Number, other: Number) -> Number:
    """A figure in the unit and the scale of the other: `from 1.2 to 1.5 million`, `from 1.2 s to 800 ms`."""
    if not one.unit and other.unit:
        one = replace(one, unit=other.unit, value=one.value * other.by, step=one.step * other.by, noun=other.noun)
        if (
            one.scale == 1
            and other.scale > 1
            and 0 < one.value < 1000
            and 0.02 < one.value * other.scale / (other.value or 1) < 50
        ):
            one = replace(one, value=one.value * other.scale, step=one.step * other.scale)
        return one
    for family in FAMILIES:
        if one.unit in family and other.unit in family and one.unit != other.unit and one.end > other.end:
            return one
        if one.unit in family and other.unit in family:
            by = family[one.unit] / family[other.unit]
            return replace(one, unit=other.unit, value=one.value * by, step=one.step * by)
    return one


def _is_range(a: Number, b: Number, lead: str) -> bool:
    """`from 3 to 5 percent of traffic` with no verb of change may be a range; with a fall it cannot be."""
    return (
        a.value < b.value
        and not re.search(rf"\b(?:{VERB}|doubled|tripled|trebled|quadrupled)\b", lead, re.IGNORECASE)
        and b.unit in ("", "min", "h", "day")
    )
