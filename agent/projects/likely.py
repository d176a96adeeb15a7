"""The challenges a project will most likely meet, the weakest claims first.

Three sources: figures that do not add up, what the words give away (weak.py), and the bank's patterns retrieved against
each decision. What is already backed by the sentence beside it is left alone: a sound claim met with doubt teaches nothing.
"""

import re
from collections.abc import Iterator, Sequence

from agent.claims import Fault, faults
from agent.judge.text import Unit, units, words
from agent.projects.cues import CUES
from agent.projects.headings import part_of
from agent.projects.parts import announced, headed, labelled
from agent.projects.weak import Statement, backed, weaknesses
from agent.state import Part, Project, Record
from corpus.content import load_bank
from corpus.embed import Embedder
from corpus.schema import Pattern
from corpus.search import Library

BARE, DECISION = 0.6, 0.47
"""How near a sentence must be to the pattern nearest to it when it holds none of its cues: any sentence, and a decision."""
DEPTH = 400
"""Passages of the bank looked at for a sentence."""
_SILENT: frozenset[Part | None] = frozenset(("problem", "role"))
_BY_RULE = frozenset(
    f"push.{name}"
    for name in (
        "lift-no-interval no-baseline mean-latency saving-not-on-bill offline-only we-without-i led-the-team percent-or-points littles-law "
        "cost-must-halve half-the-latency ten-times-traffic who-decided problem-was-given what-you-dropped beyond-your-team failed-launch "
        "nothing-got-worse gain-attribution why-us-as-consumer offer-unsupported homework-gold-plating ship-pressure"
    ).split()
)
"""Patterns that weak.py finds by rule, or that are against a whole project: nearness to one sentence proves nothing."""
_GENERAL: tuple[tuple[str, str, float], ...] = (
    ("push.ten-times-traffic", r"\b(?:qps|requests?|users?|a second|million|billion|hosts?|traffic|gpus?)\b", 0.2),
    ("push.half-the-latency", r"\b\d+\s*(?:ms|milliseconds|seconds)\b", 0.18),
    ("push.cost-must-halve", r"\b(?:hosts?|gpus?|machines?|servers?|cards?|cluster|llm)\b", 0.16),
    (
        "push.deletion-request",
        r"\b(?:users?|people|histor\w+|personal|device|accounts?|clicks|listeners?|buyers?)\b",
        0.15,
    ),
    ("push.paged-at-night", r"\b(?:production|launch\w*|serv(?:e|es|ed|ing)|online|live|deployed)\b", 0.14),
    ("push.silent-failure", r"\b(?:features?|pipeline|stream|model)\b", 0.12),
    ("push.nothing-got-worse", r"\b(?:improved|rose|up|fell|better|gain)\b", 0.11),
    ("push.who-decided", r"\b(?:we|team|decided)\b", 0.1),
    ("push.gain-attribution", r"\d\s*%", 0.09),
    ("push.what-you-dropped", r".", 0.05),
)
"""What is asked of any project: scale, a shifted limit, cost, privacy, what broke. They fill the list, and rank last."""


class Likely(Record):
    """One challenge and what it is against."""

    id: str
    """A pattern of the bank (`push.no-baseline`), or `numbers-N` for figures that do not add up."""
    kind: str
    say: str
    quote: str = ""
    """The words of the write-up it is against; empty when it is against the whole project."""
    start: int = 0
    end: int = 0
    weight: float
    """How likely and how costly, 0 to 1: the order they come in."""
    arithmetic: str = ""
    """The sum, for `numbers-N`: as `agent.state.Challenge` keeps it."""


def challenges_for(project: Project, library: Library, embedder: Embedder) -> tuple[Likely, ...]:
    """Every challenge that fits, the likeliest first; at most one of each id."""
    patterns = load_bank().patterns
    said = statements(project.text, embedder)
    best: dict[str, Likely] = {}
    for likely in (
        *_sums(project),
        *_weak(said, project.text, patterns),
        *_retrieved(said, library, embedder, patterns),
        *_asked(project, patterns),
    ):
        if likely.id not in best or likely.weight > best[likely.id].weight:
            best[likely.id] = likely
    return tuple(sorted(best.values(), key=lambda one: (-one.weight, one.start, one.id)))


