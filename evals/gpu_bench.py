"""What a GPU does with local models: decode speed against the memory floor, verdicts a second, the CPU's answers.

    python -m evals.gpu_bench [--layers 36] [--answers 64] [--tokens 256] [--smol FOLDER_OR_GGUF] [--out FILE.json]

The large model has the shape of an 8-billion-parameter Qwen3 and random weights: speed does not depend on their values.
It runs the code the interviewer runs (`Runner`), and on a machine without a GPU in a small shape, to see that it works.
"""

import argparse
import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each figure as it is measured; --out keeps them as JSON."""
    parser = argparse.ArgumentParser(prog="python -m evals.gpu_bench", description="local models on a GPU")
    parser.add_argument("--layers", type=_from_one, default=36, help="36 is the 8B shape")
    parser.add_argument("--answers", type=_from_one, default=64)
    parser.add_argument("--tokens", type=_from_two, default=256, help="decoded for the speed")
    parser.add_argument("--smol", default="", help="SmolLM2 as a folder or .gguf, to compare with the CPU")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if missing:
        parser.exit(2, f"It needs {' and '.join(missing)}: pip install 'sparring[local]'\n")
    from evals.gpu_runs import all_runs

    figures = all_runs(options.layers, options.answers, options.tokens, options.smol)
    if options.out:
        options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def memory_floor(bytes_a_second: float, bytes_a_token: float) -> float:
    """Tokens a second at batch 1 if nothing but reading the weights took time."""
    return bytes_a_second / bytes_a_token


def decode_rate(tokens: int, whole: float, prefill: float) -> float:
    """Tokens a second after the first, from the seconds of a whole reply and of a reply of one token to the same prompt."""
    return (tokens - 1) / (whole - prefill)


def _from_one(text: str) -> int:
    return _at_least(1, text)


def _from_two(text: str) -> int:
    return _at_least(2, text)


def _at_least(least: int, text: str) -> int:
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} up")
    return int(text)


if __name__ == "__main__":
    raise SystemExit(main())
