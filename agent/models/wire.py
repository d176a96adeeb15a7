"""The two ways to ask an OpenAI-compatible server for text, Responses and Chat Completions, as one."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import openai
from openai import AsyncOpenAI

from agent.errors import ModelFailed
from agent.models.known import FORMS, Known
from agent.models.port import Failure, Prompt, Usage

JSON_ONLY = """Reply with one JSON object and nothing else. It must follow this JSON schema:
{schema}"""

REFUSED = Failure("refused", "The model declined to reply.", "Nothing to do; the offline wording stands in.")
CUT = Failure("cut", "The model's reply broke off before its end.", "Try again.")
GARBLED = Failure("unreadable", "The server sent something that is no reply.", "Look at the server's log.")


@dataclass(frozen=True)
class Ask:
    """One request."""

    model: str
    prompt: Prompt
    limit: int
    schema: dict[str, Any] | None = None
    vary: bool = True
    official: bool = False
    effort: str = ""


@dataclass(frozen=True)
class Reply:
    """One whole reply."""

    text: str
    usage: Usage | None


class NotOffered(Exception):
    """The server does not have the Responses endpoint."""


async def reply(client: AsyncOpenAI, ask: Ask, known: Known) -> Reply:
    """The whole reply, by the endpoint the server has."""
    if known.endpoint != "chat":
        try:
            got = await _responses(client, ask, known)
        except (openai.NotFoundError, NotOffered) as error:
            if known.endpoint == "responses" or not _no_endpoint(error):
                raise
        else:
            known.endpoint = "responses"
            return got
    known.endpoint = "chat"
    try:
        return await _chat(client, ask, known)
    except openai.NotFoundError:
        known.endpoint = None  # neither is there: the address or the model is wrong, and may be put right
        raise


async def pieces(client: AsyncOpenAI, ask: Ask, known: Known) -> AsyncGenerator[str | Usage, None]:
    """The reply as it comes; a Usage among the pieces says what it took."""
    if known.endpoint != "chat":
        try:
            source = await client.responses.create(**_responses_body(ask, known), stream=True)
        except openai.NotFoundError as error:
            if known.endpoint == "responses" or not _no_endpoint(error):
                raise
        else:
            async with source:
                first = True
                async with aclosing(_responses_pieces(source, known)) as told:
                    async for piece in told:
                        first = False
                        yield piece
                if not first:
                    return
            if known.endpoint == "responses":
                raise ModelFailed(CUT)
    known.endpoint = "chat"
    try:
        async with aclosing(_chat_pieces(client, ask, known)) as told:
            async for piece in told:
                yield piece
    except openai.NotFoundError:
        known.endpoint = None
        raise


def _no_endpoint(error: Exception) -> bool:
    """A 404 for a model's sake names the model; one for the address does not."""
    return not (isinstance(error, openai.NotFoundError) and error.code == "model_not_found")


def _asked(ask: Ask, known: Known) -> str:
    """The user message, with the schema in words where the server takes none."""
    if ask.schema is None or FORMS[known.form] == "schema":
        return ask.prompt.user
    return f"{ask.prompt.user}\n\n{JSON_ONLY.format(schema=json.dumps(ask.schema, ensure_ascii=False))}"


def _responses_body(ask: Ask, known: Known) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": ask.model,
        "instructions": ask.prompt.system,
        "input": _asked(ask, known),
        "max_output_tokens": ask.limit,
        "store": False,
    }
    if known.effort and ask.effort:
        body["reasoning"] = {"effort": ask.effort}
    if ask.schema is not None and FORMS[known.form] == "schema":
        body["text"] = {"format": {"type": "json_schema", "name": "reply", "schema": ask.schema, "strict": True}}
    elif ask.schema is not None and FORMS[known.form] == "json":
        body["text"] = {"format": {"type": "json_object"}}
    return body


def _chat_body(ask: Ask, known: Known) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": ask.model,
        "messages": [
            {"role": "system", "content": ask.prompt.system},
            {"role": "user", "content": _asked(ask, known)},
        ],
        "max_completion_tokens" if known.long_names else "max_tokens": ask.limit,
    }
    if known.effort and ask.effort:
        body["reasoning_effort"] = ask.effort
    if not ask.vary and not ask.official:
        body["temperature"] = 0
    if ask.schema is not None and FORMS[known.form] == "schema":
        named = {"name": "reply", "schema": ask.schema, "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": named}
    elif ask.schema is not None and FORMS[known.form] == "json":
        body["response_format"] = {"type": "json_object"}
    return body


async def _responses(client: AsyncOpenAI, ask: Ask, known: Known) -> Reply:
    got = await client.responses.create(**_responses_body(ask, known))
    if not isinstance(getattr(got, "output", None), list):
        if known.endpoint == "responses":
            raise ModelFailed(GARBLED)
        raise NotOffered  # some servers answer an address they do not have with 200 and an error text
    if any(part.type == "refusal" for item in got.output if item.type == "message" for part in item.content):
        raise ModelFailed(REFUSED)
    if got.status == "incomplete":
        reason = got.incomplete_details.reason if got.incomplete_details else None
        raise ModelFailed(REFUSED if reason == "content_filter" else CUT)
    return Reply(got.output_text, _responses_usage(got.usage))


async def _responses_pieces(source: Any, known: Known) -> AsyncGenerator[str | Usage, None]:
    async for event in source:
        match getattr(event, "type", ""):
            case "response.output_text.delta":
                known.endpoint = "responses"
                yield event.delta
            case "response.refusal.delta":
                raise ModelFailed(REFUSED)
            case "response.completed" | "response.incomplete":
                known.endpoint = "responses"
                yield _responses_usage(event.response.usage) or Usage(1)
                return
            case "response.failed" | "error":
                raise ModelFailed(CUT)
    if known.endpoint == "responses":
        raise ModelFailed(CUT)


async def _chat(client: AsyncOpenAI, ask: Ask, known: Known) -> Reply:
    got = await client.chat.completions.create(**_chat_body(ask, known))
    if not getattr(got, "choices", None):
        raise ModelFailed(GARBLED)
    choice = got.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise ModelFailed(REFUSED)
    if choice.finish_reason == "length":
        raise ModelFailed(CUT)
    return Reply(choice.message.content or "", _chat_usage(got.usage))


async def _chat_pieces(client: AsyncOpenAI, ask: Ask, known: Known) -> AsyncGenerator[str | Usage, None]:
    extra: dict[str, Any] = {"stream_options": {"include_usage": True}} if known.stream_usage else {}
    ended = False
    async with await client.chat.completions.create(**_chat_body(ask, known), stream=True, **extra) as source:
        async for chunk in source:
            if chunk.usage:
                yield _chat_usage(chunk.usage) or Usage(1)
            if not chunk.choices:  # the last chunk, with the usage
                continue
            choice = chunk.choices[0]
            if choice.delta.refusal or choice.finish_reason == "content_filter":
                raise ModelFailed(REFUSED)
            if choice.delta.content:
                yield choice.delta.content
            ended = ended or choice.finish_reason is not None
    if not ended:
        raise ModelFailed(CUT)


def _responses_usage(usage: Any) -> Usage | None:
    if usage is None:
        return None
    cached = usage.input_tokens_details.cached_tokens if usage.input_tokens_details else 0
    return Usage(1, usage.input_tokens, cached or 0, usage.output_tokens)


def _chat_usage(usage: Any) -> Usage | None:
    if usage is None:
        return None
    cached = usage.prompt_tokens_details.cached_tokens if usage.prompt_tokens_details else 0
    return Usage(1, usage.prompt_tokens, cached or 0, usage.completion_tokens)
