"""Figures as they are written and as they are spoken, each with its unit and its place in the text.

The text may be 40,000 characters of anything: patterns look at a place and a bounded stretch around it, never further.
"""

import re
from dataclasses import replace
from itertools import islice

from agent.claims.numerals import Number, numerals
from agent.claims.units import CHANGE, COUNTED, PEOPLE, PER, REQUESTS, SPANS, UNITS

_GLUED = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12}
_LABEL = re.compile(
    r"(?:\b(?:layers?|steps?|top|versions?|phase|round|levels?|questions?|page|options?|stage|section|figure|project|rule|number|"
    r"tier|part|type|python|cuda|v|gpt|llama|qwen|gemma|claude|bert|resnet|yolo|port|code|error|http|status|chapter|class|"
    r"bucket|case|seed|exit|day|week)[ \-]?|#|(?<!\bsub)(?<=[A-Za-z])-)$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(?:(?<![\w%)])([+\-−–])\s?|\b(minus|plus|negative)\s+)\$?$", re.IGNORECASE)
_MONEY = re.compile(r"\$\s?$")
_SUFFIX = re.compile(r"(k|mn?|bn?|t)(?![a-z\d])", re.IGNORECASE)
_ALL_UNITS = "|".join(re.escape(u).replace(r"\ ", r"\s+") for u in sorted(UNITS, key=len, reverse=True))
_UNIT = re.compile(rf"[ \-]?(?:({_ALL_UNITS})(?![A-Za-z\d]))", re.IGNORECASE)
_TIMES = re.compile(
    r"\s+times\s+(?=(?:as|the|faster|slower|quicker|shorter|longer|more|less|fewer|cheaper|lower|higher|bigger|larger|smaller|better)\b)"
)
_OFTEN = re.compile(r"\s+times(?=\s+(?:a|an|per|each|every)\s)")
_POINTS = re.compile(r"[ \-]points?\b(?!\s+(?:in|of)\s+(?:flight|view|time|failure|contact))", re.IGNORECASE)
_MOVED = re.compile(rf"\b(?:{CHANGE}|up|down|moved|by|plus|minus)\b|[+−]", re.IGNORECASE)
_OF_A_POINT = re.compile(r"\s+of a (?:percentage )?point\b")
_NOUN = re.compile(
    rf"(?:[ \-](?!(?:and|or|of|to|in|for|the|a|an|on|at|per|with|from|is|are|was|that|this|these|those|times|my|our|as|bit|layer|way|tower|stage|step|head)\b)[a-z]{{1,20}}(?:-[a-z]{{1,20}}){{0,2}}){{0,2}}?"
    rf"[ \-]{{1,2}}({COUNTED})\b(?:\s+(?:are |were )?in[ \-]flight\b)?",
    re.IGNORECASE,
)
_PER = re.compile(PER, re.IGNORECASE)
_REQUEST = re.compile(REQUESTS, re.IGNORECASE)
_PEOPLE = re.compile(PEOPLE, re.IGNORECASE)
_MOMENT = re.compile(r"\s*(?:,|\.|$|let me|please|while|so i)", re.IGNORECASE)


MOST = 400
"""Figures read of one text: an answer with more of them is a pasted table."""
HUGE = 1e15


def numbers(text: str) -> list[Number]:
    """The figures of a text in order, without those that are names (GPT-4, layer 3, 24/7, 2021)."""
    found = (_with_unit(text, number) for number in islice(numerals(text), MOST) if number.value < HUGE)
    return [number for number in found if number is not None]


def _with_unit(text: str, number: Number) -> Number | None:
    """The figure with what follows it; None when it is part of a name, a date or a fraction."""
    before = text[max(0, number.start - 24) : number.start]
    here = number.end
    digits = text[number.end - 1].isdigit()
    after = text[here : here + 2]
    label = _LABEL.search(before)
    if (label and not label.group()[0].isalpha()) or (digits and after[:1] in "/:." and after[1:].isdigit()):
        return None
    if digits and len(before) > 1 and before[-1] in "/:" and before[-2].isdigit():
        return None
    if digits and (suffix := _SUFFIX.match(text, here)):
        letter = suffix.group(1).lower()
        follows = _NOUN.match(text, suffix.end())
        if suffix.group(1) in ("m", "t") and not (follows or _MONEY.search(before)):
            return None
        by = _GLUED[letter]
        here = suffix.end()
        number = replace(number, end=here, value=number.value * by, step=number.step * by, scale=by, small=False)
    if text[number.start : here].lower().endswith("grand"):
        number = replace(number, unit="$", small=False)
    found = _unit(text, _money_and_sign(before, number))
    if found and label and (found.unit in ("", "items", "users") or label.group().lower().startswith("top")):
        return None  # "step 2"; in "in our case 40 ms" the unit says otherwise
    return found


def _money_and_sign(before: str, number: Number) -> Number:
    if money := _MONEY.search(before):
        number = replace(number, start=number.start - len(money.group()), unit="$", small=False)
        before = before[: money.start()]
    if sign := _SIGN.search(before):
        low = (sign.group(1) or sign.group(2)).lower() in ("-", "−", "–", "minus", "negative")
        value = -number.value if low else number.value
        number = replace(number, start=number.start - len(sign.group()), value=value, signed=True)
    return number


def _countable(number: Number) -> bool:
    return abs(number.value) != 1 and (number.value % 1 == 0 or number.scale > 1)


def _unit(text: str, number: Number) -> Number | None:
    here = number.end
    glued = text[here : here + 1]
    if not number.unit and (match := _UNIT.match(text, here)):
        said = " ".join(match.group(1).lower().split())
        if said == "s" and (
            text[number.start : here] in ("9", "99") or text[max(0, number.start - 4) : number.start].lower() == "the "
        ):
            return None
        if said in ("second", "minute", "sec") and abs(number.value) == 1 and _MOMENT.match(text, match.end()):
            return None
        if said in ("x", "×") and text[match.end() : match.end() + 2].strip().isdigit():
            return None
        unit, by = UNITS[said]
        number = replace(
            number, end=match.end(), unit=unit, by=by, value=number.value * by, step=number.step * by, small=False
        )
    elif glued.isalpha():
        return None
    elif not number.unit and (match := _TIMES.match(text, here)):
        number = replace(number, end=match.end() - 1, unit="x", small=False)
    elif not number.unit and (match := _OFTEN.match(text, here)):
        number = replace(number, end=match.end(), unit="items", small=False)
    elif not number.unit and (match := _POINTS.match(text, here)):
        around = text[max(0, number.start - 24) : number.start] + " " + text[match.end() : match.end() + 14]
        if not (number.signed or _MOVED.search(around)):
            return None
        number = replace(number, end=match.end(), unit="pp", small=False)
    elif not number.unit and (match := _OF_A_POINT.match(text, here)):
        number = replace(number, end=match.end(), unit="pp", small=False)
    elif not number.unit and _countable(number) and (match := _NOUN.match(text, here)):
        unit = "users" if _PEOPLE.fullmatch(match.group(1)) else "items"
        number = replace(number, end=match.end(), unit=unit, noun=match.group(1).lower(), small=False)
    if match := _PER.match(text, number.end):
        span = (match.group(1) or match.group(3) or "each").lower()
        number = replace(number, end=match.end(), per=SPANS.get(span, span), small=False)
        if number.per == "s" and (number.unit == "qps" or _REQUEST.fullmatch(number.noun)):
            number = replace(number, unit="qps", per="")
    return number
