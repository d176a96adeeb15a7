"""Whether what is said of a project stays the same over the round: one metric at one value, and no figure out of nowhere.

Replies to challenges are full of other versions (a prototype, a slice, a teacher): where the sentence names one, it is
another number, and nothing is said. A false accusation costs more here than a change that nobody noticed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from agent.claims.fault import BOUND, CHANGED, TIME, rounding
from agent.claims.numbers import numbers
from agent.claims.sentences import sentences
from agent.claims.units import VERB
from agent.claims.wording import ask, figure
from agent.state import Claim

APART = 0.15
"""How far two statements of one figure may lie apart, beside what rounding explains."""
_OTHER = re.compile(
    r"\b(?:prototyp\w*|tried|trying|tested|alternatives?|instead|would|could|should|if|unless|without|transformers?|teacher|student|full|"
    r"baseline|small\w*|larger|bigger|other|another|second|third|version|variant|only|slices?|segments?|markets?|cohorts?|languages?|heavy|light|peak|"
    r"night|weekend|offline|replay\w*|shadow|before|earlier|later|today|still|at first|by then|since|first (?:week|day|month)|next|hindsight|budget|target|limit|"
    r"sla|slo|goal|allowed|aim|cap|worst|best|deciles?|half|users? (?:who|with)|people (?:who|with)|new users|creators|for (?:the|those|long|short)|"
    r"in (?:one|two|three)|grew by|rose by|added|adds|more than|extra|between|on top|relative|absolute)\b",
    re.IGNORECASE,
)
_UNMEASURED = re.compile(
    r"\b(?:(?:didn'?t|did not|never|haven'?t|have not|wasn'?t|weren'?t|hadn'?t) (?:really |actually |ever |been )?(?:measured?|test(?:ed)?|compared?|tr(?:y|ied)|count(?:ed)?|track(?:ed)?|check(?:ed)?|look(?:ed)? at|benchmark(?:ed)?|quantif(?:y|ied)|run|ran)|"
    r"(?:don'?t|do not|didn'?t) (?:have|know|remember|recall) (?:the |that |a |any |an |exact )*(?:numbers?|figures?|data|measurements?|comparison|test|interval)|no (?:numbers?|figures?|data|measurement) (?:on|for)|nobody (?:measured|counted|checked|tested))",
    re.IGNORECASE,
)
_OWNS_UP = re.compile(
    r"\b(?:swapped|mixed up|(?:the )?wrong way (?:a?round)|typo|misprint|(?:is|was|were|are|['’]s) (?:wrong|a mistake|not right)(?! to\b)|"
    r"should(?:['’]ve| have) (?:been|said|written|read|put)|should (?:read|say)|correction|i meant|i miscounted)\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"\b(?:would|could|might|i'?d|guess\w*|estimat\w*|roughly expect|expect|probably|assum\w*|suppose|say|if)\b",
    re.IGNORECASE,
)


_OWN = re.compile(
    r"\b(?:as i said|like i said|i told you|overall|in total|all in all|the (?:a/b|experiment|launch|results?)|we (?:saw|got|moved|raised|cut|brought|improved)|our|"
    r"it (?:went|rose|fell|dropped|came)|(?:was|were|is) (?:up|down)|went (?:up|down)|rose|fell|came down|dropped)\b",
    re.IGNORECASE,
)
"""How one speaks of what one's own project reached: asked for in replies, where other versions are compared."""
BEFORE = 2
"""Sentences before a figure in which another version may have been brought up."""


_MOVED = re.compile(rf"\b{VERB}\b", re.IGNORECASE)
_WHERE = re.compile(r"^(?:(?:test|online|overall|total|average) )+")
"""Of a metric's name, what only says that it was measured: `test watch time`, in an A/B test."""


class _Text:
    """A text with its sentences, to look a claim's surroundings up in."""

    def __init__(self, text: str) -> None:
        self.text, self.spans = text, sentences(text)

    def around(self, claim: Claim, before: int = 0) -> str:
        at = next((n for n, (s, e) in enumerate(self.spans) if s <= claim.start < e), None)
        return claim.text if at is None else self.text[self.spans[max(0, at - before)][0] : self.spans[at][1]]