def statements(text: str, embedder: Embedder) -> list[Statement]:
    """The sentences of a project with their parts, without its headings."""
    found = units(text)
    labels: list[Part | None] = labelled(found, text, embedder)
    out = []
    for unit, part, head in zip(found, labels, headed(found, text), strict=True):
        if _heading(text, unit):
            continue
        line = text.rfind("\n", 0, unit.start) + 1
        stop = text.find("\n", unit.end)
        block = text[line : stop if stop >= 0 else len(text)]
        beside = _beside(block, unit.start - line, unit.end - line)
        sure: Part | None = part if part is not None and (part == head or announced(unit.text, part)) else None
        out.append(Statement(unit.text.lstrip("-• "), unit.start, unit.end, sure, beside))
    return out


def _heading(text: str, unit: Unit) -> bool:
    line = text.rfind("\n", 0, unit.start) + 1
    stop = text.find("\n", unit.end)
    whole = text[line : stop if stop >= 0 else len(text)].strip()
    return part_of(whole) is not None or (
        len(words(whole)) <= 8
        and whole[-1:] not in ".!?"
        and not re.search(r"\d", whole)
        and line > 0
        and text[line - 2 : line] == "\n\n"
    )


def _beside(block: str, start: int, end: int) -> str:
    """A sentence with the one after it, and the rest of its own when it was cut at a pause."""
    ends = [0, *(m.end() for m in re.finditer(r"[.!?]\s+", block)), len(block)]
    first = max(e for e in ends if e <= start + 1)
    after = [e for e in ends if e >= end]
    return block[first : after[1] if len(after) > 1 else len(block)]


def _sums(project: Project) -> Iterator[Likely]:
    found = [f for f in faults(project.claims, 0, project.text) if f.kind != "lift"]
    for n, fault in enumerate(found, 1):
        start = _place_of(fault, project)
        yield Likely(
            id=f"numbers-{n}", kind="numbers", say=fault.says, quote=fault.quote, start=start, end=start + len(fault.quote),
            weight=1.0, arithmetic=fault.says,
        )  # fmt: skip


def _place_of(fault: Fault, project: Project) -> int:
    """Where the words of a fault stand: the same figure may be said twice, the one beside the other words is meant."""
    ones = [c.start for c in project.claims if c.text == fault.quote]
    others = [c.start for c in project.claims if c.text == fault.other_quote] or [0]
    if not ones:
        return max(0, project.text.find(fault.quote))
    return min(ones, key=lambda start: min(abs(start - other) for other in others))


def _weak(said: Sequence[Statement], text: str, patterns: dict[str, Pattern]) -> Iterator[Likely]:
    for found in weaknesses(said, text):
        yield _likely(patterns[found.id], found.at, found.weight)


def _retrieved(
    said: Sequence[Statement], library: Library, embedder: Embedder, patterns: dict[str, Pattern]
) -> Iterator[Likely]:
    """The patterns against each decision: by a cue and some nearness, or by great nearness alone."""
    for one in said:
        if one.part in _SILENT or len(words(one.text)) < 3:
            continue
        held = backed(one)
        near: dict[str, float] = {}
        for owner, nearness in library.shelf.nearness("pushbacks", embedder.one(one.text), DEPTH, None):
            if owner in patterns and owner not in _BY_RULE:
                near[owner] = max(near.get(owner, 0.0), nearness)
        fits, nearest = [], max(near.values(), default=0.0)
        for owner in {*near, *(known for known, cue in CUES.items() if cue.search(one.text))} - _BY_RULE:
            nearness = near.get(owner, 0.0)
            cued = owner in CUES and bool(CUES[owner].search(one.text))
            first = nearness == nearest and nearness >= (DECISION if one.part == "architecture" else BARE)
            if cued or first:
                fits.append((nearness + 0.2 * cued, owner))
        for score, owner in sorted(fits, reverse=True)[:3]:
            if held or (one.part == "hindsight" and owner not in ("push.hindsight", "push.paged-at-night")):
                continue
            if one.part == "alternatives" and owner != "push.no-alternative":
                continue
            yield _likely(patterns[owner], one, min(0.88, 0.25 + 0.6 * score))


def _asked(project: Project, patterns: dict[str, Pattern]) -> Iterator[Likely]:
    for pattern, words_of_it, weight in _GENERAL:
        if re.search(words_of_it, project.text, re.IGNORECASE):
            yield _likely(patterns[pattern], None, weight)


def _likely(pattern: Pattern, at: Statement | None, weight: float) -> Likely:
    quote = {"quote": at.text, "start": at.start, "end": at.end} if at else {}
    return Likely(id=pattern.id, kind=pattern.kind, say=" ".join(pattern.say.split()), weight=round(weight, 3), **quote)
