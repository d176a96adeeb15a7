"""What a bank file, a loop and a pushback pattern may contain.

Unknown keys are refused: a misspelt `weight` must never turn into the default weight in silence.
"""

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

Level = Literal["1-2", "2-1", "2-2", "3-1", "3-2"]
Team = Literal["recommendation", "ads", "search", "trust-and-safety", "e-commerce", "inference"]
Kind = Literal[
    "we_wouldnt", "performs_poorly", "numbers", "over_engineered", "too_simple",
    "ownership", "scale", "constraint", "what_broke",
]  # fmt: skip
Round = Literal[
    "recruiter", "coding", "ml", "statistics", "system-design", "behavioral",
    "defence", "inference", "homework", "offer",
]  # fmt: skip
Topic = Literal[
    "recommender-modeling", "system-design", "statistics", "deep-learning", "llm-multimodal",
    "inference", "attention", "behavioral", "recruiter", "offer", "homework", "defence",
]  # fmt: skip
LEVELS: tuple[str, ...] = get_args(Level)
TEAMS: tuple[str, ...] = get_args(Team)
KINDS: tuple[str, ...] = get_args(Kind)
ROUNDS: tuple[str, ...] = get_args(Round)
TOPICS: tuple[str, ...] = get_args(Topic)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DOTTED = re.compile(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*")


def _slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise ValueError("must be lower-case words joined by hyphens, such as names-the-mechanism")
    return text


def _dotted(text: str) -> str:
    if not _DOTTED.fullmatch(text):
        raise ValueError("must look like area.short-name, such as reco.position-bias")
    return text


def _said(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise ValueError("must not be empty")
    return text


Slug = Annotated[str, AfterValidator(_slug)]
Dotted = Annotated[str, AfterValidator(_dotted)]
Said = Annotated[str, AfterValidator(_said)]


class Record(BaseModel):
    """Frozen, and deaf to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Record):
    """Where a question comes from: a seed document and its section."""

    seed: Literal["000", "001", "002", "003", "004"]
    section: Said
    kind: Literal["rewritten", "extended"]
    """`rewritten`: the seed asks this. `extended`: in the seed's spirit, ours."""


class Point(Record):
    """One thing a strong answer contains."""

    id: Slug
    weight: int = Field(ge=1, le=3)
    says: Said
    like: tuple[Said, ...] = Field(min_length=3)
    unlike: tuple[Said, ...] = Field(min_length=2)


class Probe(Record):
    """A question toward a missing point that does not give it away."""

    missing: Slug
    ask: Said


class Pushback(Record):
    """One challenge: what it is against, how it is said, and what would hold against it."""

    id: Slug
    kind: Kind
    against: Said
    say: Said
    again: Said
    """The second push: asks for what is missing, in other words."""
    holds_if: tuple[Said, ...] = Field(min_length=2)
    held_by: tuple[Said, ...] = Field(min_length=2)
    """Replies, as spoken, that the interviewer gives way to."""


class Pattern(Pushback):
    """A pushback that fits many questions and projects, found by what was just claimed."""

    id: Dotted  # type: ignore[assignment]
    when: tuple[Said, ...] = Field(min_length=3)
    """Sentences, as candidates say them, that this challenge answers."""
    topics: tuple[Topic, ...] = ()
    source: Source


class Question(Record):
    """One thing the interviewer can ask."""

    id: Dotted
    title: Said
    round: Round
    topic: Topic
    levels: tuple[Level, ...] = Field(min_length=1)
    minutes: int = Field(ge=1, le=45)
    teams: tuple[Team, ...] = ()
    """Empty: any team may ask it."""
    ask: Said
    tests: Said
    also: tuple[Said, ...] = Field(min_length=6)
    """Other ways in which people describe this question; never said, only found by."""
    facts: dict[Said, Said] = Field(min_length=1)
    points: tuple[Point, ...] = Field(min_length=4, max_length=6)
    probes: tuple[Probe, ...] = Field(min_length=2)
    pushbacks: tuple[Pushback, ...] = Field(min_length=2)
    hints: tuple[Said, Said, Said]
    harder: Said
    """Asked when everything was covered and time is left: a constraint shifts."""
    strong: Said
    mistakes: tuple[Said, ...] = Field(min_length=2)
    source: Source

    @field_validator("facts", mode="before")
    @classmethod
    def _facts_are_text(cls, facts: object) -> object:
        """YAML reads `batch size: 8192` as a number; an interviewer says it as text."""
        if isinstance(facts, dict):
            return {str(key): str(value) for key, value in facts.items()}
        return facts

    @model_validator(mode="after")
    def _inner_ids(self) -> "Question":
        points = [point.id for point in self.points]
        pushes = [push.id for push in self.pushbacks]
        for name, ids in (("point", points), ("pushback", pushes)):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"{name} id used twice: {', '.join(twice)}")
        for probe in self.probes:
            if probe.missing not in points:
                raise ValueError(f"probe is about {probe.missing!r}, which is not a point here ({', '.join(points)})")
        return self


class LoopRound(Record):
    """One round of a loop: how long, and how many questions of which topic."""

    kind: Round
    title: Said
    minutes: int = Field(ge=5, le=90)
    picks: dict[Topic | Literal["coding"], int]
    tips: tuple[Said, ...] = ()
    closing: bool = True
    """Whether it ends with the candidate's own questions."""


class Loop(Record):
    """A company's sequence of rounds."""

    id: Slug
    title: Said
    about: Said
    rounds: tuple[LoopRound, ...] = Field(min_length=1)
    source: Source


class LevelSpec(Record):
    """What is expected at one level, and how the rounds weigh for it."""

    id: Level
    title: Said
    years: Said
    scope: Said
    expects: tuple[Said, ...] = Field(min_length=3)
    weights: dict[Round | Literal["communication"], float]
    bars: dict[Literal["no_hire", "lean_no_hire", "lean_hire", "hire", "strong_hire"], float]
    """The lowest score (0 to 1) that earns each band; below `no_hire` is a strong no hire."""
    source: Source
