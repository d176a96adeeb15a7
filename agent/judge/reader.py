"""The reader: MiniLM fine-tuned to say whether a text makes a point, leaves it out, or contradicts it.

What it learned is shipped beside this file; the rest comes from the packaged weights. Both are checked by sha256.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.embed import TOKENIZER_SHA, WEIGHTS_SHA, batches, checked, compiled, packaged_weights
from corpus.errors import WeightsError

LEARNED = Path(__file__).parent / "reader.npz"
LEARNED_SHA = json.loads((Path(__file__).parent / "head.json").read_text())["reader_sha256"]
MAX_TOKENS, BATCH, KEPT = 192, 16, 4000


class Reader:
    """Reads pairs of (point, text); one row of (absent, made, contradicted) each. Safe to share between threads."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._memory: dict[tuple[str, str], np.ndarray] = {}

    def read(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """The shares of the three classes for each pair; pairs read lately are remembered, as answers mostly grow."""
        memory = self._memory
        if len(memory) > KEPT:
            self._memory = memory = {pair: memory[pair] for pair in pairs if pair in memory}
        new = [pair for pair in dict.fromkeys(pairs) if pair not in memory]
        memory.update(zip(new, self._read(new), strict=True))
        return np.stack([memory[pair] for pair in pairs]) if pairs else np.zeros((0, 3), dtype=np.float32)

    def _read(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(list(pairs)) if pairs else []
        out = np.zeros((len(encoded), 3), dtype=np.float32)
        for rows in batches([len(pair.ids) for pair in encoded], BATCH):
            longest = len(encoded[rows[-1]].ids)
            arrays = np.zeros((3, len(rows), longest), dtype=np.int64)
            for i, row in enumerate(rows):
                size = len(encoded[row].ids)
                arrays[:, i, :size] = encoded[row].ids, encoded[row].type_ids, encoded[row].attention_mask
            feed = dict(zip(("ids", "kinds", "mask"), arrays, strict=True))
            odds = np.asarray(self._session.run(["logits"], feed)[0])
            odds = np.exp(odds - odds.max(axis=1, keepdims=True))
            out[rows] = odds / odds.sum(axis=1, keepdims=True)
        return out


def load_reader(home: Path, learned: Path = LEARNED, sha: str = LEARNED_SHA) -> Reader:
    """The reader, its ONNX file built under `home/models` on first use."""
    raw = learned.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != sha:
        raise WeightsError(
            f"{learned} is not the file this project knows: its sha256 begins {found[:12]}, expected {sha[:12]}. "
            "Nothing was loaded from it; install Sparring again."
        )
    source = packaged_weights()
    checked(source / "tokenizer.json", TOKENIZER_SHA)

    def build(target: Path) -> None:
        from corpus.minilm import build_reader, read_safetensors

        tensors = read_safetensors(checked(source / "model.safetensors", WEIGHTS_SHA))
        with np.load(learned) as taught:
            tensors.update({name: taught[name].astype(np.float32) for name in taught.files})
        build_reader(tensors, target)

    return Reader(compiled(home, f"reader-{sha[:8]}-{WEIGHTS_SHA[:8]}", build), source / "tokenizer.json")
