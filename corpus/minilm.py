"""Turns BERT weights into ONNX files without torch: the sentence encoder, and a reader of pairs on the same body.

The fused nodes (com.microsoft) are onnxruntime's own.
"""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

LAYERS, HEADS, HIDDEN, EPSILON = 6, 12, 384, 1e-12
UPPER = ("l3.end", "l4.end", "l5.end")
"""The states of the upper layers: where single words are compared in their context."""

Tensors = dict[str, np.ndarray]


def read_safetensors(raw: bytes) -> Tensors:
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


class _Graph:
    """Nodes and constants under construction; a node's name is its output's."""

    def __init__(self, tensors: Tensors) -> None:
        self.tensors = tensors
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def keep(self, name: str, value: np.ndarray) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def fused(self, op: str, inputs: list[str], output: str, **attributes: Any) -> str:
        return self.add(op, inputs, output, "com.microsoft", **attributes)

    def dense(self, source: str, name: str, output: str) -> str:
        return self.add("MatMul", [source, self.keep(f"{output}.w", self.tensors[f"{name}.weight"].T)], output)

    def norm(self, source: str, skip: str, bias: str, name: str, output: str) -> str:
        parts = [
            self.keep(f"{output}.g", self.tensors[f"{name}.weight"]),
            self.keep(f"{output}.b", self.tensors[f"{name}.bias"]),
            self.keep(f"{output}.s", self.tensors[bias]),
        ]
        return self.fused("SkipLayerNormalization", [source, skip, *parts], output, epsilon=EPSILON)

    def number(self, name: str, value: int) -> str:
        return self.keep(name, np.array([value]))

    def body(self, *, pairs: bool) -> str:
        """Token ids to hidden states. With `pairs` the second text's tokens carry another type."""
        from onnx import TensorProto

        t = self.tensors
        kinds = t["embeddings.token_type_embeddings.weight"]
        places = t["embeddings.position_embeddings.weight"] + (0 if pairs else kinds[0])
        words = self.add("Gather", [self.keep("words", t["embeddings.word_embeddings.weight"]), "ids"], "word")
        length = self.add("Gather", [self.add("Shape", ["ids"], "shape"), self.number("one", 1)], "length")
        rows = self.add("Slice", [self.keep("places", places), self.number("zero", 0), length], "rows")
        summed = self.add("Add", [words, rows], "summed")
        if pairs:
            summed = self.add(
                "Add", [summed, self.add("Gather", [self.keep("types", kinds), "kinds"], "kind")], "typed"
            )
        gamma, beta = (
            self.keep("e.g", t["embeddings.LayerNorm.weight"]),
            self.keep("e.b", t["embeddings.LayerNorm.bias"]),
        )
        hidden = self.add("LayerNormalization", [summed, gamma, beta], "embedded", epsilon=EPSILON)
        lengths = self.add("ReduceSum", ["mask", self.number("last", 1)], "lengths", keepdims=0)
        used = self.add("Cast", [lengths], "used", to=TensorProto.INT32)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, used, f"encoder.layer.{layer}", f"l{layer}")
        return hidden

    def _layer(self, hidden: str, used: str, at: str, name: str) -> str:
        parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        packed = self.keep(f"{name}.qkv", np.concatenate([self.tensors[f"{p}.weight"].T for p in parts], axis=1))
        bias = self.keep(f"{name}.qkvb", np.concatenate([self.tensors[f"{p}.bias"] for p in parts]))
        seen = self.fused("Attention", [hidden, packed, bias, used], f"{name}.att", num_heads=HEADS)
        out = self.dense(seen, f"{at}.attention.output.dense", f"{name}.out")
        mixed = self.norm(
            out, hidden, f"{at}.attention.output.dense.bias", f"{at}.attention.output.LayerNorm", f"{name}.mix"
        )
        wide = self.dense(mixed, f"{at}.intermediate.dense", f"{name}.wide")
        wide_bias = self.keep(f"{name}.wideb", self.tensors[f"{at}.intermediate.dense.bias"])
        bent = self.fused("BiasGelu", [wide, wide_bias], f"{name}.gelu")
        narrow = self.dense(bent, f"{at}.output.dense", f"{name}.narrow")
        return self.norm(narrow, mixed, f"{at}.output.dense.bias", f"{at}.output.LayerNorm", f"{name}.end")

    def total(self, hidden: str) -> str:
        """The sum of the hidden states of real tokens."""
        from onnx import TensorProto

        real = self.add("Cast", ["mask"], "real", to=TensorProto.FLOAT)
        column = self.add("Unsqueeze", [real, self.number("two", 2)], "column")
        return self.add(
            "ReduceSum", [self.add("Mul", [hidden, column], "kept"), self.number("mid", 1)], "total", keepdims=0
        )

    def save(self, target: Path, inputs: list[str], output: str, width: int, inner: tuple[str, ...] = ()) -> None:
        """`inner` names hidden states that may be asked for too; they cost nothing when they are not."""
        import onnx
        from onnx import TensorProto, helper

        states = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["batch", "length", HIDDEN]) for n in inner]
        graph = helper.make_graph(
            self.nodes,
            "minilm",
            [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in inputs],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", width]), *states],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=9), str(target))


def build_encoder(tensors: Tensors, target: Path) -> None:
    """Token ids in, unit vectors out: mean pooling and the unit length share one division."""
    graph = _Graph(tensors)
    total = graph.total(graph.body(pairs=False))
    graph.add("Div", [total, graph.add("ReduceL2", [total], "size", axes=[1], keepdims=1)], "vector")
    graph.save(target, ["ids", "mask"], "vector", HIDDEN, UPPER)


def build_reader(tensors: Tensors, target: Path) -> None:
    """A point and a text in, log-odds of each class out, from [CLS] beside the mean of all tokens."""
    from onnx import TensorProto

    graph = _Graph(tensors)
    hidden = graph.body(pairs=True)
    count = graph.add(
        "Cast", [graph.add("ReduceSum", ["mask", "last"], "count", keepdims=1)], "counted", to=TensorProto.FLOAT
    )
    mean = graph.add("Div", [graph.total(hidden), count], "mean")
    first = graph.add("Gather", [hidden, graph.keep("start", np.array(0))], "first", axis=1)
    both = graph.add("Concat", [first, mean], "both", axis=1)
    weights, bias = graph.keep("head.w", tensors["head.weight"].T), graph.keep("head.b", tensors["head.bias"])
    graph.add("Add", [graph.add("MatMul", [both, weights], "raw"), bias], "logits")
    graph.save(target, ["ids", "kinds", "mask"], "logits", len(tensors["head.bias"]))
