"""Tunes SmolLM2 into the reading of ends: has somebody who said this finished, or only stopped to think?

    python -m ui.voice.measure.train_ending --out ui/voice/ending.npz

It learns from what candidates might say (evals/data/spoken.txt): a line is finished at its end, and at none of its other words, least of
all where its writer heard the speaker stop. As every word piece looks back only, one pass teaches all of them. The layers are
left as packaged; two narrow matrices beside each of the upper ones are what is learned and shipped. Needs torch (extra
`local`) and SmolLM2 (`make voice`). Seeded; most of an hour on two cores.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from evals.suite import SUITES
from ui.voice.decoder import HEADS, NORM, SHARED, SIZE, WHERE, Decoder, Layer
from ui.voice.ending import LAYERS
from ui.voice.weights import SMOL, checked

FROZEN = 8
"""Layers from the bottom that stay as they are."""
NARROW = 12
"""The width of what is learned beside a matrix."""
HELD_OUT = 15
"""One line in so many is kept out."""
ELSEWHERE = 0.15
"""What a word weighs at which nobody was heard to stop."""
LONGEST, BATCH, FETCHED = 96, 32, 32
FULL_STOP, NOTHING = 0.5, 0.2
"""How often a pause is written down as a full stop, as the ears write it, and how often as nothing."""


Told = tuple[str, dict[int, int]]
"""A text, and by where in it a word ends what is true there: 0 the end, 1 a pause, 2 neither."""


@dataclass(frozen=True)
class Line:
    """A line as states below the layers that learn. `places`: word pieces that end a word; `kinds`: 0 the end, 1 a pause, 2 neither."""

    states: torch.Tensor
    places: list[int]
    kinds: list[int]


def written(line: str, rng: random.Random) -> Told:
    """A line as the reader gets it, and what is true at the end of each of its words."""
    text, kinds = "", {}
    parts = [" ".join(re.sub(r"[^\w'%$.,@+-]", " ", part).split()) for part in line.split("[?]")]
    parts = [part for part in parts if part.rstrip(".,;:!?- ")]
    for n, part in enumerate(parts):
        bare, last = part.rstrip(".,;:!?- "), n == len(parts) - 1
        start = len(text) + bool(text)
        for word in re.finditer(r"\S+", bare):
            kinds[start + word.start() + len(word.group().rstrip(".,;:!?-"))] = 2
        kinds[start + len(bare)] = 0 if last else 1
        drawn = rng.random()
        mark = "" if last else "." if drawn < FULL_STOP else "" if drawn < FULL_STOP + NOTHING else part[len(bare) :]
        text = f"{text} {bare}{mark}".strip()
    return text.lower(), kinds


class Upper(nn.Module):
    """The layers that learn, and the head."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        super().__init__()
        self.layers = [_tensors(layer) for layer in layers]
        self.learned = nn.ParameterDict()
        for n, layer in enumerate(self.layers, FROZEN):
            for name, matrix in layer.items():
                rows, columns = matrix.shape
                self.learned[f"{n}/{name}/in"] = nn.Parameter(torch.randn(rows, NARROW) / rows**0.5)
                self.learned[f"{n}/{name}/out"] = nn.Parameter(torch.zeros(NARROW, columns))
        self.head = nn.Linear(self.layers[0]["looks"].shape[0], 1)
        nn.init.zeros_(self.head.weight)

    def forward(self, lines: Sequence[Line]) -> torch.Tensor:
        """Log-odds at every place of every line."""
        states = nn.utils.rnn.pad_sequence([line.states for line in lines], batch_first=True).float()
        for n, layer in enumerate(self.layers, FROZEN):
            states = through(states, lambda x, name, n=n, layer=layer: self._times(x, n, name, layer[name]))
        rows = torch.tensor([n for n, line in enumerate(lines) for _ in line.places])
        places = torch.tensor([at for line in lines for at in line.places])
        return self.head(_even(states[rows, places])).squeeze(-1)

    def _times(self, x: torch.Tensor, n: int, name: str, matrix: torch.Tensor) -> torch.Tensor:
        narrow = x @ self.learned[f"{n}/{name}/in"] @ self.learned[f"{n}/{name}/out"]
        return x @ matrix + narrow

    def saved(self) -> dict[str, np.ndarray]:
        """What was learned, halved in precision."""
        found = {name.replace("/", "."): value.detach().numpy().astype(np.float16) for name, value in self.learned.items()}  # fmt: skip
        return {**found, "head": self.head.weight[0].detach().numpy(), "bias": self.head.bias.detach().numpy()}


