"""Which challenges a project invites: by what stands in its write-up, and by what is said of it.

A statement is against what it is nearest to, not against all that is near; the situation a project began in is nobody's
decision, so nothing is raised against it.
"""

import re
from collections.abc import Iterator, Sequence

from agent import listening
from agent.claims import faults, gaps
from agent.deps import Deps
from agent.judge.text import Unit, words
from agent.parts import Passage
from agent.projects import Likely, challenges_for
from agent.state import Opening, Project, Turn
from corpus.schema import KINDS

FILED_ELSEWHERE = frozenset({"recruiter", "offer", "homework"})
_OF_GAP = {"ownership": "push.we-without-i", "alternative": "push.no-alternative", "measurement": "push.no-baseline"}
SPOKEN, GAP = 0.7, 0.55
"""What a challenge to spoken words weighs beside those of the write-up, which weigh 0 to 1 by their own."""
TOLD, REPLIED = 0.64, 0.72
"""Nearness from which a statement is challenged: an account of what was done, and a reply, which is full of what was not."""
LONG = 16
"""Words from which a statement is quoted by its nearest clause."""
_CLAUSE = re.compile(r"[,;:]\s+|\s+(?=(?:and|but|so|because|while|which)\s)")


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


def of_speech(turn: Turn, told: Sequence[Passage], project: str, deps: Deps) -> list[Opening]:
    """The challenges that an answer invites: the bank's patterns against what it states, and what it leaves out."""
    if listening.is_code(turn.text):
        return []
    decided = [u for u in listening.statements(turn.text) if not _situation(u, told)]
    found = {
        ident: Opening(
            id=ident, kind=deps.bank.patterns[ident].kind, project=project, quote=said, weight=SPOKEN * near, turn=turn.number
        )
        for ident, (near, said) in _against(decided, REPLIED if turn.prompt == "push_back" else TOLD, deps).items()
    }  # fmt: skip
    for gap in gaps(turn.text):
        ident = _OF_GAP[gap.kind]
        kind = deps.bank.patterns[ident].kind
        opening = Opening(id=ident, kind=kind, project=project, quote=gap.quote, weight=GAP, turn=turn.number)
        found.setdefault(ident, opening)
    return list(found.values())


def _sum_kind(one: Likely, project: Project) -> str:
    """A gain that nobody sized is no sum that fails; it is asked about, and never called a contradiction."""
    wrong = faults(project.claims, 0, project.text)
    return next(("lift" for f in wrong if f.says == one.arithmetic and f.kind == "lift"), "sum")


def _situation(unit: Unit, told: Sequence[Passage]) -> bool:
    return any(p.part == "problem" and p.start <= unit.start < p.end for p in told)


def _against(parts: Sequence[Unit], bar: float, deps: Deps) -> dict[str, tuple[float, str]]:
    """Pattern → how near it is to the statement it fits best, and the words of that statement."""
    said = [part for part in parts if len(words(part.text)) >= 5]
    if not said:
        return {}
    deps.learn("pushbacks", {"kind": {"$in": list(KINDS)}})
    patterns = [p for p in deps.bank.patterns.values() if not (p.topics and set(p.topics) <= FILED_ELSEWHERE)]
    lines = [(p.id, line) for p in patterns for line in (p.against, *p.when)]
    near = deps.lens.vectors([part.text for part in said]) @ deps.lens.vectors([line for _, line in lines]).T
    out: dict[str, tuple[float, str]] = {}
    for row, part in zip(near, said, strict=True):
        at = int(row.argmax())
        ident, line = lines[at]
        worth = float(row[at])
        if worth >= bar and worth > out.get(ident, (0.0, ""))[0]:
            out[ident] = (worth, _clause(part.text, line, deps))
    return out


def _clause(said: str, line: str, deps: Deps) -> str:
    """The clause of a long statement that a challenge is against, so that the right words are quoted."""
    clauses = [c for c in _clauses(said) if len(c.split()) >= 4]
    if len(said.split()) <= LONG or len(clauses) < 2:
        return said
    near = deps.lens.vectors(clauses) @ deps.lens.vectors([line])[0]
    return clauses[int(near.argmax())]


def _clauses(said: str) -> Iterator[str]:
    start = 0
    for mark in _CLAUSE.finditer(said):
        yield said[start : mark.start()]
        start = mark.end()
    yield said[start:]
