"""Runs a loaded model: several prompts at once over the prefix they share, and one token after another.

Rows are padded on the right, so each row's own last token is looked up by its length; a cache of a shared prefix is
computed once and repeated, never padded.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from transformers import DynamicCache, StaticCache

from agent.errors import ModelFailed
from agent.models.local_load import SPARE, Device, Loaded
from agent.models.port import Failure

Choose = Callable[[torch.Tensor], list[int]]
"""Picks the next token of each row from the scores of all tokens; -1 ends a row."""

PACK = 2048
"""Tokens read side by side at once."""
STEP = 256
"""Static caches are made in these lengths, so that a compiled step is reused."""


@dataclass
class Batch:
    """Rows after their prompts were read: the cache, what it holds of each row, and the scores of the next token."""

    cache: Any
    mask: torch.Tensor
    lengths: torch.Tensor
    scores: torch.Tensor


class Runner:
    """One model on one device. Not for several threads at once."""

    def __init__(self, loaded: Loaded, *, compiled: bool | None = None) -> None:
        self.model, self.tokenizer, self.device = loaded.model, loaded.tokenizer, loaded.device
        self.compiled = self.device.kind == "cuda" if compiled is None else compiled
        self._step: Any = None
        config = self.model.config.get_text_config()
        self.longest = int(getattr(config, "max_position_embeddings", 4096))
        heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
        width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
        size = torch.empty(0, dtype=self.device.dtype).element_size()
        self.bytes_a_token = 2 * config.num_hidden_layers * heads * width * size
        ends = self.model.generation_config.eos_token_id
        self.ends = set(ends if isinstance(ends, list) else [ends]) | {self.tokenizer.eos_token_id}

    def tokens(self, system: str, user: str) -> list[int]:
        """The prompt in the model's own template, ready for its reply."""
        turns = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        if not self.tokenizer.chat_template:  # a base model
            return self.tokenizer(f"{system}\n\n{user}\n\nReply:")["input_ids"]
        options = {"tokenize": False, "add_generation_prompt": True, "enable_thinking": False}
        try:
            text = self.tokenizer.apply_chat_template(turns, **options)
        except Exception as error:  # templates raise what they like; those without a system turn say so here
            if "system" not in str(error).lower():
                raise
            text = self.tokenizer.apply_chat_template([{"role": "user", "content": f"{system}\n\n{user}"}], **options)
        return self.tokenizer(text, add_special_tokens=False)["input_ids"]

    @torch.inference_mode()
    def scores(self, rows: Sequence[Sequence[int]], *, share: bool = True) -> torch.Tensor:
        """The scores of each row's next token: the common beginning once, then the rests side by side in one row.

        Each rest sees the beginning and itself, by the mask; a copy of the beginning's cache for every row would cost
        more than reading the rests.
        """
        prefix = common(rows) if share and len(rows) > 1 else 0
        cache = self._head(rows[0][:prefix]) if prefix else None
        found = []
        for part in _packed([row[prefix:] for row in rows]):
            if cache is None:
                found.append(self._side_by_side(part, DynamicCache(config=self.model.config), 0))
            else:
                found.append(self._side_by_side(part, cache, prefix))
                cache.crop(-sum(map(len, part)))
        return torch.cat(found)

    def _side_by_side(self, rests: Sequence[Sequence[int]], cache: DynamicCache, prefix: int) -> torch.Tensor:
        kind = self.device.kind
        lengths = torch.tensor([len(rest) for rest in rests], device=kind)
        ends = lengths.cumsum(0)
        owner = torch.arange(len(rests), device=kind).repeat_interleave(lengths)
        places = torch.arange(int(ends[-1]), device=kind) - (ends - lengths)[owner]
        sees = (owner[:, None] == owner[None, :]) & (places[:, None] >= places[None, :])
        sees = torch.cat([torch.ones(len(owner), prefix, dtype=torch.bool, device=kind), sees], dim=1)
        closed = torch.finfo(self.model.dtype).min
        mask = torch.zeros(sees.shape, dtype=self.model.dtype, device=kind).masked_fill_(~sees, closed)[None, None]
        fed = torch.tensor([[token for rest in rests for token in rest]], device=kind)
        got = self.model.base_model(
            fed, attention_mask=mask, position_ids=(prefix + places)[None], past_key_values=cache
        )
        return self.model.get_output_embeddings()(got[0][0, ends - 1]).float()

    @torch.inference_mode()
    def read(self, rows: Sequence[Sequence[int]]) -> Iterator[tuple[range, Batch]]:
        """Read rows to write on, in as few batches as the memory allows, their common beginning once."""
        prefix = common(rows) if len(rows) > 1 else 0
        head = self._head(rows[0][:prefix]) if prefix else None
        for part in self._parts([len(row) for row in rows], prefix):
            yield part, self._batch([rows[n][prefix:] for n in part], head, prefix)

    @torch.inference_mode()
    def write(self, batch: Batch, choose: Choose, limit: int) -> Iterator[list[int]]:
        """The tokens of each row, step by step; a row that has ended repeats -1."""
        count = batch.scores.shape[0]
        done = [False] * count
        for _ in range(limit):
            picked = choose(batch.scores)
            done = [over or token < 0 for over, token in zip(done, picked, strict=True)]
            yield [-1 if over else token for over, token in zip(done, picked, strict=True)]
            if all(done):
                return
            fed = torch.tensor([[max(0, token)] for token in picked], device=self.device.kind)
            batch.mask = torch.cat([batch.mask, torch.ones_like(batch.mask[:, :1])], dim=1)
            got = self.model(
                fed,
                attention_mask=batch.mask,
                position_ids=batch.lengths[:, None],
                past_key_values=batch.cache,
                logits_to_keep=1,
            )
            batch.lengths = batch.lengths + 1
            batch.scores = got.logits[:, -1].float()

    @torch.inference_mode()
    def write_one(self, row: Sequence[int], choose: Choose, limit: int) -> Iterator[int]:
        """The tokens of one row by the fastest way there is: a cache of fixed size, and a compiled step on CUDA."""
        length = -(-(len(row) + limit) // STEP) * STEP
        cache = StaticCache(config=self.model.config, max_cache_len=length)
        got = self.model(torch.tensor([list(row)], device=self.device.kind), past_key_values=cache, logits_to_keep=1)
        if self.compiled and self._step is None:
            self._step = torch.compile(self.model.forward, mode="reduce-overhead", fullgraph=False)
        step = self._step or self.model
        at = torch.tensor([[len(row)]], device=self.device.kind)
        for _ in range(limit):
            [token] = choose(got.logits[:, -1].float())
            if token < 0:
                return
            yield token
            fed = torch.tensor([[token]], device=self.device.kind)
            got = step(fed, position_ids=at, past_key_values=cache, logits_to_keep=1)
            at = at + 1

    def fits(self, row: Sequence[int], limit: int) -> Failure | None:
        """Why a prompt cannot be read, if it cannot."""
        if len(row) + limit > self.longest:
            said = f"The prompt takes {len(row)} tokens and this model reads {self.longest - limit}."
            return Failure("unsupported", said, "Use a model with a longer context.")
        if (len(row) + limit) * self.bytes_a_token + SPARE / 2 > self.device.free():
            return NO_ROOM
        return None

    def _head(self, prefix: Sequence[int]) -> DynamicCache:
        cache = DynamicCache(config=self.model.config)
        self.model(torch.tensor([list(prefix)], device=self.device.kind), past_key_values=cache, logits_to_keep=1)
        return cache

    def _parts(self, lengths: Sequence[int], prefix: int) -> Iterator[range]:
        """Rows that fit in memory together: each takes a copy of the prefix's cache, and its own."""
        room = max(0.0, self.device.free() - SPARE / 2)
        most = max(1, int(room / (2 * self.bytes_a_token * max(lengths))))
        for at in range(0, len(lengths), most):
            yield range(at, min(at + most, len(lengths)))

    def _batch(self, rests: Sequence[Sequence[int]], head: DynamicCache | None, prefix: int) -> Batch:
        kind, count = self.device.kind, len(rests)
        longest = max(map(len, rests))
        fed = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rests], device=kind)
        own = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rests], device=kind)
        if head is None:
            cache = DynamicCache(config=self.model.config)
        else:
            cache = copy.deepcopy(head)
            cache.batch_repeat_interleave(count)
        mask = torch.cat([torch.ones(count, prefix, dtype=own.dtype, device=kind), own], dim=1)
        places = (prefix + torch.arange(longest, device=kind)).expand(count, -1)
        hidden = self.model.base_model(fed, attention_mask=mask, position_ids=places, past_key_values=cache)[0]
        last = own.sum(dim=1) - 1
        scores = self.model.get_output_embeddings()(hidden[torch.arange(count, device=kind), last]).float()
        return Batch(cache, mask, last + 1 + prefix, scores)


