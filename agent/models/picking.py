"""One option out of several, from a server: by Decisions, by the likeliest next letter, or by a plain choice."""

import math
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, create_model

from agent.errors import ModelFailed
from agent.models.loop import together
from agent.models.meter import CHARACTERS_A_TOKEN
from agent.models.port import Failure, Picked, Prompt, Usage
from agent.models.wire import Ask

if TYPE_CHECKING:
    from agent.models.openai import OpenAIModel

QUESTIONS = 100
"""Questions in one Decisions request; the service takes more, some resellers fewer."""
LETTERS = ascii_uppercase[:20]
"""As many as servers give probabilities for."""
ENOUGH = 0.5
"""Less than this share on the letters, and the model did not understand that it should pick one."""

OPTIONS = "Options:\n{options}"
LETTER = "Reply with the letter of one option and nothing else."


async def picked(model: "OpenAIModel", options: Sequence[str], prompts: Sequence[Prompt]) -> list[Picked | Failure]:
    """One pick a prompt, in order, by the best way the server has."""
    if not model.picks:
        return await together([_one(model, options, prompt) for prompt in prompts])
    found: list[Picked | Failure] = []
    for _, same in groupby(prompts, key=lambda prompt: (prompt.system, prompt.shared)):
        group = list(same)
        for at in range(0, len(group), QUESTIONS):
            part = group[at : at + QUESTIONS]
            try:
                found += await _decided(model, options, part)
            except ModelFailed as failed:
                if failed.failure.reason not in ("not_found", "unsupported"):
                    found += [failed.failure] * len(part)
                    continue
                model.known.decisions = False
                found += await together([_one(model, options, prompt) for prompt in part])
    return found


async def _decided(model: "OpenAIModel", options: Sequence[str], prompts: Sequence[Prompt]) -> list[Picked | Failure]:
    """All prompts over one shared text as the questions of one request."""
    name = model.settings.decisions_model
    first = prompts[0]
    shared = f"{first.system}\n\n{first.shared}"
    choices = [{"value": LETTERS_AND_MORE[n], "description": option} for n, option in enumerate(options)]
    questions: list[Any] = [{"type": "choice", "instructions": p.ask, "choices": choices} for p in prompts]
    characters = len(shared) + sum(len(p.ask) + sum(map(len, options)) for p in prompts)
    held = model.hold(Ask(name, Prompt("", "x" * characters), 0), name)
    used: Usage | None = None
    try:
        got = await model.tried(lambda: model.client.decisions.create(model=name, input=shared, questions=questions))
        usage = getattr(got, "usage", None)
        used = Usage(1, usage.input_tokens if usage else int(characters / CHARACTERS_A_TOKEN), 0, 0)
        answers = getattr(got, "answers", None) or []
    finally:
        model.meter.settle(name, held, used)
    if len(answers) != len(prompts):
        raise ModelFailed(Failure("unsupported", "The Decisions reply does not answer every question."))
    return [_decision(answer, len(options)) for answer in answers]


def _decision(answer: Any, count: int) -> Picked | Failure:
    if answer.type != "choice":
        return Failure("refused", "The model declined to decide.", "It stays unscored; try another model.")
    by_value = {p.value: p.probability for p in answer.probabilities}
    return _shared_out([by_value.get(LETTERS_AND_MORE[n], 0.0) for n in range(count)])


def _one(model: "OpenAIModel", options: Sequence[str], prompt: Prompt) -> Callable[[], Awaitable[Picked]]:
    async def act() -> Picked:
        asked = with_options(prompt, options, LETTERS_AND_MORE)
        if model.known.logprobs and len(options) <= len(LETTERS):
            got = await _by_letter(model, asked, len(options))
            if isinstance(got, Picked):
                return got
        allowed = tuple(LETTERS_AND_MORE[: len(options)])
        one_of: Any = Literal[allowed]
        kind: type[BaseModel] = create_model("Choice", letter=(one_of, ...))
        filled = await model.filled(kind, model.ask(asked, 50, schema=kind.model_json_schema(), vary=False))
        chosen = allowed.index(filled.letter)  # type: ignore[attr-defined]
        return Picked(tuple(float(n == chosen) for n in range(len(options))), measured=False)

    return act


def with_options(prompt: Prompt, options: Sequence[str], names: Sequence[str]) -> Prompt:
    """The prompt with its options, which all prompts of a call have in common, in the part they share."""
    listed = "\n".join(f"{names[n]}. {option}" for n, option in enumerate(options))
    shared = f"{prompt.shared}\n\n{OPTIONS.format(options=listed)}"
    return Prompt(prompt.system, shared, f"{prompt.ask}\n\n{LETTER}")


async def _by_letter(model: "OpenAIModel", prompt: Prompt, count: int) -> Picked | None:
    """Probabilities of the letters as the next token; None when the server gives none."""
    ask = model.ask(prompt, 16 if model.official else 1)
    held = model.hold(ask)
    used: Usage | None = None

    def body() -> dict[str, Any]:
        return {"max_completion_tokens" if model.known.long_names else "max_tokens": ask.limit}

    try:
        got = await model.tried(
            lambda: model.client.chat.completions.create(
                model=model.model,
                messages=[
                    {"role": "system", "content": prompt.system},
                    {"role": "user", "content": prompt.user},
                ],
                logprobs=True,
                top_logprobs=20,
                **body(),
            )
        )
        usage = getattr(got, "usage", None)
        used = Usage(1, usage.prompt_tokens, 0, usage.completion_tokens) if usage else Usage(1)
        choices = getattr(got, "choices", None)
        content = choices[0].logprobs.content if choices and choices[0].logprobs else None
    except ModelFailed as failed:
        if failed.failure.reason not in ("unsupported", "not_found"):
            raise
        content = None
    finally:
        model.meter.settle(model.model, held, used)
    if not content:
        model.known.logprobs = False
        return None
    weights = dict.fromkeys(LETTERS_AND_MORE[:count], 0.0)
    for token in content[0].top_logprobs:
        letter = token.token.strip(" \"'.:()*▁Ġ")
        if letter in weights:
            weights[letter] += math.exp(token.logprob)
    if sum(weights.values()) < ENOUGH:
        return None
    return _shared_out(list(weights.values()))  # type: ignore[return-value]


def _shared_out(weights: Sequence[float]) -> Picked | Failure:
    total = sum(weights)
    if not total > 0:
        return Failure("unreadable", "The model gave no option any weight.", "Try another model.")
    return Picked(tuple(weight / total for weight in weights))


LETTERS_AND_MORE = [*ascii_uppercase, *(f"{a}{b}" for a in ascii_uppercase for b in ascii_uppercase)]
"""Names of options: A to Z, then AA, AB, …"""
