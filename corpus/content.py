"""Loads the bank, the pushback patterns, the loops and the levels.

All faults of all files come back in one ContentError: an author mends a file once, not once a fault.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from corpus.errors import ContentError
from corpus.schema import LevelSpec, Loop, Pattern, Question

SHIPPED = Path(__file__).parent
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True)
class Bank:
    """Everything the interviewer can draw on, by id."""

    questions: dict[str, Question]
    patterns: dict[str, Pattern]
    loops: dict[str, Loop]
    levels: dict[str, LevelSpec]
    fingerprint: str
    """Changes with any byte of any file: what an index is stamped with."""


class _StrictLoader(yaml.CSafeLoader):
    """YAML in which a key written twice is a fault, not a silent overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise yaml.constructor.ConstructorError(None, None, f"line {line}: the key {key!r} stands twice")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str) -> Any:
    """The value a YAML text holds; raises yaml.YAMLError, also for a key that stands twice."""
    return yaml.load(text, Loader=_StrictLoader)


def explain(error: ValidationError) -> list[str]:
    """One line a fault: where in the file, then what is wrong."""
    lines = []
    for fault in error.errors():
        where = " > ".join(str(part) for part in fault["loc"])
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(f"{where}: {message}" if where else message)
    return lines


def load_bank(folder: Path = SHIPPED) -> Bank:
    """Read `bank/`, `pushbacks/`, `loops/` and `levels.yaml` under `folder`; the shipped content by default."""
    return _load(folder, _stamp(folder))


def _content_files(folder: Path) -> list[Path]:
    files = [path for part in ("bank", "pushbacks", "loops") for path in sorted((folder / part).glob("*.yaml"))]
    levels = folder / "levels.yaml"
    return [*files, levels] if levels.exists() else files


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in _content_files(folder))


@lru_cache(maxsize=4)
def _load(folder: Path, _stamp: tuple[tuple[str, int, int], ...]) -> Bank:
    problems: dict[str, list[str]] = {}
    files = _content_files(folder)
    if not files:
        raise ContentError({str(folder): ["holds no bank files; is this installation whole?"]})
    questions = _records(folder, folder / "bank", Question, problems)
    patterns = _records(folder, folder / "pushbacks", Pattern, problems)
    loops = _records(folder, folder / "loops", Loop, problems)
    levels = _records(folder, folder / "levels.yaml", LevelSpec, problems)
    if problems:
        raise ContentError(problems)
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return Bank(questions, patterns, loops, levels, digest.hexdigest()[:16])


def _records(root: Path, place: Path, kind: type[R], problems: dict[str, list[str]]) -> dict[str, R]:
    found: dict[str, R] = {}
    home: dict[str, str] = {}
    for path in [place] if place.is_file() else sorted(place.glob("*.yaml")):
        name = str(path.relative_to(root))
        for record in parse_records(path, kind, problems.setdefault(name, [])):
            key = str(getattr(record, "id", ""))
            if key in found:
                problems[name].append(f"{key}: this id is used already, in {home[key]}")
            found[key], home[key] = record, name
        if not problems[name]:
            del problems[name]
    return found


def parse_records(path: Path, kind: type[R], faults: list[str]) -> Iterable[R]:
    """The usable records of one file; what is wrong with the others is added to `faults`."""
    try:
        raw = read_yaml(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        faults.append(f"is not UTF-8 text (byte {error.start}); save it as UTF-8")
        return
    except yaml.YAMLError as error:
        faults.append("is not readable YAML: " + " ".join(str(error).split()))
        return
    entries = raw if isinstance(raw, list) else [raw]
    for number, entry in enumerate(entries, start=1):
        label = str(entry.get("id", f"entry {number}")) if isinstance(entry, dict) else f"entry {number}"
        try:
            yield kind.model_validate(entry)
        except ValidationError as error:
            faults.extend(f"{label}: {line}" for line in explain(error))