def _packed(rests: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Rests that are read together: as many as PACK tokens hold, since attention grows with their square."""
    part: list[Sequence[int]] = []
    for rest in rests:
        if part and sum(map(len, part)) + len(rest) > PACK:
            yield part
            part = []
        part.append(rest)
    if part:
        yield part


NO_ROOM = Failure(
    "memory", "There is not enough memory left for this prompt.", "Close what else uses it, or use a smaller model."
)


def common(rows: Sequence[Sequence[int]]) -> int:
    """How many tokens all rows begin with; each keeps at least one of its own."""
    first, last = min(rows), max(rows)
    most = min(len(row) for row in rows) - 1
    for n, (a, b) in enumerate(zip(first, last, strict=False)):
        if n >= most or a != b:
            return min(n, most)
    return most


def greedy(ends: set[int]) -> Choose:
    """Always the likeliest token."""
    return lambda scores: [-1 if token in ends else token for token in scores.argmax(dim=-1).tolist()]


def sampled(ends: set[int], heat: float = 0.7) -> Choose:
    """A token by its probability."""

    def choose(scores: torch.Tensor) -> list[int]:
        picked = torch.multinomial((scores / heat).softmax(dim=-1), 1)[:, 0].tolist()
        return [-1 if token in ends else token for token in picked]

    return choose


def guarded(act: Callable[[], Any], device: Device) -> Any:
    """What `act` gives; raises ModelFailed instead of an out-of-memory."""
    try:
        return act()
    except torch.OutOfMemoryError:
        if device.kind == "cuda":
            torch.cuda.empty_cache()
        raise ModelFailed(NO_ROOM) from None
