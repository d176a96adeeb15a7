"""Reads a GGUF file, the form in which small language models are packed: what it says of itself, and its tensors as float32."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_TEXT, _LIST = 8, 9


@dataclass(frozen=True)
class Kind:
    """How numbers are packed: so many to a block of so many bytes."""

    numbers: int
    bytes: int
    unpack: Callable[[np.ndarray], np.ndarray]


def _plain(blocks: np.ndarray) -> np.ndarray:
    return blocks.view("<f4")


def _four_bits(blocks: np.ndarray) -> np.ndarray:
    """A scale, a floor, and 32 numbers of four bits: the low halves of 16 bytes first."""
    scale, floor = (blocks[:, at : at + 2].view("<f2").astype(np.float32) for at in (0, 2))
    packed = blocks[:, 4:]
    return np.concatenate([packed & 15, packed >> 4], axis=1) * scale + floor


def _eight_bits(blocks: np.ndarray) -> np.ndarray:
    return blocks[:, 2:].view(np.int8) * blocks[:, :2].view("<f2").astype(np.float32)


KINDS = {0: Kind(1, 4, _plain), 3: Kind(32, 20, _four_bits), 8: Kind(32, 34, _eight_bits)}


class Gguf:
    """One file, mapped; a tensor is unpacked when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 8
        tensors, entries = self._next("Q"), self._next("Q")
        self.says: dict[str, Any] = {self._text(): self._value(self._next("I")) for _ in range(entries)}
        self._tensors: dict[str, tuple[list[int], Kind, int]] = {}
        for _ in range(tensors):
            name = self._text()
            shape = [self._next("Q") for _ in range(self._next("I"))][::-1]
            self._tensors[name] = (shape, KINDS[self._next("I")], self._next("Q"))
        even = int(self.says.get("general.alignment", 32))
        self._data = -(-self._at // even) * even

    def tensor(self, name: str) -> np.ndarray:
        """All of it."""
        return self.rows(name, slice(None))

    def rows(self, name: str, which: "slice | list[int]") -> np.ndarray:
        """Some rows of it, of the first dimension."""
        shape, kind, at = self._tensors[name]
        size = shape[-1] // kind.numbers * kind.bytes
        packed = self._bytes[self._data + at :][: shape[0] * size if len(shape) > 1 else size]
        blocks = np.ascontiguousarray(packed.reshape(-1, size)[which]).reshape(-1, kind.bytes)
        return kind.unpack(blocks).astype(np.float32).reshape(-1, shape[-1]).squeeze(0 if len(shape) == 1 else ())

    def _next(self, form: str) -> Any:
        size = struct.calcsize(f"<{form}")
        self._at += size
        return struct.unpack(f"<{form}", self._bytes[self._at - size : self._at].tobytes())[0]

    def _text(self) -> str:
        size = self._next("Q")
        self._at += size
        return self._bytes[self._at - size : self._at].tobytes().decode("utf-8")

    def _value(self, kind: int) -> Any:
        if kind == _TEXT:
            return self._text()
        if kind == _LIST:
            inner, size = self._next("I"), self._next("Q")
            return [self._value(inner) for _ in range(size)]
        return self._next(_SCALARS[kind])
