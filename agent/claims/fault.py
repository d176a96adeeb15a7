"""What a fault is, and how two claims are held beside each other."""

import re
from typing import Literal

from agent.claims.numbers import numbers
from agent.claims.units import CHANGE, FAMILIES
from agent.state import Claim, Record

Kind = Literal[
    "change", "percentile-order", "littles-law", "rate-volume", "part-whole", "same-metric-two-values", "lift", "impossible", "sum",
]  # fmt: skip

TIME = FAMILIES[0]
HEDGE = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|some|maybe|circa|close to|like|a bit|just|or)\b|[~≈]|(?<=[\d%])\s*[-–—]\s*(?=\d)",
    re.I,
)
BOUND = re.compile(r"\b(?:over|under|more than|less than|at least|at most|up to|below|above|well)\b|[≤≥<>]", re.I)
CHANGED = re.compile(
    rf"\b(?:{CHANGE}|up|down|by|minus|plus|half|halved|doubled|tripled|trebled|quadrupled|twice|\w+fold)\b|^[+\-−–]|^(?:that|which|meaning)\b",
    re.I,
)
_WORDED = re.compile(r"\b(?:half|third|quarter|fifth|tenth)s?\b", re.I)
RANK = re.compile(r"\bp(\d+(?:\.\d+)?)\b")


class Fault(Record):
    """Figures that cannot all be so. `says` is spoken: the sum and a question, never the remedy."""

    kind: Kind
    says: str
    quote: str
    """The candidate's words in the turn just heard."""
    other_quote: str = ""
    """The words they do not fit, when there are any."""
    turn: int


def fault(kind: Kind, says: str, one: Claim, other: Claim | None, new: int) -> Fault:
    """The quote is of the new turn, whichever of the two was said first."""
    if other is not None and one.turn != new:
        one, other = other, one
    return Fault(kind=kind, says=says, quote=one.text, other_quote=other.text if other else "", turn=new)


def after_of(claim: Claim) -> float:
    return claim.after if claim.after is not None else 0.0


def rounding(claim: Claim) -> float:
    """The share of its value that rounding may have moved a claim's figure by."""
    if _WORDED.search(claim.text) and claim.before is None:
        return 0.08 + (0.1 if HEDGE.search(claim.text) else 0.0)
    found = [n.step / abs(n.value) for n in numbers(claim.text) if n.value]
    return max(found, default=0.02) + (0.1 if HEDGE.search(claim.text) else 0.0)


def spoken(claim: Claim) -> str:
    """The metric as said in mid-sentence: `Watch time` in small letters, `CTR` as it is."""
    metric = claim.metric.removeprefix("expected ").removeprefix("conditional ")
    return metric[:1].lower() + metric[1:] if metric[1:].islower() else metric


def base(metric: str) -> str:
    """The name without its percentile, for comparing p95 with p99."""
    return " ".join(RANK.sub("", metric.lower()).split())


def noun(metric: str) -> str:
    return base(metric).split(" ")[-1].rstrip("s") if metric else ""


def apart(one: Claim, other: Claim) -> int:
    """Characters between two claims of one turn."""
    first, second = sorted((one, other), key=lambda c: c.start)
    return max(0, second.start - first.end)
