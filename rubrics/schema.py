"""What a rubric file may contain, and how it is read.

Raise `version` when a wording changes: scores of two versions are never averaged.

RubricError
└── raised for every fault of every file at once
"""

import re
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

__all__ = ["Criterion", "FailReason", "Rubric", "RubricError", "load_rubrics"]

SHIPPED = Path(__file__).parent

FailReason = Literal[
    "weak-coding", "shallow-ml", "poor-experiment-reasoning", "no-end-to-end-ownership", "unclear-communication"
]
"""The common reasons candidates are rejected (seed 004)."""


class RubricError(Exception):
    """One or more rubric files cannot be used; `problems` maps each file to its faults."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        self.problems = problems
        parts = [
            f"{name} is not a usable rubric:\n" + "\n".join(f"  {f}" for f in found) for name, found in problems.items()
        ]
        super().__init__("\n\n".join(parts))


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", text):
        raise ValueError("must be lower-case words joined by hyphens or underscores")
    return text


def _said(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise ValueError("must not be empty")
    return text


Slug = Annotated[str, AfterValidator(_slug)]
Said = Annotated[str, AfterValidator(_said)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Four(_Record):
    """One text for each level."""

    zero: Said = Field(alias="0")
    one: Said = Field(alias="1")
    two: Said = Field(alias="2")
    three: Said = Field(alias="3")

    def at(self, level: int) -> str:
        """The text of a level from 0 to 3."""
        return (self.zero, self.one, self.two, self.three)[level]


class Criterion(_Record):
    """One question about an answer, with an anchor and a one-sentence example for every level."""

    id: Slug
    question: Said
    weight: int = Field(ge=-3, le=3)
    anchors: Four
    examples: Four
    not_evidence: Said
    fail_reason: FailReason | None = None

    @model_validator(mode="before")
    @classmethod
    def _levels_are_keys(cls, data: object) -> object:
        """YAML reads `0:` as a number."""
        if isinstance(data, dict):
            data = dict(data)
            for field in ("anchors", "examples"):
                if isinstance(data.get(field), dict):
                    data[field] = {str(key): text for key, text in data[field].items()}
        return data

    @model_validator(mode="after")
    def _weighs_something(self) -> "Criterion":
        if self.weight == 0:
            raise ValueError("weight 0 scores nothing; remove the criterion or weigh it")
        return self


class Rubric(_Record):
    """What one kind of round is scored on."""

    id: Slug
    version: int = Field(ge=1)
    title: Said
    about: Said
    criteria: tuple[Criterion, ...] = Field(min_length=3)
    source: Said

    @model_validator(mode="after")
    def _sound(self) -> "Rubric":
        ids = [criterion.id for criterion in self.criteria]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"criterion id used twice: {', '.join(twice)}")
        if all(criterion.weight < 0 for criterion in self.criteria):
            raise ValueError("needs at least one criterion with a positive weight")
        return self


def load_rubrics(folder: Path = SHIPPED) -> dict[str, Rubric]:
    """Every rubric of a folder by id; RubricError lists every fault of every file."""
    problems: dict[str, list[str]] = {}
    rubrics: dict[str, Rubric] = {}
    for path in sorted(folder.glob("*.yaml")):
        faults = []
        try:
            rubric = Rubric.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        except ValidationError as error:
            for fault in error.errors():
                where = " > ".join(str(part) for part in fault["loc"])
                faults.append(f"{where}: {fault['msg'].removeprefix('Value error, ')}" if where else fault["msg"])
        except UnicodeDecodeError as error:
            faults.append(f"is not UTF-8 text (byte {error.start}); save it as UTF-8")
        except yaml.YAMLError as error:
            faults.append("is not readable YAML: " + " ".join(str(error).split()))
        else:
            if rubric.id in rubrics:
                faults.append(f"id: {rubric.id} is used already by another file")
            elif rubric.id != path.stem:
                faults.append(f"id: {rubric.id} should be the file's name, {path.stem}")
            rubrics[rubric.id] = rubric
        if faults:
            problems[path.name] = faults
    if problems:
        raise RubricError(problems)
    return rubrics
