"""The model that a guarded step is given: layers with forward and backward, some of which can break."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Layer:
    """`kind` is dense, relu, log, root or square; dense has the parameters w and b."""

    name: str
    kind: str
    params: dict[str, np.ndarray] = field(default_factory=dict)
    half: bool = False
    """Whether backward returns half precision."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """The output for a batch of rows."""
        self._x = x
        with np.errstate(all="ignore"):
            if self.kind == "dense":
                return x @ self.params["w"] + self.params["b"]
            return {
                "relu": lambda: np.maximum(x, 0),
                "log": lambda: np.log(x),
                "root": lambda: np.sqrt(x),
                "square": lambda: x * x,
            }[self.kind]()

    def backward(self, grad: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """(gradient for the input, gradients for params), given the gradient for the output."""
        x = self._x
        with np.errstate(all="ignore"):
            grad = np.asarray(grad, dtype=float)
            if self.kind == "dense":
                own = {"w": x.T @ grad, "b": grad.sum(axis=0)}
                back = grad @ self.params["w"].T
            else:
                own = {}
                slope = {
                    "relu": lambda: x > 0,
                    "log": lambda: 1 / x,
                    "root": lambda: 0.5 / np.sqrt(x),
                    "square": lambda: 2 * x,
                }
                back = grad * slope[self.kind]()
            if self.half:
                back, own = back.astype(np.float16), {key: one.astype(np.float16) for key, one in own.items()}
        return back, own


@dataclass
class Model:
    """Layers in the order of the forward pass."""

    layers: list[Layer]


def run(entry, layers, *given):
    """Build the model, call, and tell the answer, the parameters, and whether the arrays are still the same objects."""
    half = entry.__name__ == "guarded_steps"
    model = Model([Layer(name, kind, dict(params), half) for name, kind, params in layers])
    arrays = [one for layer in model.layers for one in layer.params.values()]
    answer = entry(model, *given)
    after = [one for layer in model.layers for one in layer.params.values()]
    kept = len(arrays) == len(after) and all(a is b for a, b in zip(arrays, after))
    return {"answer": answer, "params": after, "in_place": kept}
