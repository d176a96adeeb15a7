"""A language model's lower layers, read from a file as they are packed; what was read before is not read again."""

import struct

import numpy as np
import pytest

from ui.voice.decoder import HEADS, SHARED, SIZE, Decoder
from ui.voice.gguf import Gguf

WIDTH, INNER = HEADS * SIZE, 64
WORDS = ["<s>", "a", "b", "c", "ab", "Ġ", "Ġa"]


def packed_text(text):
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def packed_list(texts):
    return struct.pack("<IIQ", 9, 8, len(texts)) + b"".join(map(packed_text, texts))


def written(path, entries, tensors):
    """A GGUF file, by the format's own description: `tensors` are (kind, shape, bytes) by name."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(entries))
    head += b"".join(packed_text(name) + raw for name, raw in entries.items())
    body = b""
    for name, (kind, shape, raw) in tensors.items():
        head += packed_text(name) + struct.pack("<I", len(shape))
        head += struct.pack(f"<{len(shape)}Q", *reversed(shape)) + struct.pack("<IQ", kind, len(body))
        body += raw + b"\0" * (-len(raw) % 32)
    path.write_bytes(head + b"\0" * (-len(head) % 32) + body)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Two layers of random numbers, as wide as the real ones."""
    rng = np.random.default_rng(3)
    tensors = {}

    def add(name, *shape, scale=0.05):
        tensors[name] = (0, shape, (rng.standard_normal(shape) * scale).astype("<f4").tobytes())

    add("token_embd.weight", len(WORDS), WIDTH, scale=1.0)
    for n in range(2):
        for name, rows, columns in (
            ("attn_q", WIDTH, WIDTH),
            ("attn_k", SHARED * SIZE, WIDTH),
            ("attn_v", SHARED * SIZE, WIDTH),
            ("attn_output", WIDTH, WIDTH),
            ("ffn_gate", INNER, WIDTH),
            ("ffn_up", INNER, WIDTH),
            ("ffn_down", WIDTH, INNER),
        ):
            add(f"blk.{n}.{name}.weight", rows, columns)
        for name in ("attn_norm", "ffn_norm"):
            add(f"blk.{n}.{name}.weight", WIDTH, scale=1.0)
    entries = {
        "tokenizer.ggml.tokens": packed_list(WORDS),
        "tokenizer.ggml.merges": packed_list(["a b", "Ġ a"]),
        "tokenizer.ggml.bos_token_id": struct.pack("<II", 4, 0),
    }
    return written(tmp_path_factory.mktemp("gguf") / "small.gguf", entries, tensors)


def test_numbers_of_four_and_of_eight_bits_come_out_as_they_were_packed(tmp_path):
    low, high = np.arange(16), np.arange(16)[::-1]
    four = struct.pack("<ee", 0.5, -2.0) + (low | high << 4).astype(np.uint8).tobytes()
    eight = struct.pack("<e", 0.25) + np.arange(-16, 16, dtype=np.int8).tobytes()
    file = Gguf(written(tmp_path / "x.gguf", {}, {"four": (3, (1, 32), four), "eight": (8, (2, 32), eight * 2)}))
    assert file.tensor("four")[0].tolist() == [*(low * 0.5 - 2), *(high * 0.5 - 2)]
    assert file.rows("eight", [1])[0].tolist() == [n / 4 for n in range(-16, 16)]
    assert file.tensor("eight").shape == (2, 32)


def test_what_a_file_says_of_itself_is_read(small):
    says = Gguf(small).says
    assert says["tokenizer.ggml.tokens"] == WORDS
    assert says["tokenizer.ggml.bos_token_id"] == 0


def test_what_was_read_before_changes_nothing_of_what_is_read_now(small):
    busy = Decoder(small, 2, {})
    for text in ("abc", "abcab ab", "abcab c", "b", "abcab ab"):
        assert np.allclose(busy.last(text), Decoder(small, 2, {}).last(text), atol=1e-5)


def test_a_word_is_read_with_what_stands_before_it_and_in_its_order(small):
    decoder = Decoder(small, 2, {})
    assert not np.allclose(decoder.last("bca"), decoder.last("cba"), atol=1e-2)
    assert not np.allclose(decoder.last("ca"), decoder.last("a"), atol=1e-2)


def test_what_was_learned_is_added_to_the_matrix_it_is_named_for(small):
    rng = np.random.default_rng(4)
    learned = {"1.narrow.in": rng.standard_normal((INNER, 2)), "1.narrow.out": rng.standard_normal((2, WIDTH))}
    plain, tuned = Decoder(small, 2, {}), Decoder(small, 2, learned)
    added = tuned.layers[1].narrow - plain.layers[1].narrow
    assert np.allclose(added, learned["1.narrow.in"] @ learned["1.narrow.out"], atol=1e-4)
    assert np.array_equal(tuned.layers[0].narrow, plain.layers[0].narrow)
    assert not np.allclose(tuned.last("abc"), plain.last("abc"), atol=1e-2)


def test_a_piece_ends_where_its_text_does(small):
    ids, ends = Decoder(small, 0, {}).pieces("abc a")
    assert [WORDS[n] for n in ids] == ["<s>", "ab", "c", "Ġa"]
    assert ends == [0, 2, 3, 5]
