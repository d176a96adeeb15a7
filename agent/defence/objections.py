"""Which challenges a project invites: by what stands in its write-up, and by what is said of it.

Both are read by the same finder. Replies to challenges are not read: they are full of what was not done.
"""

import re
from collections.abc import Iterator, Sequence

from agent import listening
from agent.deps import Deps
from agent.projects import Likely, challenges_for
from agent.state import Claim, Opening, Project, Turn
from corpus.schema import Pattern

LONG = 16
"""Words from which a statement is quoted by the clause that a challenge is against."""
_CLAUSE = re.compile(r"[,;:]\s+|\s+(?=(?:and|but|so|because|while|which)\s)")


def of_writing(projects: Sequence[Project], deps: Deps) -> list[Opening]:
    """The challenges the write-ups invite, before a word was said."""
    return [
        Opening(
            id=f"sum-{project.id}-{one.id}" if one.arithmetic else one.id,
            kind=one.kind, project=project.id, quote=_quote(one, deps), weight=one.weight, arithmetic=one.arithmetic,
        )
        for project in projects
        for one in challenges_for(project, deps.library, deps.library.embedder)
    ]  # fmt: skip


def of_speech(turn: Turn, claims: Sequence[Claim], project: str, deps: Deps) -> list[Opening]:
    """The challenges that an account invites; its sums are worked out where every answer is read."""
    if listening.is_code(turn.text) or turn.prompt == "push_back":
        return []
    told = Project(id=project, title="", text=turn.text, claims=tuple(claims))
    return [
        Opening(id=one.id, kind=one.kind, project=project, quote=_quote(one, deps), weight=one.weight, turn=turn.number)
        for one in challenges_for(told, deps.library, deps.library.embedder)
        if one.quote and not one.arithmetic
    ]


def _quote(one: Likely, deps: Deps) -> str:
    """The clause of a long statement that a challenge is against, so that the right words are quoted."""
    clauses = [c for c in _clauses(one.quote) if len(c.split()) >= 4]
    pattern = deps.bank.patterns.get(one.id)
    if pattern is None or len(one.quote.split()) <= LONG or len(clauses) < 2:
        return one.quote
    near = deps.lens.vectors(clauses) @ deps.lens.vectors(_lines(pattern)).T
    return clauses[int(near.max(axis=1).argmax())]


def _lines(pattern: Pattern) -> list[str]:
    return [pattern.against, *pattern.when]


def _clauses(said: str) -> Iterator[str]:
    start = 0
    for mark in _CLAUSE.finditer(said):
        yield said[start : mark.start()]
        start = mark.end()
    yield said[start:]
