"""From an answer to its claims: figures with what they measure, from what to what, and whether anything stands behind them."""

import re
from bisect import bisect_left, bisect_right

from agent.claims.metrics import Mention, mentions, nearest, owner, scope, subject
from agent.claims.numbers import Number, numbers
from agent.claims.pairs import Pair, pair
from agent.claims.sentences import lower, sentences
from agent.claims.units import CAPACITY, CHANGE, COUNTED, HEDGE, VERB
from agent.claims.worded import worded
from agent.state import Claim

_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|our|my|all|those|these|a total of)\s+)?$", re.IGNORECASE)
_LOOSE = (
    r"(?:than|and|on|in|of|for|at|with|which|so|but|overall|now|by|since|because|as|to|when|or|from|after|across|over|that|it|we|i|is|was|"
    r"per|if|vs|versus|compared|against|while|without|then|there|today|online|offline|the|a|an|our)\b"
)
_LEFT = re.compile(
    rf"(?:\b(?:that['’]s|that is|which is|meaning|(?:{CHANGE})\s+(?:[\w@]+\s+){{0,4}}?by|(?:lift|gain|drop|cut|reduction|saving|increase|improvement|decrease|speed-?up) of|(?:up|down) by|by|up|"
    rf"down|off|gained|lost|saved|saving|losing|gaining|cutting|trimming|shaving|dropped|fell|rose|grew|improved|moved)\s+)?{HEDGE}*$",
    re.IGNORECASE,
)
_HEDGED = re.compile(rf"(?:\b{VERB}\s+(?:up |down |back )?to\s+{HEDGE}*|{HEDGE}+)$", re.IGNORECASE)
_RIGHT = re.compile(
    rf"(?:\s+(?:relative|absolute|overall|point))?[\s-]+(?:{CHANGE}|up(?! to)|down(?! to))\b(?:(?:\s+(?:in|of|on))?(?:\s+(?:the|our|total|their))?\s+(?!{_LOOSE})[a-z][\w-]*)?",
    re.IGNORECASE,
)
"""With the word for what changed: `25% fewer machines` is not about the latency before it."""
_SHARE_OF = re.compile(
    rf"\s+of\s+(?:the\s+|our\s+|all\s+|their\s+|that\s+|live\s+|total\s+)*({COUNTED}|traffic|volume|revenue|calls|budget)\b",
    re.IGNORECASE,
)
_TIGHT = re.compile(
    rf"(?:\s+(?:of|for) an? [a-z-]+)?\s*(?:(?:of|is|was|at|=|:|to|reached|hit|around|got|stood at|sits at|went to|came out at|comes out at|comes in at|score|scores|came in at|(?:comes?|came) to|now)\s*)*{HEDGE}*$",
    re.IGNORECASE,
)
_IS = re.compile(r"\s*(?:of|is|was|at|=|equals)\s*", re.IGNORECASE)
_MARGIN = re.compile(r"(?:\bplus or minus|\bplus/minus|±|\+/-)", re.IGNORECASE)
"""What stands after it is how far a figure may be off, and no change."""
_SAMPLE = re.compile(r"\bn\s*(?:=|is|was|of)\s*$|\bsample(?: size)?(?: of|:|\s)\s*$", re.IGNORECASE)
_CONFIDENCE = re.compile(r"\s*(?:confidence|credible|ci\b|interval|power\b|sure\b)", re.IGNORECASE)
_SPLIT = re.compile(
    r"\b(?:(?:split|divided) (?:is|was|it|into|between|across|as)|(?:is|was|are|were) split|breaks? down|breakdown|made up of|mix is|mix was|consists? of)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\bn\s*=|\bsample|confidence interval|\bci\b|\binterval|±|\+/-|plus or minus|standard error|\bstd|error bars?|\bsigma\b|significan|"
    r"\bp\s*[<=≤]\s*0?\.|\bp[- ]value|t-test|bootstrap|\ba\s?/\s?b\b|\bab[- ]test|experiment|\bcontrol\b|held[- ]?out|hold-?out|test set|"
    r"\bshadow|canary|back-?test|ablation|replay|\bbaseline|\bversus\b|\bvs\b|compared (?:to|with|against)|relative to|cross[- ]valid|\bseeds\b|"
    r"randomi[sz]ed|load test|profiler|\bbenchmark|of (?:the |our |live )?traffic|\bper (?:arm|side)\b|each arm|\binterleav|\bpower\b",
)
_PLURAL = re.compile(r"\s+([a-z]{3,20}s)\b", re.IGNORECASE)
_CAPACITY = re.compile(CAPACITY, re.IGNORECASE)
_WHOSE = re.compile(r"(?:\s+latency)?\s+(?:of|for)\s+(?:the\s+|our\s+|an?\s+|all\s+)?([a-z][\w-]+)", re.IGNORECASE)
_GENERAL = re.compile(
    r"latency|latencies|response|about|around|roughly|it|that|this|everything|whole|less|more|under|over|time|only|just|nearly|almost|an?|point|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred",
    re.IGNORECASE,
)
"""`p99 of reads` is the reads' own; `p99 of about 40` is nobody's."""
NEAR = 300
"""Characters within which a test or a sample size supports a figure of a neighbouring sentence."""


def extract(text: str, turn: int = 0) -> tuple[Claim, ...]:
    """The numbers an answer states, in order. Names, years, enumerations and figures of speech are left out."""
    return tuple(_Answer(text, turn).claims())


