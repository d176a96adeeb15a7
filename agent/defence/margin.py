"""The small arithmetic an interviewer does on the margin of a claim: what a change comes to, what a rate means in a day.

Shown, never judged: whether figures contradict each other is for `agent.claims` to say.
"""

import re
from collections.abc import Mapping, Sequence

from agent.claims.fault import RANK, TIME
from agent.claims.sentences import sentences
from agent.claims.wording import figure
from agent.state import Claim

_FALSE = re.compile(r"\b(?:false[- ]positive[- ]rate|fpr)\b", re.IGNORECASE)
_DAILY = re.compile(r"\b(?:a|per|each|every)\s+day\b|/\s?day\b|\bdaily\b", re.IGNORECASE)
_MARK = re.compile(r"\b(?:target|budget|limit|goal|cap|sla|slo|expected)\b", re.IGNORECASE)
_PEOPLE = ("items", "users", "")


def worked_out(claim: Claim, others: Sequence[Claim], texts: Mapping[int, str]) -> str:
    """The sum that belongs to a claim; empty when there is none."""
    return _change(claim) or _in_flight(claim, others) or _wrong_a_day(claim, texts)


def _change(claim: Claim) -> str:
    if not claim.before or claim.after is None:
        return ""
    share = 100 * (claim.after - claim.before) / abs(claim.before)
    said = f"{figure(claim.before, claim.unit)} to {figure(claim.after, claim.unit)} is {share:+.1f} %"
    return f"{said}, {claim.after - claim.before:+.3g} points" if claim.unit in ("%", "pp") else said


def _in_flight(claim: Claim, others: Sequence[Claim]) -> str:
    """Little's law: what arrives in a second times how long it stays is what is inside."""
    if claim.unit != "qps" or claim.after is None:
        return ""
    times = [
        c for c in others if c.unit in ("ms", "s") and "latency" in c.metric.lower() and not _MARK.search(c.metric)
    ]
    if not times:
        return ""
    time = min(times, key=_rank)
    inside = claim.after * (time.after or 0.0) * TIME[time.unit]
    bound = f", an upper bound at p{_rank(time):g}" if _rank(time) > 60 else ""
    return (
        f"{figure(claim.after)} a second × {figure(time.after or 0.0, time.unit)} ≈ "
        f"{figure(float(f'{inside:.2g}'))} in flight{bound}"
    )


def _rank(claim: Claim) -> float:
    found = RANK.search(claim.metric)
    return float(found.group(1)) if found else 50.0


def _wrong_a_day(claim: Claim, texts: Mapping[int, str]) -> str:
    if claim.unit != "%" or not claim.after or not _FALSE.search(claim.metric):
        return ""
    volume = next((v for text in texts.values() for v in _volumes(text)), 0.0)
    if not volume:
        return ""
    wrong = float(f"{volume * claim.after / 100:.2g}")
    return f"{figure(claim.after, '%')} of {figure(volume)} a day ≈ {figure(wrong)} wrongly flagged a day, if nearly all are harmless"


def _volumes(text: str) -> list[float]:
    from agent.claims import extract

    spans = [(s, e) for s, e in sentences(text) if _DAILY.search(text, s, e)]
    return [
        c.after
        for c in extract(text)
        if c.unit in _PEOPLE and c.after and c.after >= 1e4 and any(s <= c.start < e for s, e in spans)
    ]
