"""Turns a pydantic type into the strict JSON schema servers take, and a reply back into the type.

A reply that holds two different usable values is refused: one of them may have been copied from the candidate.
"""

import json
import re
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)

MAX_REPLY = 60_000
"""Characters of a reply that are looked at."""

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)


class Unreadable(Exception):
    """A reply that is not the type; its text goes back to the model, so it never repeats the reply."""


@lru_cache(maxsize=64)
def schema_of(kind: type[BaseModel]) -> dict[str, Any]:
    """The schema with every field required and no other allowed, as strict servers want it."""
    return _strict(kind.model_json_schema())


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _strict(value) for key, value in node.items() if key not in ("title", "default") or _is_schema(value)}
    if "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def _is_schema(value: Any) -> bool:
    """A field may itself be called title or default; then its value is a schema."""
    return isinstance(value, dict)


def read(kind: type[T], reply: str) -> T:
    """The one value of `kind` in a reply that may be wrapped in fences, thoughts or prose."""
    text = without_thoughts(reply[:MAX_REPLY]).strip()
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        problem = _told(error)
    found: list[T] = []
    for value in _objects(text):
        try:
            candidate = kind.model_validate(value)
        except ValidationError as error:
            problem = _told(error)
        else:
            if candidate not in found:
                found.append(candidate)
    if len(found) == 1:
        return found[0]
    raise Unreadable("it holds several different answers" if found else problem)


def without_thoughts(text: str) -> str:
    """The text without what a reasoning model thought aloud."""
    return _THOUGHT.sub("", text)


def _objects(text: str) -> list[Any]:
    decoder, at, found = json.JSONDecoder(), text.find("{"), []
    while at != -1 and len(found) < 20:
        try:
            value, end = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            end = at + 1
        else:
            found.append(value)
        at = text.find("{", end)
    return found


def _told(error: ValidationError) -> str:
    faults = [f"{' > '.join(map(str, e['loc'])) or 'the whole'}: {e['msg']}" for e in error.errors(include_input=False)]
    return "; ".join(faults[:4])
