"""Fine-tunes MiniLM into the `reader`: does this answer make this point, leave it out, or contradict it?

    python -m evals.train_reader --data ../shared/data/entailment --out evals/results/reader

Needs torch (extra `local`). Seeded; splits by group; the words' embeddings and the lowest layers stay as packaged, so
that only what was learned is shipped. Licences of the data are in NOTICE.
"""

import argparse
import gzip
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from corpus.embed import TOKENIZER_SHA, WEIGHTS_SHA, checked, packaged_weights
from corpus.minilm import EPSILON, HEADS, HIDDEN, LAYERS, read_safetensors

FROZEN = 2
"""Layers from the bottom that keep the packaged weights."""
MAX_TOKENS = 192
CLASSES = ("absent", "made", "contradicted")
CAPS = {
    "argkp2021": 13000, "beetle5way": 12000, "scientsbank3way": 20000, "realsumm_scu": 14000, "perspectrum_equiv": 9000,
    "cad_nli": 11000, "snli_devtest": 7000, "negation_nli": 4500, "breaking_nli": 1500, "bank": 40000,
}  # fmt: skip
"""Rows of each set in one epoch; a set smaller than its cap is repeated, at most twice."""


@dataclass(frozen=True)
class Pair:
    """A point, a text, and how much of each class is true of it."""

    point: str
    text: str
    target: tuple[float, float, float]
    source: str
    group: str


def targets(label: str) -> tuple[float, float, float]:
    """A label as a distribution over CLASSES."""
    return {"entails": (0.0, 1.0, 0.0), "contradicts": (0.0, 0.0, 1.0), "partial": (0.5, 0.5, 0.0)}.get(
        label, (1.0, 0.0, 0.0)
    )


