"""Finds and loads a model for this machine: which device, which weights, and whether they fit.

Whether they fit is decided before a byte is read: an out-of-memory half-way takes the whole process with it.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

from agent.errors import ModelFailed
from agent.models.port import Failure

GB = 1e9
SPARE = 0.5 * GB
"""For what a forward pass needs beside weights and cache."""
LARGEST_ON_CPU = 8.0
"""GB: a larger model answers too slowly there to talk to."""

Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Device:
    """Where a model runs, and in which numbers."""

    kind: str
    dtype: torch.dtype

    def free(self) -> float:
        """Bytes that can still be had."""
        if self.kind == "cuda":
            held = torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
            return float(torch.cuda.mem_get_info()[0] + held)
        if self.kind == "mps":
            return float(torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory())
        try:
            lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
            return float(next(line for line in lines if line.startswith("MemAvailable:")).split()[1]) * 1024
        except (OSError, StopIteration):  # not Linux
            return 0.5 * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Loaded:
    """A model ready to run."""

    model: Any
    tokenizer: Any
    device: Device


def best_device() -> Device:
    """CUDA, else Apple's GPU, else the CPU in full precision, which is the fastest there."""
    if torch.cuda.is_available():
        return Device("cuda", torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16)
    if torch.backends.mps.is_available():
        return Device("mps", torch.float16)
    return Device("cpu", torch.float32)


def default_model(device: Device, models: tuple[tuple[float, str], ...]) -> str:
    """The largest model that suits the memory at hand."""
    room = device.free() / GB
    if device.kind == "cpu":
        room = min(room / 2, LARGEST_ON_CPU)  # the table is for two bytes a weight, the CPU takes four
    return next((name for needed, name in models if needed <= room), models[-1][1])


def load(name: str, device: Device, models: tuple[tuple[float, str], ...], tell: Tell) -> Loaded:
    """The model of a hub id, a folder or a GGUF file; raises ModelFailed with what to do."""
    where, extra = _source(name)
    try:
        tell("reading its configuration", 0.05)
        config = AutoConfig.from_pretrained(where, **extra)
        need = needed(config, device, unpacked=bool(extra))
        if need > device.free():
            raise ModelFailed(_too_large(name, need, device, models))
        tell("loading its words", 0.1)
        tokenizer = AutoTokenizer.from_pretrained(where, **extra)
        tell(f"loading {need / GB:.1f} GB of weights", 0.2)
        model = AutoModelForCausalLM.from_pretrained(where, dtype=device.dtype, **extra)
        tell(f"moving it to the {device.kind}", 0.9)
        model = model.to(device.kind).eval()
    except (OSError, ValueError) as error:
        first = str(error).strip().splitlines()[0][:160] if str(error).strip() else type(error).__name__
        failure = Failure("not_found", f"The local model {name!r} could not be loaded: {first}", _REMEDY)
        raise ModelFailed(failure) from error
    except torch.OutOfMemoryError:
        raise ModelFailed(_too_large(name, device.free() * 1.2, device, models)) from None
    model.generation_config.max_length = None
    return Loaded(model, tokenizer, device)


_REMEDY = "Name a folder, a .gguf file, or a hub id that was downloaded before or can be now; or use --backend none."


def needed(config: Any, device: Device, *, unpacked: bool) -> float:
    """Bytes to load and run a model, from its shape alone; a GGUF file is unpacked to four bytes a weight on the way."""
    with torch.device("meta"):
        shape = AutoModelForCausalLM.from_config(config)
    shape.tie_weights()
    weights = sum(p.numel() for p in shape.parameters())
    size = max(4 if unpacked else 0, torch.empty(0, dtype=device.dtype).element_size())
    return weights * size * 1.1 + SPARE


def _source(name: str) -> tuple[str, dict[str, str]]:
    """Where to load from, and the file in it when it is a GGUF."""
    path = Path(name).expanduser()
    if path.suffix == ".gguf" and path.is_file():
        return str(path.parent), {"gguf_file": path.name}
    if path.is_dir():
        packed = sorted(path.glob("*.gguf"))
        if packed and not (path / "config.json").exists():
            return str(path), {"gguf_file": packed[0].name}
        return str(path), {}
    if path.suffix == ".gguf" or name.startswith((".", "/", "~")):
        raise ModelFailed(Failure("not_found", f"There is no local model at {name}.", _REMEDY))
    return name, {}


def _too_large(name: str, need: float, device: Device, models: tuple[tuple[float, str], ...]) -> Failure:
    said = f"The local model {name!r} needs about {need / GB:.1f} GB, and {device.free() / GB:.1f} GB is free ({device.kind})."
    return Failure("memory", said, f"Use --backend local:{default_model(device, models)}, or close what else uses it.")
