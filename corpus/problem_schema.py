"""What a coding problem's `problem.yaml` may contain; the code beside it is listed in corpus/problem_files.py.

Names of tests appear here (remarks) and in `wrong/*.py`: rename a test and `python -m corpus.check_problems` says who still uses the old name.
"""

import keyword
import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from corpus.schema import Level, Point, Record, Said, Slug, Source

Difficulty = Literal["medium", "hard"]
"""`medium` is the coding assessment of a loop, `hard` its live and harder round."""
CodingTopic = Literal[
    "arrays", "strings", "hashing", "heaps", "streams", "intervals", "graphs", "tries", "caches", "sampling",
    "metrics", "ranking", "decoding", "attention", "training", "clustering", "parsing", "text",
]  # fmt: skip
Growth = Literal["O(1)", "O(log n)", "O(n)", "O(n log n)", "O(n²)"]
GROWTHS: tuple[str, ...] = get_args(Growth)


def _name(text: str) -> str:
    if not text.isidentifier() or keyword.iskeyword(text):
        raise ValueError("must be the name of a function or class, such as shortest_cut")
    return text


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from error
    return text


Name = Annotated[str, AfterValidator(_name)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class Hint(Record):
    """One rung; `needs_approach` keeps the key step back until an approach was stated."""

    say: Said
    needs_approach: bool = False


class Remark(Record):
    """What an interviewer says on seeing something; exactly one of `fails`, `lacks`, `silent` says what was seen."""

    say: Said
    fails: Slug | None = None
    """A hidden test that failed on --run or --submit."""
    lacks: Pattern | None = None
    """A pattern the submitted code does not contain."""
    silent: int | None = Field(default=None, ge=1, le=30)
    """Minutes without a word or a run."""

    @model_validator(mode="after")
    def _one_sight(self) -> "Remark":
        if sum(seen is not None for seen in (self.fails, self.lacks, self.silent)) != 1:
            raise ValueError("give exactly one of `fails`, `lacks` and `silent`")
        return self


class Complexity(Record):
    """What the reference costs, as a candidate would say it, and what a measurement would show."""

    time: Said
    space: Said
    grows: Growth
    """The label for the inputs that `growth` in tests.py makes (their n)."""
    also: tuple[Said, ...] = ()
    """Other right ways of stating the time, such as O(n log k)."""


class FollowUp(Record):
    """A shifted constraint. Its code lies in `follow_1/` and `follow_2/`."""

    say: Said
    shifts: Said
    """What changed, for the debrief: one clause."""
    strong: Said
    """What a hire says before typing."""
    signature: str
    entry: Name
    complexity: Complexity


class Problem(Record):
    """One coding problem, as an interviewer would put it."""

    id: Slug
    title: Said
    difficulty: Difficulty
    topic: CodingTopic
    levels: tuple[Level, ...] = Field(min_length=1)
    minutes: int = Field(ge=10, le=60)
    statement: str = Field(min_length=120)
    """As said aloud, with the example; what is left open is answered in `clarify`."""
    signature: str
    entry: Name
    needs: tuple[Literal["numpy", "torch"], ...] = ()
    """Packages the solution may import; without them the problem is not offered."""
    clarify: dict[Said, Said] = Field(min_length=3)
    """What a good candidate asks first, and what they are told."""
    points: tuple[Point, ...] = Field(min_length=3, max_length=6)
    """What is worth saying aloud: the idea, why it is right, its cost, what breaks it."""
    hints: tuple[Hint, ...] = Field(min_length=3, max_length=5)
    complexity: Complexity
    follow_ups: tuple[FollowUp, FollowUp]
    remarks: tuple[Remark, ...] = Field(min_length=3)
    strong: Said
    """The explanation a hire gives before coding."""
    mistakes: tuple[Said, ...] = Field(min_length=2)
    source: Source

    @model_validator(mode="after")
    def _whole(self) -> "Problem":
        ids = [point.id for point in self.points]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"point id used twice: {', '.join(twice)}")
        if not any(hint.needs_approach for hint in self.hints):
            raise ValueError("no hint is marked `needs_approach: true`: the key step must be held back")
        if self.hints[0].needs_approach:
            raise ValueError("the first hint needs an approach: a candidate with none could get no help at all")
        if not any(remark.fails for remark in self.remarks):
            raise ValueError("no remark is tied to a failing test (`fails: NAME`)")
        for place in (self, *self.follow_ups):
            if place.entry not in place.signature:
                raise ValueError(f"the signature does not contain its entry {place.entry!r}")
        return self
