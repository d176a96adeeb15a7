"""The lower layers of a small language model in plain numpy: a text in, the state of its last word out.

SmolLM2 is a Llama: each word piece looks back, never ahead, so what was read before is kept and only what is new is computed.
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ui.voice.gguf import Gguf

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NORM = 1e-5
HEADS, SHARED, SIZE = 9, 3, 64
"""Heads that ask, heads of keys and values that they share, and the size of each."""
WHERE = 100_000.0 ** (-np.arange(0, SIZE, 2) / SIZE)
"""How far a pair of neighbours is turned from one place to the next."""

Tuned = dict[str, np.ndarray]
"""What is added to a layer's matrix: the product of two narrow ones, `8.looks.in` and `8.looks.out`."""


@dataclass
class Layer:
    """Its matrices, inputs by outputs, those that read the same side by side; what scales their input is in them."""

    looks: np.ndarray
    says: np.ndarray
    wide: np.ndarray
    narrow: np.ndarray

    def tuned(self, n: int, by: Tuned) -> "Layer":
        """With what was learned added."""
        for name, matrix in vars(self).items():
            if f"{n}.{name}.in" in by:
                matrix += by[f"{n}.{name}.in"].astype(np.float32) @ by[f"{n}.{name}.out"].astype(np.float32)
        return self


class Decoder:
    """Safe to share between threads; one text at a time."""

    def __init__(self, path: Path, layers: int, tuned: Tuned) -> None:
        self._file = Gguf(path)
        self._tokenizer = _tokenizer(self._file)
        self._start = int(self._file.says["tokenizer.ggml.bos_token_id"])
        self.layers = [_layer(self._file, n).tuned(n, tuned) for n in range(layers)]
        self._ids: list[int] = []
        self._seen: list[tuple[np.ndarray, np.ndarray]] = []
        self._lock = threading.Lock()

    def pieces(self, text: str) -> tuple[list[int], list[int]]:
        """Word pieces, and where in the text each ends; the first stands for the beginning."""
        told = self._tokenizer.encode(text)
        return [self._start, *told.ids], [0, *(last for _, last in told.offsets)]

    def words(self, ids: list[int]) -> np.ndarray:
        """What stands for these pieces before anything is read."""
        return self._file.rows("token_embd.weight", ids)

    def last(self, text: str) -> np.ndarray:
        """The state of the last word piece, of unit mean square."""
        ids, _ = self.pieces(text)
        with self._lock:
            return self._read(ids)

    def _read(self, ids: list[int]) -> np.ndarray:
        same = next((n for n, (a, b) in enumerate(zip(ids, self._ids, strict=False)) if a != b), len(self._ids))
        same = min(same, len(ids) - 1)
        seen, self._ids, self._seen = [(k[:, :same], v[:, :same]) for k, v in self._seen], [], []
        states = self.words(ids[same:])
        places = np.arange(same, len(ids))[:, None] * WHERE
        turn = np.cos(places).astype(np.float32), np.sin(places).astype(np.float32)
        ahead = np.triu(np.full((len(ids) - same, len(ids)), -np.inf, dtype=np.float32), same + 1)
        kept = []
        for n, layer in enumerate(self.layers):
            states, now = _through(layer, states, turn, ahead, seen[n] if seen else None)
            kept.append(now)
        self._ids, self._seen = ids, kept
        return even(states[-1])


def even(states: np.ndarray) -> np.ndarray:
    """Of unit mean square."""
    return states / np.sqrt((states * states).mean(axis=-1, keepdims=True) + NORM)


def _through(
    layer: Layer,
    states: np.ndarray,
    turn: tuple[np.ndarray, np.ndarray],
    ahead: np.ndarray,
    seen: tuple[np.ndarray, np.ndarray] | None,
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """One layer; gives the states, and the keys and values so far."""
    asked, keys, values = np.split(even(states) @ layer.looks, [HEADS * SIZE, (HEADS + SHARED) * SIZE], axis=1)
    asked, keys, values = _turned(_apart(asked), *turn), _turned(_apart(keys), *turn), _apart(values)
    if seen is not None:
        keys, values = np.concatenate([seen[0], keys], axis=1), np.concatenate([seen[1], values], axis=1)
    near = asked.reshape(SHARED, HEADS // SHARED, -1, SIZE) @ keys[:, None].swapaxes(2, 3)
    near = near / np.sqrt(SIZE, dtype=np.float32) + ahead
    near = np.exp(near - near.max(axis=-1, keepdims=True))
    found = near / near.sum(axis=-1, keepdims=True) @ values[:, None]
    states = states + found.reshape(HEADS, -1, SIZE).swapaxes(0, 1).reshape(len(states), -1) @ layer.says
    gate, up = np.split(even(states) @ layer.wide, 2, axis=1)
    return states + gate / (1 + np.exp(np.minimum(-gate, 80))) * up @ layer.narrow, (keys, values)


def _apart(packed: np.ndarray) -> np.ndarray:
    """Heads first."""
    return packed.reshape(len(packed), -1, SIZE).swapaxes(0, 1)


def _turned(heads: np.ndarray, cos: np.ndarray, sin: np.ndarray) -> np.ndarray:
    """Pairs of neighbours turned by where they stand, as GGUF lays them out."""
    one, two = heads[..., ::2], heads[..., 1::2]
    return np.stack([one * cos - two * sin, one * sin + two * cos], axis=-1).reshape(heads.shape)


def _layer(file: Gguf, n: int) -> Layer:
    def matrix(*names: str) -> np.ndarray:
        return np.concatenate([file.tensor(f"blk.{n}.{name}.weight").T for name in names], axis=1)

    scales = {name: file.tensor(f"blk.{n}.{name}_norm.weight")[:, None] for name in ("attn", "ffn")}
    return Layer(
        scales["attn"] * matrix("attn_q", "attn_k", "attn_v"),
        matrix("attn_output"),
        scales["ffn"] * matrix("ffn_gate", "ffn_up"),
        matrix("ffn_down"),
    )


def _tokenizer(file: Gguf) -> "Tokenizer":
    from tokenizers import Tokenizer, models, pre_tokenizers

    vocabulary = {piece: n for n, piece in enumerate(file.says["tokenizer.ggml.tokens"])}
    merges = [(left, right) for left, _, right in (m.partition(" ") for m in file.says["tokenizer.ggml.merges"])]
    made = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    return made