def through(states: torch.Tensor, times) -> torch.Tensor:  # type: ignore[no-untyped-def]
    """One layer, as ui/voice/decoder.py has it, for many texts at once."""
    rows, length, _ = states.shape
    places = torch.arange(length)[:, None] * torch.from_numpy(WHERE).float()
    parts = times(_even(states), "looks").split([HEADS * SIZE, SHARED * SIZE, SHARED * SIZE], dim=-1)
    asked, keys, values = (part.view(rows, length, -1, SIZE).transpose(1, 2) for part in parts)
    asked, keys = (_turned(x, places.cos(), places.sin()) for x in (asked, keys))
    keys, values = (x.repeat_interleave(HEADS // SHARED, 1) for x in (keys, values))
    found = F.scaled_dot_product_attention(asked, keys, values, is_causal=True)
    states = states + times(found.transpose(1, 2).reshape(rows, length, -1), "says")
    gate, up = times(_even(states), "wide").chunk(2, dim=-1)
    return states + times(F.silu(gate) * up, "narrow")


def prepared(texts: Sequence[Told], decoder: Decoder) -> list[Line]:
    """Every text through the layers that do not learn."""
    told = []
    for text, kinds in texts:
        ids, ends = decoder.pieces(text)
        ids, ends = ids[:1] + ids[1:][-LONGEST:], ends[:1] + ends[1:][-LONGEST:]
        places = [at for at, end in enumerate(ends) if at and end in kinds]
        told.append((ids, places, [kinds[ends[at]] for at in places]))
    lower = [_tensors(layer) for layer in decoder.layers[:FROZEN]]
    made: list[Line | None] = [None] * len(told)
    order = sorted(range(len(told)), key=lambda n: len(told[n][0]))
    for first in range(0, len(order), BATCH):
        some = order[first : first + BATCH]
        words = [torch.from_numpy(decoder.words(told[n][0])) for n in some]
        states = nn.utils.rnn.pad_sequence(words, batch_first=True)
        with torch.no_grad():
            for layer in lower:
                states = through(states, lambda x, name, layer=layer: x @ layer[name])
        for row, n in zip(states, some, strict=True):
            made[n] = Line(row[: len(told[n][0])].half(), *told[n][1:])
    return [line for line in made if line is not None and line.places]


def batches(lines: list[Line], rng: random.Random) -> Iterator[list[Line]]:
    """Lines of a length together, in no order."""
    rng.shuffle(lines)
    for first in range(0, len(lines), BATCH * FETCHED):
        near = sorted(lines[first : first + BATCH * FETCHED], key=lambda line: len(line.states))
        groups = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        rng.shuffle(groups)
        yield from groups


def train(model: Upper, lines: list[Line], held: list[Line], epochs: int, rate: float, rng: random.Random) -> None:
    """Narrow matrices and head, with a rate that falls to nothing."""
    rates = (rate, 3e-3)
    groups = (model.learned.parameters(), model.head.parameters())
    settings = [{"params": list(params), "lr": lr} for params, lr in zip(groups, rates, strict=True)]
    optimizer = torch.optim.AdamW(settings, weight_decay=0.01, betas=(0.9, 0.98))
    steps, step, began = epochs * -(-len(lines) // BATCH), 0, time.monotonic()
    for epoch in range(epochs):
        total = 0.0
        for some in batches(lines, rng):
            kinds = torch.tensor([kind for line in some for kind in line.kinds])
            weigh = torch.where(kinds == 2, ELSEWHERE, 1.0)
            loss = F.binary_cross_entropy_with_logits(model(some), (kinds == 0).float(), weigh, reduction="sum")
            loss = loss / weigh.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.learned.parameters(), 1.0)
            for group, lr in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = lr * min(1.0, step / 100) * max(0.02, 1 - step / steps)
            optimizer.step()
            step, total = step + 1, total + float(loss.detach())
            if step % 50 == 0:
                print(f"step {step} of {steps}, loss {total / 50:.4f}, {time.monotonic() - began:.0f} s", flush=True)
                total = 0.0
        print(f"epoch {epoch + 1}: {told_apart(model, held)}", flush=True)


def told_apart(model: Upper, held: list[Line]) -> str:
    """Of lines kept out: how often an end reads more finished than a pause, and what that leaves to be cut off."""
    with torch.no_grad():
        odds = np.concatenate([model(held[at : at + BATCH]).numpy() for at in range(0, len(held), BATCH)])
    kinds = np.array([kind for line in held for kind in line.kinds])
    ends, pauses = odds[kinds == 0], np.sort(odds[kinds == 1])
    above = np.searchsorted(pauses, ends).mean() / len(pauses)
    taken = [(pauses >= np.quantile(ends, share)).mean() for share in (0.42, 0.1)]
    return (
        f"{len(ends)} ends above {len(pauses)} pauses {above:.3f} of the time; of pauses, {taken[0]:.3f} read more finished than the "
        f"upper 58 % of ends and {taken[1]:.3f} than the upper 90 %"
    )


def _tensors(layer: Layer) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(np.ascontiguousarray(matrix)) for name, matrix in vars(layer).items()}


def _even(states: torch.Tensor) -> torch.Tensor:
    return states * torch.rsqrt(states.square().mean(-1, keepdim=True) + NORM)


def _turned(heads: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    one, two = heads[..., ::2], heads[..., 1::2]
    return torch.stack([one * cos - two * sin, one * sin + two * cos], dim=-1).flatten(-2)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Tune SmolLM2 to read ends.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--lines", type=int, help="only so many, to try it")
    asked = parser.parse_args(argv)
    torch.manual_seed(5)
    rng = random.Random(5)
    data = SUITES.parent / "data"
    spoken = [line for line in (data / "spoken.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    rng.shuffle(spoken)
    decoder = Decoder(checked(SMOL), LAYERS, {})
    lines = prepared([written(line, rng) for line in spoken[: asked.lines]], decoder)
    held, shown = lines[::HELD_OUT], [line for n, line in enumerate(lines) if n % HELD_OUT]
    model = Upper(decoder.layers[FROZEN:])
    print(f"{len(shown)} lines, {sum(p.numel() for p in model.parameters())} numbers to learn", flush=True)
    train(model, shown, held, asked.epochs, asked.rate, rng)
    np.savez_compressed(asked.out, **model.saved())
    return 0


if __name__ == "__main__":
    sys.exit(main())
