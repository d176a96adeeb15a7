"""From an answer to its claims: figures with what they measure, from what to what, and whether anything stands behind them."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from agent.claims.metrics import Mention, mentions, nearest, scope
from agent.claims.numbers import Number, numbers
from agent.claims.sentences import sentences
from agent.claims.units import CAPACITY, CHANGE, COUNTED, FAMILIES
from agent.state import Claim

HEDGE = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|over|under|more than|less than|at least|at most|up to|just|only|some|maybe|"
    r"circa|close to|a bit|well|below|above|something like|like|an? whole)\s+|[~≈≤≥<>]=?\s*)"
)
_VERB = (
    r"(?:went|gone|goes|dropped|fell|fallen|rose|risen|grew|grown|improved|moved|came|cut|brought|got|reduced|increased|decreased|climbed|"
    r"jumped|shrank|shrunk|took|raised|lifted|pushed|slid|slipped|dragged|dropping|going|down|up)"
)
_ARROW = re.compile(rf"\s*(?:→|[-–=]+>)\s*{HEDGE}?$", re.IGNORECASE)
_TO = re.compile(
    rf"(?:[\s,]+[\w@.%]+){{0,4}}?[\s,]+(?:(?:all the way|right|back|straight)\s+)?(?:(?P<way>down|up)\s+)?to\s+{HEDGE}*$",
    re.IGNORECASE,
)
_FROM = re.compile(rf"\bfrom\s+{HEDGE}*$", re.IGNORECASE)
_MOVED = re.compile(rf"\b{_VERB}\s+(?:[\w@]+\s+){{0,3}}?(?:from\s+)?{HEDGE}*$", re.IGNORECASE)
_NO_CHANGE = re.compile(
    r"\b(?:rang\w+|anywhere|anything|somewhere|var(?:y|ies|ied|ying)|between|sweep|swept|grid|spread|goes|interval)\s+(?:\w+\s+)?(?:from\s+)?$",
    re.IGNORECASE,
)
_WAS = re.compile(
    rf"\b(?:used to be|was|were|had been|started (?:out )?at|previously|originally|before)\s*(?:at\s+)?,?\s*{HEDGE}*$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"[\s,;.]*(?:before|then)?[\s,;.]*(?:(?:and|but|then)\s+)?(?:(?:it['’]?s|is|we['’]?re at|that['’]?s|it is|are)\s+)?"
    r"(?:now|today|currently|afterwards|became|ended (?:up )?at|(?:(?:now|went|came|dropped|fell) )?down to)(?:\s+(?:it['’]?s|is|at|we['’]?re at|it is|are))*,?\s+"
    rf"{HEDGE}*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\s*before,?(?:\s+and|\s+then|;)?\s*{HEDGE}*$", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:after\b|now\b|afterwards)", re.IGNORECASE)
_BACK = re.compile(
    rf"[\s,;(]*(?:which is\s+|that['’]s\s+)?(?:(?:down|up)\s+from|instead of|where it was)\s+{HEDGE}*$", re.IGNORECASE
)
_BACK_FROM = re.compile(rf"\s+from\s+{HEDGE}*$", re.IGNORECASE)
_LED_TO = re.compile(rf"\b(?:{_VERB})\s+(?:[\w@]+\s+){{0,3}}?to\s+{HEDGE}*$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—)\s*$|\s+(?:to|or)\s+$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+$", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s+{HEDGE}*$", re.IGNORECASE)
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|our|my|all|those|these|a total of)\s+)?$", re.IGNORECASE)
_LOOSE = (
    r"(?:than|and|on|in|of|for|at|with|which|so|but|overall|now|by|since|because|as|to|when|or|from|after|across|over|that|it|we|i|is|was|"
    r"per|if|vs|versus|compared|against|while|without|then|there|today|online|offline|the|a|an|our)\b"
)
_LEFT = re.compile(
    rf"(?:\b(?:(?:{CHANGE})\s+(?:[\w@]+\s+){{0,4}}?by|(?:lift|gain|drop|cut|reduction|saving|increase|improvement|decrease|speed-?up) of|by|up|"
    rf"down|off|gained|lost|saved|dropped|fell|rose|grew|improved|moved)\s+)?{HEDGE}*$",
    re.IGNORECASE,
)
_HEDGED = re.compile(rf"{HEDGE}+$", re.IGNORECASE)
_RIGHT = re.compile(
    rf"(?:\s+(?:relative|absolute|overall|point))?[\s-]+(?:{CHANGE})\b(?:(?:\s+(?:in|of|on))?(?:\s+(?:the|our|total|their))?\s+(?!{_LOOSE})[a-z][\w-]*)?",
    re.IGNORECASE,
)
"""With the word for what changed: `25% fewer machines` is not about the latency before it."""
_SHARE_OF = re.compile(
    rf"\s+of\s+(?:the\s+|our\s+|all\s+|their\s+|that\s+|live\s+|total\s+)*({COUNTED}|traffic|volume|revenue|calls|budget)\b",
    re.IGNORECASE,
)
_TIGHT = re.compile(
    rf"\s*(?:(?:of|is|was|at|=|:|to|reached|hit|around|got|stood at|sits at|went to|score|scores|came in at|comes? to|now)\s*)*{HEDGE}*$",
    re.IGNORECASE,
)
_SAMPLE = re.compile(r"\bn\s*(?:=|is|was|of)\s*$|\bsample(?: size)?(?: of|:|\s)\s*$", re.IGNORECASE)
_CONFIDENCE = re.compile(r"\s*(?:confidence|credible|ci\b|interval|power\b|sure\b)", re.IGNORECASE)
_MULTIPLE = re.compile(
    rf"\b(?:(?:{HEDGE})?(?:(?P<half>halved|cut(?:\s+[\w@]+){{1,4}}\s+in half|half as (?:\w+))|(?P<two>doubled|twice as \w+|twice the)|"
    r"(?P<three>tripled|trebled)|(?P<four>quadrupled)))\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"\b(?:(?P<by>(?:by|(?:drop|cut|reduction|saving|increase|gain|lift|rise) of)\s+)?(?P<hedge>{HEDGE})?(?P<n>an?|one|two|three|four)?\s*"
    rf"\b(?P<part>half|third|quarter|fifth|tenth)s?)\b(?!\s+(?:of )?an?\b)(?P<tail>\s+(?:{CHANGE})\b|\s+of\s+(?:(?:the|our|all)\s+)*(?:{COUNTED}|traffic|costs?|bill)\b)?",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:half|third|quarter|fifth|tenth)", re.IGNORECASE)
_SPLIT = re.compile(
    r"\b(?:(?:split|divided) (?:is|was|it|into|between|across|as)|breaks? down|breakdown|made up of|mix is|mix was|consists? of)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\bn\s*=|\bsample|confidence interval|\bci\b|\binterval|±|\+/-|plus or minus|standard error|\bstd|error bars?|\bsigma\b|significan|"
    r"\bp\s*[<=≤]\s*0?\.|\bp[- ]value|t-test|bootstrap|\ba\s?/\s?b\b|\bab[- ]test|experiment|\bcontrol\b|held[- ]?out|hold-?out|test set|"
    r"\bshadow|canary|back-?test|ablation|replay|\bbaseline|\bversus\b|\bvs\b|compared (?:to|with|against)|relative to|cross[- ]valid|\bseeds\b|"
    r"randomi[sz]ed|load test|profiler|\bbenchmark|of (?:the |our |live )?traffic|\bper (?:arm|side)\b|each arm|\binterleav|\bpower\b",
    re.IGNORECASE,
)
_CAPACITY = re.compile(CAPACITY, re.IGNORECASE)
_WORTH = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_COUNT = {"one": 1, "two": 2, "three": 3, "four": 4}
NEAR = 300
"""Characters within which a test or a sample size supports a figure of a neighbouring sentence."""


def extract(text: str, turn: int = 0) -> tuple[Claim, ...]:
    """The numbers an answer states, in order. Names, years, enumerations and figures of speech are left out."""
    return tuple(_Answer(text, turn).claims())


class _Answer:
    """One answer looked at once: its figures, metrics, sentences and what supports them."""

    def __init__(self, text: str, turn: int) -> None:
        self.text, self.turn = text, turn
        self.sentences = sentences(text)
        self.starts = [start for start, _ in self.sentences]
        self.metrics, self.ranks = mentions(text)
        named = [m for m in (*self.metrics, *self.ranks) if any(c.isdigit() for c in m.name) or m.kind == "rank"]
        self.names = sorted((m.start, m.end) for m in named)

    def claims(self) -> list[Claim]:
        worded = [*self._multiples(), *self._fractions()]
        taken = sorted([*self.names, *((n.start, n.end) for n in worded)])
        figures = sorted((*self._written(taken), *worded), key=lambda n: n.start)
        out: list[Claim] = []
        at, blocked = 0, 0
        while at < len(figures):
            a, b = figures[at], figures[at + 1] if at + 1 < len(figures) else None
            if a.start < blocked:
                at += 1
                continue
            claim, used = self._two(a, b, blocked) if b else (None, 0)
            if claim is None:
                claim, used = self._one(a, b, out, blocked), 1
            if claim:
                out.append(claim)
            blocked = figures[at + used - 1].end
            at += used
        return self._supported(out)

    def _written(self, taken: list[tuple[int, int]]) -> list[Number]:
        """Figures outside the names of metrics: the 99 of p99 and the 200 of recall@200 count nothing."""
        ends = [end for _, end in taken]
        out = []
        for number in numbers(self.text):
            n = bisect_right(ends, number.start)
            if n == len(taken) or taken[n][0] >= number.end:
                out.append(number)
        return out

    def _multiples(self) -> list[Number]:
        out = []
        for match in _MULTIPLE.finditer(self.text):
            value = {"half": 0.5, "two": 2.0, "three": 3.0, "four": 4.0}[match.lastgroup or "two"]
            out.append(Number(match.start(), match.end(), value, 0.0, unit="x", signed=True))
        return out

    def _fractions(self) -> list[Number]:
        out = []
        for match in _FRACTION.finditer(self.text) if _PART.search(self.text) else ():
            if not (match["by"] or match["tail"]) or (match["part"].lower() != "half" and not match["n"]):
                continue
            value = 100 * _COUNT.get((match["n"] or "one").lower(), 1) * _WORTH[match["part"].lower()]
            out.append(Number(match.start(), match.end(), value, 4.0, unit="%", signed=True))
        return out

    def _bounds(self, at: int) -> tuple[int, int]:
        return self.sentences[max(0, bisect_right(self.starts, at) - 1)]

    def _near(self, found: list[Mention], low: int, high: int) -> list[Mention]:
        first = bisect_left(found, low, key=lambda m: m.start)
        return found[first : bisect_right(found, high, key=lambda m: m.start)]

    def _named(self, start: int, end: int, unit: str, blocked: int) -> tuple[str, Mention | None]:
        """The full name of what is measured, and the mention it rests on."""
        low, high = self._bounds(start)
        high = max(high, end)
        metric = nearest(self.text, start, end, low, high, unit, self._near(self.metrics, low, high), blocked)
        timed = unit in ("", "ms", "s", "min", "h")
        rank = None
        if timed and (metric is None or metric.kind in ("time", "quality") and metric.kind == "time"):
            rank = nearest(self.text, start, end, low, high, unit, self._near(self.ranks, low, high), blocked)
            if rank and not unit and (rank.name == "mean" or not _TIGHT.fullmatch(self.text, rank.end, start)):
                rank = None
        if unit in ("%", "pp", "x") and metric is not None and metric.kind == "time":
            rank = nearest(self.text, start, end, low, high, unit, self._near(self.ranks, low, high), 0)
        name = metric.name if metric else "latency" if rank else ""
        said = metric.name.lower() if metric else ""
        parts = [w for w in scope(self.text, start, end, low, high) if w not in said] if name or rank else []
        return " ".join(filter(None, (*parts, rank.name if rank else "", name))), metric or rank

    def _two(self, a: Number, b: Number | None, blocked: int) -> tuple[Claim | None, int]:
        """A change from `a` to `b` (or from `b` to `a`), or a range between them."""
        if b is None or b.start - a.end > 70:
            return None, 0
        gap = self.text[a.end : b.start]
        lead = self.text[max(0, a.start - 48) : a.start]
        apart = bool(a.unit) and (a.unit != b.unit or a.by != b.by)
        a, b = _alike(a, b), _alike(b, a)
        if (
            a.unit != b.unit
            or (a.noun and b.noun and a.noun.rstrip("s") != b.noun.rstrip("s"))
            or (b.signed and b.value < 0)
        ):
            return None, 0
        start = a.start
        if found := _FROM.search(lead):
            start -= len(lead) - found.start()
        changed = bool(_ARROW.match(gap))
        if not changed and (to := _TO.match(gap)) and not _NO_CHANGE.search(lead):
            changed = (
                bool(found and not _is_range(a, b, lead))
                or bool(_MOVED.search(lead))
                or (to["way"] == "down" and a.unit != "")
            )
        if not changed and _NOW.match(gap) and (was := _WAS.search(lead)):
            changed, start = True, a.start - (len(lead) - was.start())
        changed = changed or bool(_BEFORE.match(gap) and _AFTER.match(self.text, b.end))
        back = bool(_BACK.match(gap)) or bool(_BACK_FROM.match(gap) and _LED_TO.search(lead))
        if changed or back:
            name, _ = self._named(start, b.end, a.unit, blocked)
            if not (name or a.unit or found or not (a.small and b.small) or _WAS.search(lead) or _ARROW.match(gap)):
                return None, 0
            before, after = (b, a) if back else (a, b)
            return self._claim(start, b.end, name, after.unit, before.value, after.value), 2
        between = _BETWEEN.search(lead)
        if (
            (_RANGE.match(gap) or (between and _AND.match(gap)))
            and not apart
            and a.value < b.value <= 10 * a.value
            and (a.unit or not a.small)
        ):
            start = a.start - (len(lead) - between.start()) if between else a.start
            name, _ = self._named(start, b.end, a.unit, blocked)
            return self._claim(start, b.end, name, a.unit, None, (a.value + b.value) / 2), 2
        return None, 0

    def _one(self, a: Number, b: Number | None, out: list[Claim], blocked: int) -> Claim | None:
        text = self.text
        start, end = a.start, a.end
        lead = text[max(0, start - 60) : start]
        if a.unit == "%" and _CONFIDENCE.match(text, end):
            return None
        name, mention = self._named(start, end, a.unit, blocked)
        if sample := _SAMPLE.search(lead):
            return self._claim(
                start - (len(lead) - sample.start()), end, "sample size", a.unit or "items", None, a.value
            )
        if (
            b
            and b.start - end < 24
            and _OUT_OF.fullmatch(text, end, b.start)
            and a.unit in ("", b.unit)
            and b.noun
            and a.value != 1
        ):
            return self._claim(start, end, f"part of {b.noun}", b.unit, None, a.value)
        if not a.unit and not self._bare(a, mention):
            return None
        if a.noun and a.value < 10 and text[a.start].isalpha() and not _CAPACITY.fullmatch(a.noun):
            return None
        if not a.unit and mention and not self._fine(a, mention) and not self._tight(a, mention):
            name = ""
        if a.unit in ("%", "pp", "x"):
            left = _LEFT.search(lead)
            start -= len(lead) - left.start() if left else 0
            tail = _RIGHT.match(text, end)
            if not tail and a.unit == "%" and (tail := _SHARE_OF.match(text, end)):
                name = f"share of {tail.group(1).lower()}"
            end = tail.end() if tail else end
            if _SPLIT.search(text, self._bounds(a.start)[0], a.start):
                name = "split"
        else:
            left = _HEDGED.search(lead)
            start -= len(lead) - left.start() if left else 0
            if a.signed and name and not re.search(r"\b(?:of|is|was|at|equals)\s*$", lead, re.IGNORECASE):
                name = f"change in {name}"
        return self._claim(start, end, name, a.unit, None, a.value)

    def _bare(self, a: Number, mention: Mention | None) -> bool:
        """Whether a figure without a unit is a claim: a value of a named metric, a large count, a rate."""
        if (
            a.per
            or (a.scale >= 1000 and not self.text[a.start].isalpha())
            or (a.scale >= 1000 and a.value > 1e3 and a.value != a.scale)
        ):
            return True
        if not a.scale > 1 and "," in self.text[a.start : a.end]:
            return True
        return mention is not None and (self._tight(a, mention) or self._fine(a, mention))

    def _tight(self, a: Number, mention: Mention) -> bool:
        """The metric stands right before its value: `AUC of 81`."""
        if mention.end > a.start or 1900 <= a.value <= 2099:
            return False
        return _TIGHT.fullmatch(self.text, mention.end, a.start) is not None

    def _fine(self, a: Number, mention: Mention) -> bool:
        """A decimal below one beside the name of a metric that takes such values."""
        fine = not a.small and 0 < abs(a.value) < 1.5
        return fine and mention.kind in ("quality", "chance", "share") and mention.end > a.start - 70

    def _claim(self, start: int, end: int, metric: str, unit: str, before: float | None, after: float) -> Claim:
        while self.text[start].isspace():
            start += 1
        return Claim(
            text=self.text[start:end], metric=metric, before=before if before is None else _round(before), after=_round(after),
            unit=unit, turn=self.turn, start=start, end=end,
        )  # fmt: skip

    def _supported(self, claims: list[Claim]) -> list[Claim]:
        """Mark what a test, a sample, an interval or a comparison in the same or a neighbouring sentence stands behind."""
        if not claims:
            return []
        support = [m.start() for m in _SUPPORT.finditer(self.text)]
        sized = [c.start for c in claims if c.metric == "sample size" or (c.unit == "users" and (c.after or 0) >= 100)]
        marks = sorted((*support, *sized))
        places = [bisect_right(self.starts, mark) for mark in marks]
        out = []
        for claim in claims:
            here = bisect_right(self.starts, claim.start)
            near = range(bisect_left(marks, claim.start - NEAR), bisect_right(marks, claim.end + NEAR))
            held = any(abs(places[n] - here) <= 1 for n in near)
            out.append(claim.model_copy(update={"supported": True}) if held else claim)
        return out


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
        a.value < b.value and not re.search(rf"\b{_VERB}\b", lead, re.IGNORECASE) and b.unit in ("", "min", "h", "day")
    )


def _round(value: float) -> float:
    """Without the dust of binary fractions: 0.07 is said, 0.07000000000000001 is not."""
    return float(f"{value:.12g}")
