"""The outside end of the pipe: arguments to bytes, and a submission's bytes to values that are safe to look at.

What comes back was written by the code under test: it is JSON of a known shape or it is nothing. Never unpickle it,
never marshal.loads it.
"""

import base64
import json
import marshal
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.problem_tests import Stream, Tensor


class Malformed(Exception):
    """Bytes on the answer channel that the harness does not send."""


@dataclass(frozen=True)
class Opaque:
    """An answer of a kind that no problem asks for; only its class's name came out."""

    kind: str

    def __repr__(self) -> str:
        return f"<{self.kind}>"


def frame(value: Any) -> bytes:
    """One message to the inside."""
    data = marshal.dumps(sealed(value), 2)
    return len(data).to_bytes(8, "big") + data


def sealed(value: Any) -> Any:
    """What marshal does not know (arrays, tensors, streams) as tagged tuples; the rest untouched."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return (..., "array", value.dtype.str, value.shape, np.ascontiguousarray(value).tobytes())
    if isinstance(value, Tensor):
        return (..., "tensor", *sealed(value.array)[2:])
    if isinstance(value, Stream):
        return (..., "stream", sealed(value.items))
    if type(value) in (list, tuple):
        if set(map(type, value)) <= {int, float, str, bool, bytes, type(None)}:
            return value
        return type(value)(sealed(one) for one in value)
    if type(value) is dict:
        if set(map(type, value.values())) | set(map(type, value)) <= {int, float, str, bool, type(None)}:
            return value
        return {sealed(key): sealed(one) for key, one in value.items()}
    return value


def reply(data: bytes) -> dict[str, Any]:
    """One message from the inside: {"value"} or {"raised", "message", "line"}."""
    try:
        found = json.loads(data)
        if isinstance(found, dict) and found.keys() == {"value"}:
            return {"value": unsealed(found["value"])}
        if isinstance(found, dict) and found.keys() == {"raised", "message", "line"}:
            line = found["line"]
            return {
                "raised": str(found["raised"])[:80],
                "message": str(found["message"])[:300],
                "line": line if type(line) is int and 0 < line < 1_000_000 else None,
            }
    except (ValueError, TypeError, KeyError, RecursionError, MemoryError) as error:
        raise Malformed(f"{type(error).__name__}") from error
    raise Malformed("not a reply")


def unsealed(value: Any) -> Any:
    """The value a submission answered."""
    if isinstance(value, list):
        if set(map(type, value)) <= {int, float, str, bool, type(None)}:
            return value
        return [unsealed(one) for one in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        raise Malformed("an object with more than a tag")
    tag, inner = next(iter(value.items()))
    if tag == "tuple":
        return tuple(unsealed(one) for one in inner)
    if tag == "set":
        return {unsealed(one) for one in inner}
    if tag == "dict":
        return {unsealed(key): unsealed(one) for key, one in inner}
    if tag == "bytes":
        return base64.b64decode(inner, validate=True)
    if tag == "array":
        return _array(*inner)
    if tag == "opaque":
        return Opaque(str(inner)[:80])
    raise Malformed("an unknown tag")


def _array(kind: str, shape: list[int], data: str) -> np.ndarray:
    dtype = np.dtype(str(kind))
    raw = base64.b64decode(data, validate=True)
    if dtype.kind not in "biufc" or any(type(n) is not int or n < 0 for n in shape) or len(shape) > 16:
        raise Malformed("not an array")
    if math.prod(shape) * dtype.itemsize != len(raw):
        raise Malformed("an array of another size than it says")
    return np.frombuffer(raw, dtype=dtype).reshape(shape)
