"""Figures that are said without a number: halved, twice as fast, by a third, two tenths of a percent."""

import re
from itertools import islice

from agent.claims.numbers import MOST, Number
from agent.claims.units import CHANGE, COUNTED, HEDGE, UNITS

_MULTIPLE = re.compile(
    rf"\b(?:{HEDGE})?(?:(?P<half>halved|cut(?:\s+[\w@]+){{1,4}}\s+in half|half as (?!much again|many again)\w+)|(?P<two>doubled|twice as \w+|twice the)|"
    r"(?P<three>tripled|trebled)|(?P<four>quadrupled))\b(?:\s+(?:the|our|its|their)\s+[a-z][\w-]*)?",
)
"""With what was halved: "95% accuracy, which halved the errors" is not about the accuracy."""
_FRACTION = re.compile(
    rf"\b(?:(?P<by>(?:by|saved|(?:drop|cut|reduction|saving|increase|gain|lift|rise) of)\s+)?(?P<hedge>{HEDGE})?(?P<n>an?|one|two|three|four)?\s*"
    rf"\b(?P<part>half|third|quarter|fifth|tenth)s?)\b(?!\s+(?:of )?an?\b)(?P<tail>\s+(?:{CHANGE})\b|\s+of (?:them|those|these|it)(?: (?:is|are|was|were|have|has))? (?:gone|saved|disappeared|vanished)\b|\s+of\s+(?:(?:the|our|all)\s+)*(?:{COUNTED}|traffic|costs?|bill)\b)?",
)
_PART = re.compile(r"\b(?:half|third|quarter|fifth|tenth)")
_SLIVER = re.compile(
    r"\b(?:(?P<half>half) an?|(?P<n>an?|one|two|three|four) (?P<part>half|third|quarter|fifth|tenth)s? of an?)"
    r" (?P<what>percent|per cent|percentage point|point)\b",
)
_HALF_A = re.compile(r"\bhalf an? (?P<unit>second|minute|hour|day|year)\b")
_WORTH = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_COUNT = {"one": 1, "two": 2, "three": 3, "four": 4}


def worded(low: str) -> list[Number]:
    """Every such figure of a text in small letters, in no order."""
    out = []
    for match in islice(_MULTIPLE.finditer(low), MOST):
        value = {"half": 0.5, "two": 2.0, "three": 3.0, "four": 4.0}[match.lastgroup or "two"]
        out.append(Number(match.start(), match.end(), value, 0.0, unit="x", signed=True))
    if not _PART.search(low):
        return out
    for match in islice(_HALF_A.finditer(low), MOST):
        unit, by = UNITS[match["unit"]]
        out.append(Number(match.start(), match.end(), 0.5 * by, 0.05 * by, unit=unit, by=by))
    for match in islice(_SLIVER.finditer(low), MOST):
        value = _COUNT.get(match["n"] or "one", 1) * _WORTH[match["part"] or "half"]
        unit = "pp" if match["what"].endswith("point") else "%"
        out.append(Number(match.start(), match.end(), value, 0.05, unit=unit))
    for match in islice(_FRACTION.finditer(low), MOST):
        if (match["by"] or match["tail"]) and (match["part"] == "half" or match["n"]):
            value = 100 * _COUNT.get(match["n"] or "one", 1) * _WORTH[match["part"]]
            out.append(Number(match.start(), match.end(), value, 4.0, unit="%", signed=True))
    return out