def changed(
    claims: Sequence[Claim], new: int, texts: Mapping[int, str], *, reply: bool = False
) -> tuple[str, str] | None:
    """The first metric whose value in turn `new` is another than before, as it is said, with the words; `texts` by turn,
    the write-up at 0. In a reply to a challenge only what is plainly said of the project itself counts."""
    known = {turn: _Text(text) for turn, text in texts.items()}
    before = [c for c in claims if c.turn != new and c.turn in known and _name(c)]
    for now in (c for c in claims if c.turn == new and _plain(c, known)):
        said = [c for c in before if _alike(c, now)]
        plain = [c for c in said if _plain(c, known)]
        if reply and (not _OWN.search(known[new].around(now)) or _OTHER.search(known[new].around(now, BEFORE))):
            continue
        if not plain or any(_agree(c, now) for c in said):
            continue
        old = plain[-1]
        kind = "same-metric-two-values" if old.turn else "written-spoken"
        metric = now.metric or "the traffic"
        says = ask(kind, metric=metric.lower() if metric.istitle() else metric, old=_shown(old), new=_shown(now))
        return says, now.text
    return None


def agrees(one: Claim, other: Claim) -> bool | None:
    """Whether two claims state the same figure of the same metric; None where they cannot be compared."""
    return _agree(one, other) if _name(one) and _alike(one, other) else None


def owns_up(text: str, figures: Iterable[float] = ()) -> bool:
    """Whether a candidate puts a figure right unasked, another than one of these: nobody then asks for what was just given."""
    said, wrong = {n.value for n in numbers(text)}, set(figures)
    return bool(_OWNS_UP.search(text) and said - wrong and (not wrong or said & wrong))


def late(replies: Sequence[str], now: str) -> str:
    """The figure, where a reply brings one as measured for what an earlier reply to the same challenge said was not."""
    if not any(_UNMEASURED.search(reply) for reply in replies) or _UNMEASURED.search(now):
        return ""
    known = {n.value for reply in replies for n in numbers(reply)}
    for start, end in sentences(now):
        said = now[start:end]
        fresh = [n for n in numbers(said) if n.value not in known]
        if fresh and not _SUPPOSES.search(said):
            return said.strip()
    return ""


def _name(claim: Claim) -> str:
    if claim.unit == "qps" and not claim.metric:
        return "qps"
    return _WHERE.sub("", " ".join(claim.metric.lower().replace("-", " ").split()))


def _plain(claim: Claim, texts: Mapping[int, "_Text"]) -> bool:
    """Stated as the project's own figure, not as that of a part, a plan or another version."""
    if (
        not _name(claim)
        or claim.after is None
        or claim.metric.startswith(("change in", "expected", "conditional", "part of", "split"))
    ):
        return False
    near = texts[claim.turn].around(claim)
    return not BOUND.search(claim.text) and not (_OTHER.search(near) if claim.turn else _OTHER.search(claim.text))


def _alike(one: Claim, other: Claim) -> bool:
    units = one.unit == other.unit or (one.unit in TIME and other.unit in TIME)
    return _name(one) == _name(other) and units and _moves(one) == _moves(other)


def _moves(claim: Claim) -> bool:
    """Whether it states how far something moved, rather than where it stands."""
    return (
        claim.before is None
        and claim.unit in ("%", "pp", "x")
        and bool(CHANGED.search(claim.text) or _MOVED.search(claim.text))
    )


def _agree(one: Claim, other: Claim) -> bool:
    mine, theirs = _values(one), _values(other)
    slack = APART + rounding(one) + rounding(other)
    return any(abs(a - b) <= slack * max(a, b) for a in mine for b in theirs)


def _values(claim: Claim) -> list[float]:
    unit = TIME.get(claim.unit, 1.0)
    return [abs(v) * unit for v in (claim.after, claim.before) if v is not None]


def _shown(claim: Claim) -> str:
    now = figure(abs(claim.after or 0.0), claim.unit)
    return f"{figure(abs(claim.before), claim.unit)} to {now}" if claim.before is not None else now