def load(folder: Path, rng: random.Random, bank: Path | None, share_of: float = 1.0) -> tuple[list[Pair], list[Pair]]:
    """Training pairs (capped and balanced) and held-out ones: one group in twelve of every set."""
    train, held = [], []
    files = sorted(folder.glob("*.jsonl.gz")) + ([bank] if bank else [])
    for path in files:
        name = path.name.split(".")[0]
        opener = gzip.open if path.suffix == ".gz" else open
        by_label: dict[str, list[Pair]] = defaultdict(list)
        with opener(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                pair = Pair(row["b"], row["a"], targets(row["label"]), name, str(row["group"]))
                if random.Random(f"{name}|{pair.group}").random() < 1 / 12:
                    held.append(pair)
                else:
                    by_label[row["label"]].append(pair)
        cap = int(CAPS.get(name, 10000) * (1.0 if name == "bank" else share_of))
        share = cap // len(by_label)
        for pairs in by_label.values():
            rng.shuffle(pairs)
            train += (pairs if name == "bank" else pairs * 2)[: share if name != "bank" else None]
    rng.shuffle(train)
    return train, held


class Reader(nn.Module):
    """BERT with the packaged weights and a head over [CLS] and the mean of all tokens."""

    def __init__(self, tensors: dict[str, np.ndarray]) -> None:
        super().__init__()
        self.table = {k: torch.from_numpy(np.array(v)) for k, v in tensors.items() if k.startswith("embeddings.")}
        learned = {k: v for k, v in tensors.items() if k.startswith("encoder.")}
        self.weights = nn.ParameterDict(
            {k.replace(".", "/"): nn.Parameter(torch.from_numpy(np.array(v))) for k, v in learned.items()}
        )
        for name, value in self.weights.items():
            value.requires_grad_(int(name.split("/")[2]) >= FROZEN)
        self.head = nn.Linear(2 * HIDDEN, len(CLASSES))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: torch.Tensor, kinds: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Logits over CLASSES."""
        table = self.table
        hidden = table["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + table["embeddings.position_embeddings.weight"][: ids.shape[1]]
        hidden = hidden + table["embeddings.token_type_embeddings.weight"][kinds]
        hidden = F.layer_norm(
            hidden, (HIDDEN,), table["embeddings.LayerNorm.weight"], table["embeddings.LayerNorm.bias"], EPSILON
        )
        seen = mask[:, None, None, :].bool()
        for layer in range(LAYERS):
            hidden = self._layer(hidden, seen, layer)
        real = mask.unsqueeze(-1).float()
        mean = (hidden * real).sum(1) / real.sum(1)
        return self.head(self.drop(torch.cat([hidden[:, 0], mean], dim=-1)))

    def _layer(self, hidden: torch.Tensor, seen: torch.Tensor, layer: int) -> torch.Tensor:
        def get(name: str) -> torch.Tensor:
            return self.weights[f"encoder/layer/{layer}/{name.replace('.', '/')}"]

        def dense(x: torch.Tensor, name: str) -> torch.Tensor:
            return F.linear(x, get(f"{name}.weight"), get(f"{name}.bias"))

        def norm(x: torch.Tensor, name: str) -> torch.Tensor:
            return F.layer_norm(x, (HIDDEN,), get(f"{name}.weight"), get(f"{name}.bias"), EPSILON)

        batch, length, _ = hidden.shape
        split = [
            dense(hidden, f"attention.self.{part}").view(batch, length, HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        ]
        mixed = F.scaled_dot_product_attention(*split, attn_mask=seen).transpose(1, 2).reshape(batch, length, HIDDEN)
        hidden = norm(hidden + self.drop(dense(mixed, "attention.output.dense")), "attention.output.LayerNorm")
        wide = F.gelu(dense(hidden, "intermediate.dense"))
        return norm(hidden + self.drop(dense(wide, "output.dense")), "output.LayerNorm")


def batches(
    pairs: Sequence[Pair], tokenizer: Tokenizer, size: int, rng: random.Random | None
) -> list[list[tuple[Any, Pair]]]:
    """Pairs of like length together; shuffled when `rng` is given."""
    encoded = list(zip(tokenizer.encode_batch([(p.point, p.text) for p in pairs]), pairs, strict=True))
    out = []
    for i in range(0, len(encoded), size * 64):
        pool = sorted(encoded[i : i + size * 64], key=lambda item: len(item[0].ids))
        out += [pool[j : j + size] for j in range(0, len(pool), size)]
    if rng:
        rng.shuffle(out)
    return out


def tensors_of(batch: list[tuple[Any, Pair]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, kinds and mask of a batch, padded."""
    longest = max(len(e.ids) for e, _ in batch)
    rows = [
        [list(getattr(e, name)) + [0] * (longest - len(e.ids)) for e, _ in batch]
        for name in ("ids", "type_ids", "attention_mask")
    ]
    ids, kinds, mask = (torch.tensor(r) for r in rows)
    return ids, kinds, mask


def evaluate(model: Reader, pairs: Sequence[Pair], tokenizer: Tokenizer) -> dict[str, float]:
    """Per set: how often a pair that makes its point outranks one that does not (AUC)."""
    model.eval()
    scored: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    with torch.no_grad():
        for batch in batches(pairs, tokenizer, 64, None):
            chance = model(*tensors_of(batch)).softmax(-1)[:, 1].tolist()
            for p, (_, pair) in zip(chance, batch, strict=True):
                scored[pair.source].append((p, pair.target[1] > 0.9))
    model.train()
    return {name: auc(rows) for name, rows in sorted(scored.items())}


def auc(rows: Sequence[tuple[float, bool]]) -> float:
    """The chance that a positive outranks a negative."""
    ranks = {i: r for r, i in enumerate(sorted(range(len(rows)), key=lambda i: rows[i][0]), 1)}
    good = [i for i, (_, met) in enumerate(rows) if met]
    bad = len(rows) - len(good)
    return (sum(ranks[i] for i in good) - len(good) * (len(good) + 1) / 2) / max(1, len(good) * bad)


def train(
    model: Reader, pairs: list[Pair], held: list[Pair], tokenizer: Tokenizer, options: argparse.Namespace
) -> None:
    """One pass or more over the pairs, with warm-up and linear decay."""
    body = [p for p in model.weights.values() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": options.rate}, {"params": model.head.parameters(), "lr": options.rate * 10}],
        weight_decay=0.01,
    )
    rng = random.Random(options.seed)
    plan = [b for _ in range(options.epochs) for b in batches(pairs, tokenizer, options.batch, rng)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * len(plan))) * max(0.0, 1 - step / len(plan))
    )
    started, running = time.monotonic(), 1.0
    model.train()
    for step, batch in enumerate(plan, start=1):
        wanted = torch.tensor([pair.target for _, pair in batch])
        loss = -(wanted * model(*tensors_of(batch)).log_softmax(-1)).sum(-1).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(body, 1.0)
        optimizer.step()
        schedule.step()
        running = 0.98 * running + 0.02 * float(loss.detach())
        if step % 100 == 0 or step == len(plan):
            print(f"step {step}/{len(plan)} loss {running:.3f} {time.monotonic() - started:.0f} s", flush=True)
        if step % 600 == 0 or step == len(plan):
            shown = random.Random(0).sample(held, min(2000, len(held)))
            print("  held-out AUC", {k: round(v, 3) for k, v in evaluate(model, shown, tokenizer).items()}, flush=True)
            save(model, options.out)


def save(model: Reader, folder: Path) -> None:
    """Only what was learned, in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    learned = {k.replace("/", "."): v for k, v in model.weights.items() if v.requires_grad}
    learned |= {"head.weight": model.head.weight, "head.bias": model.head.bias}
    np.savez(folder / "reader.npz", **{k: v.detach().half().numpy() for k, v in learned.items()})  # type: ignore[arg-type]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bank", type=Path, help="pairs made from the bank (bank.jsonl)")
    parser.add_argument("--share", type=float, default=1.0, help="share of the other sets, when going on from --start")
    parser.add_argument("--start", type=Path, help="a reader.npz to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    torch.manual_seed(options.seed)
    source = packaged_weights()
    checked(source / "tokenizer.json", TOKENIZER_SHA)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    tensors = dict(read_safetensors(checked(source / "model.safetensors", WEIGHTS_SHA)))
    model = Reader(tensors)
    if options.start:
        with torch.no_grad():
            for name, value in np.load(options.start).items():
                where = (
                    dict(model.head.named_parameters())[name[5:]]
                    if name.startswith("head.")
                    else model.weights[name.replace(".", "/")]
                )
                where.copy_(torch.from_numpy(value.astype(np.float32)))
    pairs, held = load(options.data, random.Random(options.seed), options.bank, options.share)
    print(f"{len(pairs)} pairs to learn from, {len(held)} held out", flush=True)
    train(model, pairs, held, tokenizer, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