class _Answer:
    """One answer looked at once: its figures, metrics, sentences and what supports them."""

    def __init__(self, text: str, turn: int) -> None:
        self.text, self.low, self.turn = text, lower(text), turn
        self.sentences = sentences(text)
        self.starts = [start for start, _ in self.sentences]
        self.metrics, self.ranks = mentions(text)
        named = [m for m in (*self.metrics, *self.ranks) if any(c.isdigit() for c in m.name) or m.kind == "rank"]
        self.names = sorted((m.start, m.end) for m in named)

    def claims(self) -> list[Claim]:
        spoken = worded(self.low)
        taken = sorted([*self.names, *((n.start, n.end) for n in spoken)])
        figures = sorted((*self._written(taken), *spoken), key=lambda n: n.start)
        out: list[Claim] = []
        at, blocked = 0, 0
        while at < len(figures):
            a, b = figures[at], figures[at + 1] if at + 1 < len(figures) else None
            if a.start < blocked:
                at += 1
                continue
            two = pair(self.text, a, b) if b else None
            if two and (claim := self._two(two, blocked)):
                used = 2
            else:
                claim, used = self._one(a, b, blocked), 1
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

    def _bounds(self, at: int) -> tuple[int, int]:
        return self.sentences[max(0, bisect_right(self.starts, at) - 1)]

    def _near(self, found: list[Mention], low: int, high: int, start: int) -> list[Mention]:
        first = bisect_left(found, max(low, start - NEAR), key=lambda m: m.start)
        return found[first : bisect_right(found, min(high, start + NEAR), key=lambda m: m.start)]

    def _named(self, start: int, end: int, unit: str, blocked: int) -> tuple[str, Mention | None]:
        """The full name of what is measured, and the mention it rests on."""
        low, high = self._bounds(start)
        high = max(high, end)
        ranks = self._near(self.ranks, low, high, start)
        metric = nearest(self.text, start, end, low, high, unit, self._near(self.metrics, low, high, start), blocked)
        rank = None
        if unit in ("", "ms", "s", "min", "h") and (metric is None or metric.kind == "time"):
            rank = nearest(self.text, start, end, low, high, unit, ranks, blocked)
            if rank and not unit and (rank.name == "mean" or not _TIGHT.fullmatch(self.text, rank.end, start)):
                rank = None
        if unit in ("%", "pp", "x") and metric is not None and metric.kind == "time":
            rank = nearest(self.text, start, end, low, high, unit, ranks, 0)
        name = metric.name if metric else "latency" if rank else ""
        said = metric.name.lower() if metric else ""
        apart = scope(self.text, start, end, low, high) if name else []
        if (
            rank
            and (of := _WHOSE.match(self.text, rank.end))
            and of.group(1).lower() not in apart
            and not _GENERAL.fullmatch(of.group(1))
        ):
            apart = [of.group(1).lower(), *apart]
        elif rank:
            apart = [*(word for word in owner(self.text, rank.start, low).split() if word not in apart), *apart]
        parts = [word for word in apart if word not in said and (rank or word != "conditional")]
        return " ".join(filter(None, (*parts, rank.name if rank else "", name))), metric or rank

    def _two(self, two: Pair, blocked: int) -> Claim | None:
        name, _ = self._named(two.start, two.end, two.unit, blocked)
        if not (name or two.sure):
            return None
        return self._claim(two.start, two.end, name, two.unit, two.before, two.after)

    def _one(self, a: Number, b: Number | None, blocked: int) -> Claim | None:
        text = self.text
        start, end = a.start, a.end
        lead = text[max(0, start - 60) : start]
        if (a.unit == "%" and _CONFIDENCE.match(text, end)) or _MARGIN.search(text, max(0, start - 12), a.start + 6):
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
            and (whole := b.noun or self._plural(b))
            and a.value != 1
        ):
            return self._claim(start, end, f"part of {whole}", b.unit, None, a.value)
        if not a.unit and not self._bare(a, mention):
            return None
        if a.noun and a.value < 10 and text[a.start].isalpha() and not _CAPACITY.fullmatch(a.noun):
            return None
        if not a.unit and mention and not self._fine(a, mention) and not self._tight(a, mention):
            name = ""
        if a.unit in ("%", "pp", "x"):
            left = _LEFT.search(lead)
            start -= len(lead) - left.start() if left else 0
            if (
                mention
                and mention.start >= end
                and " by" in text[start : a.start]
                and text[start : a.start].count(" ") > 2
            ):
                name = ""  # "reduced false negatives by 6% with no added latency"
            tail = _RIGHT.match(text, end)
            if not tail and a.unit == "%" and (tail := _SHARE_OF.match(text, end)):
                name = f"share of {tail.group(1).lower()}"
            end = tail.end() if tail else end
            if mention and mention.start < end < mention.end:
                end = mention.end
            elsewhere = mention is None or mention.end <= blocked
            if (
                blocked
                and elsewhere
                and not name.startswith("share of")
                and (own := subject(text, max(blocked, self._bounds(a.start)[0]), start))
            ):
                name = own
            if _SPLIT.search(text, max(self._bounds(a.start)[0], a.start - NEAR), a.start):
                name = "split"
        else:
            left = _HEDGED.search(lead)
            start -= len(lead) - left.start() if left else 0
            level = mention and mention.end <= a.start and _IS.fullmatch(text, mention.end, a.start)
            if a.signed and name and not level:
                name = f"change in {name}"
        return self._claim(start, end, name, a.unit, None, a.value)

    def _plural(self, number: Number) -> str:
        """What a bare figure counts, in a word we have no list for: `of the 1,300 annotations`."""
        found = None if number.unit else _PLURAL.match(self.text, number.end)
        return found[1].lower() if found else ""

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
        fine = not a.small and 0 < abs(a.value) < 1
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
        support = [m.start() for m in _SUPPORT.finditer(self.low)]
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


def _round(value: float) -> float:
    """Without the dust of binary fractions: 0.07 is said, 0.07000000000000001 is not."""
    return float(f"{value:.12g}")
