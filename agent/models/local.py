"""A model on this machine, by torch and transformers. It loads in the background; one call runs at a time.

For many sessions at once a server is the right place (`vllm serve`, then --backend http://…/v1); none is built here.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_letters, digits
from typing import Any, TypeVar

import torch
from pydantic import BaseModel

from agent.errors import ModelFailed
from agent.models import local_load
from agent.models.local_run import Runner, greedy, guarded, sampled
from agent.models.meter import Held, Meter
from agent.models.picking import with_options
from agent.models.port import CANCELLED, Cancel, Failure, Picked, Prompt, Usage
from agent.models.shape import Unreadable, read, schema_of
from agent.settings import ModelSettings

T = TypeVar("T", bound=BaseModel)

LETTERS = ascii_letters[26:] + ascii_letters[:26] + digits
"""Names of options; each is one token in every tokenizer in use."""


@dataclass(frozen=True)
class Progress:
    """How far loading has come."""

    stage: str = "waiting"
    share: float = 0.0


class LocalModel:
    """A local model as one session sees it; sessions of a process share the weights."""

    picks = True

    def __init__(self, settings: ModelSettings, model: str = "", meter: Meter | None = None) -> None:
        self.settings = settings
        self.meter = meter or Meter(settings)
        self._shared = _shared(model, settings)

    def __repr__(self) -> str:
        return f"LocalModel({self.name})"

    @property
    def name(self) -> str:
        """`local:MODEL`."""
        return f"local:{self._shared.name}"

    @property
    def picker(self) -> str:
        """The same model."""
        return self.name

    @property
    def usage(self) -> Usage:
        """What this session has used; a local model costs nothing."""
        return self.meter.usage

    @property
    def progress(self) -> Progress:
        """How far loading has come, for a bar."""
        return self._shared.progress

    def check(self) -> Failure | None:
        """Wait until it is loaded; why it could not be."""
        try:
            self._shared.ready(None)
        except ModelFailed as failed:
            return failed.failure
        return None

    def stream(self, prompt: Prompt, *, limit: int = 400, cancel: Cancel | None = None) -> Iterator[str]:
        """The reply, piece by piece, as its letters become certain."""
        with self._shared.turn(cancel) as runner:
            row = runner.tokens(prompt.system, prompt.user)
            if failure := runner.fits(row, limit):
                raise ModelFailed(failure)
            held = self._held(len(row), limit)
            written: list[int] = []
            said = ""
            try:
                steps = runner.write_one(row, sampled(runner.ends), limit)
                while (token := guarded(lambda: next(steps, None), runner.device)) is not None:
                    if cancel and cancel.called:
                        raise ModelFailed(CANCELLED)
                    written.append(token)
                    text = runner.tokenizer.decode(written, skip_special_tokens=True)
                    if len(text) > len(said) and not text.endswith("\ufffd"):  # half a letter is not spoken
                        yield text[len(said) :]
                        said = text
            finally:
                self._settle(held, len(row), len(written))

    def fill(
        self,
        kind: type[T],
        prompts: Sequence[Prompt],
        *,
        limit: int = 600,
        cancel: Cancel | None = None,
        vary: bool = False,
    ) -> list[T | Failure]:
        """One value a prompt; the schema is kept token by token, so only a reply that runs on is unusable."""
        schema = schema_of(kind)

        def one_group(runner: Runner, rows: list[list[int]]) -> tuple[list[T | Failure], int]:
            found: list[T | Failure] = []
            written = 0
            for part, batch in runner.read(rows):
                inner = sampled(runner.ends) if vary else greedy(runner.ends)
                choose = self._shared.grammar(runner).follows(schema, len(part), inner)
                replies: list[list[int]] = [[] for _ in part]
                for step in runner.write(batch, choose, limit):
                    if cancel and cancel.called:
                        raise ModelFailed(CANCELLED)
                    for reply, token in zip(replies, step, strict=True):
                        reply += [token] if token >= 0 else []
                found += [_read(kind, runner.tokenizer.decode(reply, skip_special_tokens=True)) for reply in replies]
                written += sum(map(len, replies))
            return found, written

        return self._grouped(prompts, limit, cancel, one_group)

    def pick(
        self, options: Sequence[str], prompts: Sequence[Prompt], *, cancel: Cancel | None = None
    ) -> list[Picked | Failure]:
        """The chances of each option's letter as the next token: one forward pass for all prompts that share a text."""
        if len(options) > len(LETTERS):
            failure = Failure("unsupported", f"A local model picks among {len(LETTERS)} options at most.")
            return [failure for _ in prompts]
        asked = [with_options(prompt, options, LETTERS) for prompt in prompts]

        def one_group(runner: Runner, rows: list[list[int]]) -> tuple[list[Picked | Failure], int]:
            letters = torch.tensor(_letter_tokens(runner, len(options)), device=runner.device.kind)
            return [Picked(tuple(row)) for row in runner.scores(rows)[:, letters].softmax(dim=-1).tolist()], 0

        return self._grouped(asked, 1, cancel, one_group)

    def close(self) -> None:
        """The weights stay: another session of this process may use them."""

    def _grouped(self, prompts: Sequence[Prompt], limit: int, cancel: Cancel | None, act: Any) -> list:
        """`act` over the prompts, those with the same shared text together; a failure is that group's alone."""
        found: list = []
        try:
            with self._shared.turn(cancel) as runner:
                for _, same in groupby(prompts, key=lambda prompt: (prompt.system, prompt.shared)):
                    if cancel and cancel.called:
                        raise ModelFailed(CANCELLED)
                    rows = [runner.tokens(prompt.system, prompt.user) for prompt in same]
                    found += self._one_group(runner, rows, limit, act)
        except ModelFailed as failed:
            found += [failed.failure] * (len(prompts) - len(found))
        return found

    def _one_group(self, runner: Runner, rows: list[list[int]], limit: int, act: Any) -> list:
        if failure := next(filter(None, (runner.fits(row, limit) for row in rows)), None):
            return [failure] * len(rows)
        read = sum(map(len, rows))
        try:
            held = self._held(read, limit * len(rows))
        except ModelFailed as failed:
            return [failed.failure] * len(rows)
        written = 0
        try:
            found, written = guarded(lambda: act(runner, rows), runner.device)
            return found
        except ModelFailed as failed:
            if failed.failure.reason == "cancelled":
                raise
            return [failed.failure] * len(rows)
        finally:
            self._settle(held, read, written)

    def _held(self, read: int, limit: int) -> Held:
        held = self.meter.reserve("", int(read * 3.5), limit)
        if isinstance(held, Failure):
            raise ModelFailed(held)
        return held

    def _settle(self, held: Held, read: int, written: int) -> None:
        self.meter.settle("", held, Usage(1, read, 0, written))


