"""OpenAI, and every server that speaks like it: vLLM, Ollama, llama-server, LM Studio.

The OpenAI key goes to OpenAI alone (or to the OPENAI_BASE_URL put in its place); any other server gets SPARRING_API_KEY.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from typing import TypeVar

from openai import AsyncOpenAI
from pydantic import BaseModel

from agent.errors import ModelFailed
from agent.models import connections, picking, wire
from agent.models.attempts import Turn, Where
from agent.models.known import Known, known
from agent.models.loop import iterate, run, together
from agent.models.meter import CHARACTERS_A_TOKEN, Held, Meter
from agent.models.port import EMPTY, Cancel, Failure, Picked, Prompt, Usage
from agent.models.shape import Unreadable, read, schema_of, without_thoughts
from agent.settings import ModelSettings, read_key

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")

FORM_WORDS = 300
"""Tokens a schema and the words around it may take."""

REPAIR = "Your last reply could not be used: {problem}. Reply again, in the form asked for."


class OpenAIModel:
    """One session's view of a server; sessions share its connections, each counts for itself."""

    def __init__(self, settings: ModelSettings, url: str, model: str, meter: Meter | None = None) -> None:
        self.settings, self.url, self.model = settings, url.rstrip("/"), model
        self.official = self.url == settings.openai_url.rstrip("/")
        self.where = Where(self.url, model, "OPENAI_API_KEY" if self.official else "SPARRING_API_KEY")
        self.meter = meter or Meter(settings)

    def __repr__(self) -> str:
        return f"OpenAIModel({self.name})"

    @property
    def name(self) -> str:
        """`openai:MODEL` or `URL:MODEL`."""
        return f"openai:{self.model}" if self.official else f"{self.url}:{self.model or '(its only model)'}"

    @property
    def picks(self) -> bool:
        """Whether the Decisions API is there, or not yet known not to be."""
        return bool(self.official and self.settings.decisions_model and self.known.decisions)

    @property
    def picker(self) -> str:
        """The Decisions model where there is one, else the model itself."""
        return f"openai:{self.settings.decisions_model}" if self.picks else self.name

    @property
    def usage(self) -> Usage:
        """What this session has used."""
        return self.meter.usage

    @property
    def known(self) -> Known:
        """What was found out about this server and model."""
        return known(self.url, self.model, official=self.official)

    @property
    def client(self) -> AsyncOpenAI:
        """The connections to the server; a key that is changed in the environment takes effect at the next call."""
        key = read_key(self.where.key_name)
        return connections.client(self.url, key or "none", self.settings.connect_seconds, self.settings.attempt_seconds)

    def check(self) -> Failure | None:
        """Whether the server answers, takes the key and has the model; finds the model when none was named."""
        return self._checked(None)

    def _checked(self, cancel: Cancel | None) -> Failure | None:
        try:
            names = run(self.tried(self._names), cancel)
        except ModelFailed as failed:
            return failed.failure
        if not self.model and len(names) == 1:
            self.model = names[0]
            self.where = Where(self.url, self.model, self.where.key_name)
        if self.model in names or (self.model and not names):
            return None
        has = ", ".join(sorted(names)[:8]) or "no model"
        wanted = f"has no model {self.model!r}" if self.model else "has several models and none was named"
        return Failure("not_found", f"{self.url} {wanted}. It has: {has}.", "Name one, as --backend URL:MODEL.")

    def stream(self, prompt: Prompt, *, limit: int = 400, cancel: Cancel | None = None) -> Iterator[str]:
        """The reply, piece by piece; thoughts between <think> tags are left out."""
        self._found(cancel)
        return iterate(self._counted_pieces(self.ask(prompt, limit)), cancel)

    def fill(
        self,
        kind: type[T],
        prompts: Sequence[Prompt],
        *,
        limit: int = 600,
        cancel: Cancel | None = None,
        vary: bool = False,
    ) -> list[T | Failure]:
        """One value a prompt, asked for at the same time; an unreadable reply is asked for once more."""
        schema = schema_of(kind)

        def one(prompt: Prompt) -> Callable[[], Awaitable[T]]:
            return lambda: self.filled(kind, self.ask(prompt, limit, schema=schema, vary=vary))

        try:
            self._found(cancel)
            return run(together([one(prompt) for prompt in prompts]), cancel)
        except ModelFailed as failed:
            return [failed.failure for _ in prompts]

    def pick(
        self, options: Sequence[str], prompts: Sequence[Prompt], *, cancel: Cancel | None = None
    ) -> list[Picked | Failure]:
        """Probabilities by the Decisions API, else by the likeliest next letters, else by a plain choice."""
        try:
            self._found(cancel)
            return run(picking.picked(self, options, prompts), cancel)
        except ModelFailed as failed:
            return [failed.failure for _ in prompts]

    def close(self) -> None:
        """Nothing is held by one session alone."""

    def ask(self, prompt: Prompt, limit: int, *, schema: dict | None = None, vary: bool = True) -> wire.Ask:
        """A request as this session makes it."""
        effort = self.settings.effort if self.official else ""
        return wire.Ask(self.model, prompt, limit, schema, vary, self.official, effort)

    def _found(self, cancel: Cancel | None) -> None:
        """The only model of a server is found at the first call; raises ModelFailed when it cannot be."""
        if not self.model and (failure := self._checked(cancel)):
            raise ModelFailed(failure)

    async def _names(self) -> list[str]:
        page = await self.client.models.list()
        return [model.id for model in page.data or []]

    async def filled(self, kind: type[T], ask: wire.Ask) -> T:
        """One value; an unreadable reply is asked for once more."""
        first = await self.reply(ask)
        try:
            return read(kind, first)
        except Unreadable as error:
            words = f"{ask.prompt.ask}\n\n{REPAIR.format(problem=error)}"
        prompt = Prompt(ask.prompt.system, ask.prompt.shared, words)
        again = await self.reply(wire.Ask(**{**vars(ask), "prompt": prompt}))
        try:
            return read(kind, again)
        except Unreadable as error:
            failure = (
                EMPTY if not again.strip() else Failure("unreadable", f"The model's reply is not usable: {error}.")
            )
            raise ModelFailed(failure) from None

    async def reply(self, ask: wire.Ask) -> str:
        """One whole reply, counted."""
        found = self.known
        held = self.hold(ask)
        used: Usage | None = None
        try:
            got = await self.tried(lambda: wire.reply(self.client, ask, found), formed=ask.schema is not None)
            used = got.usage or guessed(ask, got.text)
            return got.text
        except ModelFailed as failed:
            used = guessed(ask, "") if failed.failure.reason in ("refused", "cut", "timeout") else None
            raise
        except asyncio.CancelledError:  # called off: the server has the prompt, and will charge for it
            used = guessed(ask, "")
            raise
        finally:
            self.meter.settle(self.model, held, used)

    async def _counted_pieces(self, ask: wire.Ask) -> AsyncGenerator[str, None]:
        held = self.hold(ask)
        used: Usage | None = None
        said = ""
        try:
            async with aclosing(self._pieces(ask)) as source, aclosing(_spoken(source)) as spoken:
                async for piece in spoken:
                    if isinstance(piece, Usage):
                        used = piece
                        continue
                    said += piece
                    yield piece
                    if len(said) > ask.limit * 8:  # a server that does not keep to the limit
                        raise ModelFailed(wire.CUT)
        except asyncio.CancelledError:
            used = used or guessed(ask, said)
            raise
        finally:
            self.meter.settle(self.model, held, used or (guessed(ask, said) if said else None))

    async def _pieces(self, ask: wire.Ask) -> AsyncGenerator[str | Usage, None]:
        found = self.known
        turn = Turn(self.settings, self.where, found)
        while True:
            begun = False
            try:
                async with aclosing(wire.pieces(self.client, ask, found)) as source:
                    while True:
                        async with turn.attempt():
                            piece = await anext(source)
                        begun = begun or isinstance(piece, str)
                        yield piece
            except StopAsyncIteration:
                return
            except Exception as error:
                await turn.again(error, begun=begun)

    async def tried(self, act: Callable[[], Awaitable[R]], *, formed: bool = False) -> R:
        """The result of `act`, over as many attempts as make sense."""
        turn = Turn(self.settings, self.where, self.known)
        while True:
            try:
                async with turn.attempt():
                    return await act()
            except Exception as error:
                await turn.again(error, formed=formed)

    def hold(self, ask: wire.Ask, model: str = "") -> Held:
        """Room for a call within this session's caps; raises ModelFailed where there is none."""
        characters = len(ask.prompt.system) + len(ask.prompt.user) + (FORM_WORDS if ask.schema else 0)
        held = self.meter.reserve(model or self.model, characters, ask.limit)
        if isinstance(held, Failure):
            raise ModelFailed(held)
        return held


def guessed(ask: wire.Ask, text: str) -> Usage:
    """What a call took, where the server does not say."""
    characters = len(ask.prompt.system) + len(ask.prompt.user)
    return Usage(1, int(characters / CHARACTERS_A_TOKEN), 0, int(len(text) / CHARACTERS_A_TOKEN))


async def _spoken(source: AsyncIterator[str | Usage]) -> AsyncGenerator[str | Usage, None]:
    """The pieces without what stands between <think> tags at the start."""
    opening, held = True, ""
    async for piece in source:
        if isinstance(piece, Usage) or not opening:
            yield piece
            continue
        held += piece
        start = held.lstrip()
        if "<think>".startswith(start[:7]) or (start.startswith("<think>") and "</think>" not in start):
            continue
        opening = False
        if rest := without_thoughts(held).lstrip():
            yield rest
    if opening and (rest := without_thoughts(held).strip()):
        yield rest
