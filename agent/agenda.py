"""Which challenges are left for a project, and which comes next.

A challenge comes once in a session, whichever project it was raised against: its id is the bank's.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from agent import challenges, listening
from agent.claims import faults, gaps
from agent.claims.numbers import numbers
from agent.deps import Deps
from agent.interview_state import InterviewState
from agent.judge.text import Unit, words
from agent.projects import Likely, challenges_for
from agent.state import Opening, Project, Turn
from corpus.schema import KINDS

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
FILED_ELSEWHERE = frozenset({"recruiter", "offer", "homework"})
_OF_GAP = {"ownership": "push.we-without-i", "alternative": "push.no-alternative", "measurement": "push.no-baseline"}
SPOKEN, GAP = 0.7, 0.55
"""What a challenge to spoken words weighs beside those of the write-up, which weigh 0 to 1 by their own."""
SAME_KIND = 0.15
"""How much less a challenge weighs for each of its kind that this project has met already."""
_ALWAYS_LAST = 0.3


def of_writing(projects: Sequence[Project], deps: Deps) -> list[Opening]:
    """The challenges the write-ups invite, before a word was said."""
    return [
        Opening(
            id=one.id if one.id in deps.bank.patterns else f"{_sum_kind(one, project)}-{project.id}-{one.id}",
            kind=one.kind, project=project.id, quote=one.quote, weight=one.weight, arithmetic=one.arithmetic,
        )
        for project in projects
        for one in challenges_for(project, deps.library, deps.library.embedder)
        if one.arithmetic or one.id in deps.bank.patterns
    ]  # fmt: skip


def _sum_kind(one: Likely, project: Project) -> str:
    """A gain that nobody sized is no sum that fails; it is asked about, and never called a contradiction."""
    return next(("lift" for f in faults(project.claims, 0, project.text) if f.says == one.arithmetic and f.kind == "lift"), "sum")


def of_speech(turn: Turn, project: str, deps: Deps) -> list[Opening]:
    """The challenges that an answer invites: the bank's patterns against what it states, and what it leaves out."""
    if listening.is_code(turn.text):
        return []
    found = {ident: Opening(id=ident, kind=deps.bank.patterns[ident].kind, project=project, quote=said, weight=SPOKEN * near, turn=turn.number)
             for ident, (near, said) in _against(listening.statements(turn.text), deps).items()}  # fmt: skip
    for gap in gaps(turn.text):
        ident = _OF_GAP[gap.kind]
        kind = deps.bank.patterns[ident].kind
        found.setdefault(
            ident, Opening(id=ident, kind=kind, project=project, quote=gap.quote, weight=GAP, turn=turn.number)
        )
    return list(found.values())


def _against(parts: Sequence[Unit], deps: Deps) -> dict[str, tuple[float, str]]:
    """Pattern → how near it is to the statement it fits best, and that statement."""
    said = [part for part in parts if len(words(part.text)) >= 5]
    if not said:
        return {}
    deps.learn("pushbacks", {"kind": {"$in": list(KINDS)}})
    lines = [
        (p.id, line)
        for p in deps.bank.patterns.values()
        if not (p.topics and set(p.topics) <= FILED_ELSEWHERE)
        for line in (p.against, *p.when)
    ]
    near = deps.lens.vectors([part.text for part in said]) @ deps.lens.vectors([line for _, line in lines]).T
    out: dict[str, tuple[float, str]] = {}
    for row, part in zip(near, said, strict=True):
        at = int(row.argmax())  # a statement is against what it is nearest to, and not against all that is near
        ident, worth = lines[at][0], float(row[at])
        if worth >= challenges.PATTERN and worth > out.get(ident, (0.0, ""))[0]:
            out[ident] = (worth, part.text)
    return out


def next_opening(state: InterviewState, project: str, deps: Deps) -> Opening | None:
    """The challenge to raise next against a project, None when everything was raised."""
    raised = {c.id for c in state.challenges}
    sums = {c.arithmetic for c in state.challenges if c.arithmetic}
    kinds = Counter(c.kind for c in state.challenges if c.slot == state.at())
    against = {c.claim for c in state.challenges}
    argued = {f for c in state.challenges if c.slot == state.at() and c.arithmetic for f in _figures(c.claim)}
    best: tuple[float, Opening] | None = None
    for opening in (*state.openings, *_standing(project, state, deps)):
        if opening.project != project or opening.id in raised or (opening.quote and opening.quote in against):
            continue
        if opening.arithmetic and (opening.arithmetic in sums or _figures(opening.quote) & argued):
            continue
        worth = opening.weight - SAME_KIND * kinds[opening.kind]
        if best is None or worth > best[0]:
            best = (worth, opening)
    return best[1] if best else None


def _figures(text: str) -> set[float]:
    return {n.value for n in numbers(text)}


def _standing(project: str, state: InterviewState, deps: Deps) -> Iterator[Opening]:
    if state.brief.again:  # what was not held is all there is to replay
        return
    for n, ident in enumerate(STANDING):
        push = deps.push(ident)
        if push is not None:
            yield Opening(id=ident, kind=push.kind, project=project, weight=_ALWAYS_LAST - n / 100)