class _Shared:
    """The weights of one model, loaded once a process in a thread of its own."""

    def __init__(self, model: str, settings: ModelSettings) -> None:
        self._device = local_load.best_device()
        self.name = model or local_load.default_model(self._device, settings.local_models)
        self.progress = Progress()
        self._settings = settings
        self._done = threading.Event()
        self._busy = threading.Lock()
        self._runner: Runner | None = None
        self._grammar: Any = None
        self._failure: Failure | None = None
        threading.Thread(target=self._load, name="local model", daemon=True).start()

    def _load(self) -> None:
        def tell(stage: str, share: float) -> None:
            self.progress = Progress(stage, share)

        try:
            self._runner = Runner(local_load.load(self.name, self._device, self._settings.local_models, tell))
            tell("ready", 1.0)
        except ModelFailed as failed:
            self._failure = failed.failure
        except Exception as error:  # whatever a model's own code raises is told, not lost with the thread
            said = f"The local model {self.name!r} failed to load: {type(error).__name__}: {str(error)[:160]}"
            self._failure = Failure("unsupported", said, "Use another model, or --backend none.")
        finally:
            self._done.set()

    def ready(self, cancel: Cancel | None) -> Runner:
        """The runner when it is loaded."""
        while not self._done.wait(0.05):
            if cancel and cancel.called:
                raise ModelFailed(CANCELLED)
        if self._runner is None:
            raise ModelFailed(self._failure or Failure("unsupported", f"{self.name} did not load."))
        return self._runner

    def grammar(self, runner: Runner) -> Any:
        """What keeps replies to a schema, made on first use."""
        if self._grammar is None:
            from agent.models.local_json import Grammar

            words = runner.model.get_output_embeddings().weight.shape[0]
            self._grammar = Grammar(runner.tokenizer, words)
        return self._grammar

    def turn(self, cancel: Cancel | None) -> "_Turn":
        """The runner for one call; others wait."""
        return _Turn(self, cancel)

    def take(self, cancel: Cancel | None) -> Runner:
        """Wait for the runner and hold it."""
        runner = self.ready(cancel)
        while not self._busy.acquire(timeout=0.05):
            if cancel and cancel.called:
                raise ModelFailed(CANCELLED)
        return runner

    def give_back(self) -> None:
        """Let the next call in."""
        self._busy.release()


class _Turn:
    def __init__(self, shared: _Shared, cancel: Cancel | None) -> None:
        self._shared, self._cancel = shared, cancel

    def __enter__(self) -> Runner:
        return self._shared.take(self._cancel)

    def __exit__(self, *_: object) -> None:
        self._shared.give_back()


_models: dict[str, _Shared] = {}
_models_lock = threading.Lock()


def _shared(model: str, settings: ModelSettings) -> _Shared:
    """The one copy of a model in this process; one that failed to load is tried again."""
    with _models_lock:
        known = _models.get(model)
        if known is None or known._failure is not None:
            known = _models[model] = _Shared(model, settings)
        return known


def _letter_tokens(runner: Runner, count: int) -> list[int]:
    """The token of each letter as a reply begins with it."""
    return [runner.tokenizer(letter, add_special_tokens=False)["input_ids"][-1] for letter in LETTERS[:count]]


def _read(kind: type[T], reply: str) -> T | Failure:
    try:
        return read(kind, reply)
    except Unreadable as error:
        return Failure("unreadable", f"The model's reply is not usable: {error}.", "Use a larger model.")
