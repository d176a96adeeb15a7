"""The runs behind `evals.gpu_bench`: what needs torch and a device. Each gives back its figures, and prints them."""

import time
from collections.abc import Callable
from typing import Any

import torch
from transformers import Qwen3Config, Qwen3ForCausalLM

from agent.models.local_load import Device, Loaded, best_device, load
from agent.models.local_run import Runner, greedy
from evals.gpu_bench import decode_rate, memory_floor

CRITERIA = 12
PREFIX, SUFFIX = 700, 60
"""Tokens of rubric, question and answer; tokens of one criterion."""


class NoWords:
    """Stands for a tokenizer where only token numbers are used."""

    eos_token_id = -1
    chat_template = None


def all_runs(layers: int, answers: int, tokens: int, smol: str) -> dict[str, Any]:
    """Every figure; without a GPU in a small shape, to see that it works."""
    device = best_device()
    figures: dict[str, Any] = {"device": torch.cuda.get_device_name() if device.kind == "cuda" else device.kind}
    small = device.kind == "cpu"
    print(
        f"device: {figures['device']}, torch {torch.__version__}" + ("; small shape, for a look only" if small else "")
    )
    loaded = random_qwen3(device, layers, small=small)
    figures |= decode(loaded, 8 if small else tokens)
    figures |= verdicts(loaded, 2 if small else answers)
    del loaded
    if smol:
        figures |= same_as_cpu(smol, device)
    return figures


def random_qwen3(device: Device, layers: int, *, small: bool) -> Loaded:
    """Qwen3's shape, made on the device itself."""
    shape = {
        "hidden_size": 4096,
        "intermediate_size": 12288,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "head_dim": 128,
    }
    if small:
        layers, shape = (
            2,
            {
                "hidden_size": 64,
                "intermediate_size": 128,
                "num_attention_heads": 4,
                "num_key_value_heads": 2,
                "head_dim": 16,
            },
        )
    config = Qwen3Config(
        vocab_size=151936,
        num_hidden_layers=layers,
        max_position_embeddings=8192,
        tie_word_embeddings=False,
        eos_token_id=None,
        **shape,
    )
    default = torch.get_default_dtype()
    torch.set_default_dtype(device.dtype)
    try:
        with torch.device(device.kind):
            model = Qwen3ForCausalLM(config).eval()
    finally:
        torch.set_default_dtype(default)
    print(f"model: {sum(p.numel() for p in model.parameters()) / 1e9:.2f} billion weights, {device.dtype}")
    return Loaded(model, NoWords(), device)


def decode(loaded: Loaded, tokens: int) -> dict[str, Any]:
    """Tokens a second at batch 1, and as a share of what reading all weights once a token allows."""
    row = list(range(100, 612))
    floor = memory_floor(bandwidth(loaded.device), weights_read(loaded.model))
    figures: dict[str, Any] = {"floor tokens/s": floor}
    for name, compiled in (("eager", False), ("compiled", True)):
        if compiled and loaded.device.kind == "cpu":
            continue
        runner = Runner(loaded, compiled=compiled)
        never = greedy({-1})
        list(runner.write_one(row, never, tokens))  # compiles, and warms up
        list(runner.write_one(row, never, tokens))
        spent = timed(lambda run=runner, end=never: list(run.write_one(row, end, tokens)), loaded.device)
        prefill = timed(lambda run=runner, end=never: list(run.write_one(row, end, 1)), loaded.device)
        rate = decode_rate(tokens, spent, prefill)
        figures[f"decode {name} tokens/s"], figures[f"decode {name} share of floor"] = rate, rate / floor
        print(f"decode, batch 1, {name}: {rate:.1f} tokens/s, {rate / floor:.0%} of the floor of {floor:.0f}")
    return figures


def verdicts(loaded: Loaded, answers: int) -> dict[str, Any]:
    """Verdicts a second over answers × 12 criteria: one pass each, with the prefix read once an answer and without."""
    runner = Runner(loaded, compiled=False)
    words = loaded.model.config.vocab_size
    made = torch.Generator().manual_seed(0)

    def rows(_: int) -> list[list[int]]:
        prefix = torch.randint(0, words, (PREFIX,), generator=made).tolist()
        return [[*prefix, n, *torch.randint(0, words, (SUFFIX - 1,), generator=made).tolist()] for n in range(CRITERIA)]

    tasks = [rows(n) for n in range(answers)]
    figures: dict[str, Any] = {}
    for name, share in (("shared", True), ("alone", False)):

        def judge(share: bool = share) -> None:
            for task in tasks:
                for part in [task] if share else [[row] for row in task]:
                    runner.scores(part, share=share)

        runner.scores(tasks[0], share=share)
        spent = timed(judge, loaded.device)
        figures[f"verdicts/s {name}"] = answers * CRITERIA / spent
        print(f"{answers} answers x {CRITERIA} criteria, prefix {name}: {answers * CRITERIA / spent:.1f} verdicts/s")
    figures["sharing gains"] = figures["verdicts/s shared"] / figures["verdicts/s alone"]
    print(f"sharing the prefix gains {figures['sharing gains']:.1f} times")
    return figures


def same_as_cpu(name: str, device: Device) -> dict[str, Any]:
    """The scores of the next token on this device and on the CPU, both in full precision, and a greedy reply."""
    replies, scores = [], []
    for kind in dict.fromkeys(("cpu", device.kind)):
        runner = Runner(load(name, Device(kind, torch.float32), (), lambda stage, share: None), compiled=False)
        row = runner.tokens("You are brief.", "Count from one to ten.")
        [(_, batch)] = list(runner.read([row]))
        scores.append(batch.scores[0].softmax(-1).cpu())
        replies.append(list(runner.write_one(row, greedy(runner.ends), 32)))
    apart = float((scores[0] - scores[-1]).abs().max())
    print(
        f"SmolLM2: probabilities differ by {apart:.1e} at most; greedy replies {'equal' if replies[0] == replies[-1] else 'differ'}"
    )
    return {"smol largest difference": apart, "smol replies equal": replies[0] == replies[-1]}


def weights_read(model: Any) -> int:
    """Bytes of weights that one token reads: all but the table of words, of which it takes one row."""
    table = model.get_input_embeddings().weight
    return sum(p.numel() * p.element_size() for p in model.parameters() if p is not table)


def bandwidth(device: Device) -> float:
    """Bytes a second this device reads, measured: a sum over more than any cache holds."""
    size = 64_000_000 if device.kind == "cpu" else 2_000_000_000
    data = torch.ones(size, dtype=torch.float32, device=device.kind)
    data.sum()
    return size * 4 / timed(lambda: data.sum(), device, times=5)


def timed(act: Callable[[], Any], device: Device, times: int = 1) -> float:
    """Wall seconds of one run, with the device's work done."""
    wait(device)
    started = time.perf_counter()
    for _ in range(times):
        act()
    wait(device)
    return (time.perf_counter() - started) / times


def wait(device: Device) -> None:
    """Until the device has done what it was given."""
    if device.kind == "cuda":
        torch.cuda.synchronize()
    elif device.kind == "mps":
        torch.mps.synchronize()
