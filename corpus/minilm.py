"""Turns the packaged MiniLM weights into one ONNX file, without torch.

The graph pools and normalises too: text ids in, unit vectors out. Its fused nodes (com.microsoft) are onnxruntime's own.
"""

import json
import struct
from pathlib import Path

import numpy as np

LAYERS, HEADS, HIDDEN, EPSILON = 6, 12, 384, 1e-12


def read_safetensors(raw: bytes) -> dict[str, np.ndarray]:
    """The float32 tensors of a safetensors file by name."""
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + size])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            first, last = entry["data_offsets"]
            flat = np.frombuffer(raw[8 + size + first : 8 + size + last], dtype="<f4")
            tensors[name] = flat.reshape(entry["shape"])
    return tensors


def build_onnx(weights: bytes, target: Path) -> None:
    """Write the sentence encoder to `target`."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    tensors = read_safetensors(weights)
    nodes, constants = [], []

    def keep(name: str, value: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(op: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def dense(source: str, name: str, output: str) -> str:
        weight = keep(f"{output}.w", tensors[f"{name}.weight"].T)
        return add("MatMul", [source, weight], output)

    def norm(source: str, skip: str, bias: str, name: str, output: str) -> str:
        gamma, beta = keep(f"{output}.g", tensors[f"{name}.weight"]), keep(f"{output}.b", tensors[f"{name}.bias"])
        parts = [source, skip, gamma, beta, keep(f"{output}.s", tensors[bias])]
        return add("SkipLayerNormalization", parts, output, "com.microsoft", epsilon=EPSILON)

    # Token types are always 0 here, so their row is folded into the positions.
    places = tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
    words = add("Gather", [keep("words", tensors["embeddings.word_embeddings.weight"]), "ids"], "word")
    shape = add("Shape", ["ids"], "shape")
    length = add("Gather", [shape, keep("one", np.array([1]))], "length")
    rows = add("Slice", [keep("places", places), keep("zero", np.array([0])), length], "rows")
    summed = add("Add", [words, rows], "summed")
    gamma = keep("e.g", tensors["embeddings.LayerNorm.weight"])
    beta = keep("e.b", tensors["embeddings.LayerNorm.bias"])
    hidden = add("LayerNormalization", [summed, gamma, beta], "embedded", epsilon=EPSILON)
    lengths = add("ReduceSum", ["mask", keep("last", np.array([1]))], "lengths", keepdims=0)
    used = add("Cast", [lengths], "used", to=TensorProto.INT32)

    for layer in range(LAYERS):
        at, name = f"encoder.layer.{layer}", f"l{layer}"
        parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        packed = keep(f"{name}.qkv", np.concatenate([tensors[f"{p}.weight"].T for p in parts], axis=1))
        bias = keep(f"{name}.qkvb", np.concatenate([tensors[f"{p}.bias"] for p in parts]))
        seen = add("Attention", [hidden, packed, bias, used], f"{name}.att", "com.microsoft", num_heads=HEADS)
        out = dense(seen, f"{at}.attention.output.dense", f"{name}.out")
        mixed = norm(out, hidden, f"{at}.attention.output.dense.bias", f"{at}.attention.output.LayerNorm", f"{name}.mix")
        wide = dense(mixed, f"{at}.intermediate.dense", f"{name}.wide")
        wide_bias = keep(f"{name}.wideb", tensors[f"{at}.intermediate.dense.bias"])
        bent = add("BiasGelu", [wide, wide_bias], f"{name}.gelu", "com.microsoft")
        narrow = dense(bent, f"{at}.output.dense", f"{name}.narrow")
        hidden = norm(narrow, mixed, f"{at}.output.dense.bias", f"{at}.output.LayerNorm", f"{name}.end")

    real = add("Cast", ["mask"], "real", to=TensorProto.FLOAT)
    column = add("Unsqueeze", [real, keep("two", np.array([2]))], "column")
    total = add("ReduceSum", [add("Mul", [hidden, column], "kept"), keep("mid", np.array([1]))], "total", keepdims=0)
    length2 = add("ReduceL2", [total], "length2", axes=[1], keepdims=1)
    add("Div", [total, length2], "vector")  # mean pooling and the unit length share one division

    graph = helper.make_graph(
        nodes,
        "minilm",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("ids", "mask")],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", HIDDEN])],
        constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=9), str(target))
