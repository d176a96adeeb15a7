"""Which of the six parts of a project walkthrough a stretch of talk is, and how long each took."""

import re
from collections.abc import Mapping, Sequence

from agent.judge.text import units
from agent.state import Part, Record
from corpus.embed import Embedder

PARTS: tuple[Part, ...] = ("problem", "role", "architecture", "alternatives", "results", "hindsight")
NAMES: Mapping[Part, str] = {
    "problem": "problem and constraints",
    "role": "role and ownership",
    "architecture": "architecture and key decisions",
    "alternatives": "alternatives and trade-offs",
    "results": "results",
    "hindsight": "defence and hindsight",
}


class Passage(Record):
    """A stretch of a text that speaks of one part."""

    part: Part
    start: int
    end: int


_CUES: Mapping[Part, str] = {
    "hindsight": r"\bin hindsight|\blooking back|\bif i did (?:it|that|this) (?:again|today)|\bnext time\b|\bi would(?:n't| not)? .{0,40}(?:again|today|earlier|sooner)",
    "alternatives": r"\balternative|\binstead of\b|\brather than\b|\bwe (?:also )?(?:considered|tried|looked at|compared)|\btrade-?offs?\b|\brejected\b",
    "role": r"\bi (?:owned|led|wrote|decided|designed|built|was (?:the|responsible))|\bmy (?:role|part|job|call|responsibility)|\bteammates?\b|\bcolleagues?\b",
    "results": r"\bresults?\b|\bdropped|\brose\b|\bfell\b|\bwent (?:from|up|down)|\bimproved\b|\breduced\b|\ba/b\b|[+\-−–]\d",
    "problem": r"\bproblem\b|\bconstraints?\b|\bbudget\b|\bcomplain|\bgoal\b|\bhad to\b|\bneeded to\b|\bat most\b",
    "architecture": r"\barchitecture\b|\bpipeline\b|\bmodel\b|\bstage|\bindex\b|\bserv(?:es|ed|ing)\b|\bencoder\b|\bfeatures?\b|\btrained\b",
}


def parts_of(text: str, embedder: Embedder) -> tuple[Passage, ...]:
    """The parts of a text in order; talk that belongs to none is left out."""
    out: list[Passage] = []
    for unit in units(text):
        part = next((p for p, cue in _CUES.items() if re.search(cue, unit.text, re.IGNORECASE)), None)
        if part is None:
            continue
        if out and out[-1].part == part:
            out[-1] = Passage(part=part, start=out[-1].start, end=unit.end)
        else:
            out.append(Passage(part=part, start=unit.start, end=unit.end))
    return tuple(out)


def seconds_of(passages: Sequence[Passage], text: str, seconds: float) -> dict[Part, float]:
    """How long each part took, by its share of the words of a turn that took `seconds`."""
    total = max(1, len(text.split()))
    out: dict[Part, float] = {}
    for p in passages:
        share = len(text[p.start : p.end].split()) / total
        out[p.part] = out.get(p.part, 0.0) + share * seconds
    return out
