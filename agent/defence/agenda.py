"""Which challenge comes next for a project.

A challenge comes once in a session, whichever project it was raised against: its id is the bank's.
"""

import re
from collections import Counter
from collections.abc import Iterator

from agent.claims.fault import CHANGED
from agent.claims.numbers import numbers
from agent.claims.sentences import sentences
from agent.defence.consistency import owns_up
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.state import Claim, Opening

STANDING = (
    "defence.walkthrough/wouldnt-at-all",
    "defence.result-questioned/poor-by-our-standard",
    "push.ten-times-traffic",
    "defence.walkthrough/sort-by-yesterday",
    "push.paged-at-night",
    "defence.result-questioned/best-of-ten",
    "defence.walkthrough/double-the-limit",
    "push.cost-must-halve",
    "push.average-hides-slice",
    "defence.hardest-decision/without-you",
    "push.deletion-request",
    "defence.result-questioned/gameable-metric",
    "push.half-the-latency",
    "push.rollback",
    "defence.next-version/second-system",
    "push.silent-failure",
)
"""What can be said against any project, in the order it is reached for once nothing fits better."""
OF_A_RESULT = frozenset(
    {
        "defence.result-questioned/poor-by-our-standard",
        "defence.result-questioned/best-of-ten",
        "defence.result-questioned/gameable-metric",
        "push.average-hides-slice",
    }
)
"""Those of them that are against a result: without one there is nothing to say."""
OF_PEOPLE = frozenset({"defence.result-questioned/gameable-metric", "push.average-hides-slice"})
"""Those of these that make no sense of machines."""
ANSWERED_BY = {"push.no-alternative": "alternatives", "push.we-without-i": "role", "push.hindsight": "hindsight"}
"""What a write-up leaves out and an account has told: nobody asks for it again."""
LOOKING_BACK = "push.hindsight"
OF_SIZE = "push.lift-no-interval"
SAME_KIND = 0.15
"""How much less a challenge weighs for each of its kind that this project has met already."""
FITS_BETTER = 0.1
"""How much more a challenge must weigh against another project to be kept for that one."""
_LAST = 0.3
_BOUND = re.compile(
    r"\b(?:fewer|less|more) than\b|\b(?:at most|at least|under|below|within|up to|had to|must|limit|budget|target)\b",
    re.I,
)
_OF_MACHINES = re.compile(
    r"\b(?:latency|costs?|incidents?|storage|memory|cycle|throughput|compute|bill|mttr|training time)\b", re.I
)
_MARKS = (", ", "; ", " and ")


def next_opening(state: InterviewState, project: str, deps: Deps) -> Opening | None:
    """The challenge to raise next against a project, None when everything was raised."""
    raised = {c.id for c in state.challenges}
    here = [c for c in state.challenges if c.slot == state.at()]
    kinds = Counter(c.kind for c in here)
    against = {c.claim for c in state.challenges}
    sums = {c.arithmetic for c in state.challenges if c.arithmetic}
    argued = {f for c in here if c.arithmetic for f in _figures(c.claim)}
    sized = _sized(state)
    told = {part for entry in state.told if entry.slot == state.at() for part, _ in entry.parts}
    best: tuple[float, Opening] | None = None
    for opening in (*state.openings, *_standing(project, state, deps)):
        if opening.project != project or opening.id in raised or (opening.quote and opening.quote in against):
            continue
        if opening.id == LOOKING_BACK and not opening.quote:
            continue  # asked at the end of every project as it is
        if opening.arithmetic and (opening.arithmetic in sums or _figures(opening.quote) & argued):
            continue
        if opening.arithmetic and any(owns_up(text, _figures(opening.quote)) for text in _told_here(state).values()):
            continue
        if sized and not opening.reworded and (opening.id == OF_SIZE or opening.id.startswith("lift-")):
            continue  # the write-up did not say on how many people; the candidate did
        if not opening.reworded and not opening.turn and ANSWERED_BY.get(opening.id) in told:
            continue
        if any(o.id == opening.id and o.weight > opening.weight + FITS_BETTER for o in state.openings):
            continue  # it comes once in a round, so it is kept for the project it fits
        worth = opening.weight - SAME_KIND * kinds[opening.kind]
        if best is None or worth > best[0]:
            best = (worth, opening)
    return best[1] if best else None


def _figures(text: str) -> set[float]:
    return {n.value for n in numbers(text)}


def _told_here(state: InterviewState) -> dict[int, str]:
    return {t.number: t.text for t in state.turns if f"{t.round}.{t.slot}" == state.at() and not t.wish}


def _sized(state: InterviewState) -> bool:
    """Whether it was said on how many people or for how long a gain was measured."""
    turns = _told_here(state)
    return any(
        c.metric in ("sample size", "share of traffic", "traffic") or c.unit == "users" or (c.unit == "day" and (c.after or 0) >= 2)
        for c in state.claims
        if c.turn in turns
    )  # fmt: skip


def _standing(project: str, state: InterviewState, deps: Deps) -> Iterator[Opening]:
    if state.brief.again:  # what was not held is all there is to replay
        return
    for n, ident in enumerate(STANDING):
        push = deps.push(ident)
        quote, turn = _result(project, state, ident in OF_PEOPLE) if ident in OF_A_RESULT else ("", 0)
        if push is not None and (quote or ident not in OF_A_RESULT):
            yield Opening(id=ident, kind=push.kind, project=project, quote=quote, turn=turn, weight=_LAST - n / 100)


def _result(project: str, state: InterviewState, of_people: bool) -> tuple[str, int]:
    """A gain as it was told or written, in its own words and not argued about yet; and in which turn."""
    replies = {t.number for t in state.turns if t.prompt == "push_back"}
    texts = {n: text for n, text in _told_here(state).items() if n not in replies}
    written = next(p for p in state.brief.projects if p.id == project)
    argued = " ".join(c.claim for c in state.challenges)
    for claim in (*(c for c in state.claims if c.turn in texts), *written.claims):
        said = _words(texts.get(claim.turn, written.text), claim)
        machines = of_people and _OF_MACHINES.search(claim.metric)
        if _gain(claim) and claim.text not in argued and not machines and not _BOUND.search(said):
            return said, claim.turn
    return "", 0


def _gain(claim: Claim) -> bool:
    if not claim.metric or claim.metric.startswith(("expected", "conditional", "part of", "split")):
        return False
    return claim.before is not None or (claim.unit in ("%", "pp", "x") and bool(CHANGED.search(claim.text)))


def _words(text: str, claim: Claim) -> str:
    """The clause a claim stands in; its sentence where the clause is too short to be understood."""
    start, end = next(((s, e) for s, e in sentences(text) if s <= claim.start < e), (claim.start, claim.end))
    left = max([at + len(m) for m in _MARKS if (at := text.rfind(m, start, claim.start)) >= 0], default=start)
    right = min([at for m in _MARKS if (at := text.find(m, claim.end, end)) >= 0], default=end)
    return text[left:right].strip(" .") if len(text[left:right].split()) >= 4 else text[start:end].strip()
