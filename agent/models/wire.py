"""The two ways to ask an OpenAI-compatible server for text, Responses and Chat Completions, as one.

Bodies go out and replies come in as plain JSON: the SDK's typed methods take half of a turn's CPU to build objects of
which a few fields are read. A field may be missing or of any type, so all is read by `_at`.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any

import openai
from openai import AsyncOpenAI, AsyncStream

from agent.errors import ModelFailed
from agent.models.known import FORMS, Known
from agent.models.port import Failure, Prompt, Usage

JSON_ONLY = """Reply with one JSON object and nothing else. It must follow this JSON schema:
{schema}"""

REFUSED = Failure("refused", "The model declined to reply.", "Nothing to do; the offline wording stands in.")
CUT = Failure("cut", "The model's reply broke off before its end.", "Try again.")
GARBLED = Failure("unreadable", "The server sent something that is no reply.", "Look at the server's log.")

TAIL = 0.2
"""Seconds to wait for the end of a stream whose last event is there: a connection read to its end can be used again."""


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
            source = await _stream(client, "/responses", _responses_body(ask, known))
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


async def _whole(client: AsyncOpenAI, path: str, body: dict[str, Any]) -> Any:
    return await client.post(path, cast_to=object, body=body)


async def _stream(client: AsyncOpenAI, path: str, body: dict[str, Any]) -> AsyncStream[object]:
    return await client.post(
        path, cast_to=object, body={**body, "stream": True}, stream=True, stream_cls=AsyncStream[object]
    )


def _at(value: Any, *path: str) -> Any:
    """What stands there in a reply, None where nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


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
    got = await _whole(client, "/responses", _responses_body(ask, known))
    output = _at(got, "output")
    if not isinstance(output, list):
        if known.endpoint == "responses":
            raise ModelFailed(GARBLED)
        raise NotOffered  # some servers answer an address they do not have with 200 and an error text
    parts = [part for item in output if _at(item, "type") == "message" for part in _list(_at(item, "content"))]
    if any(_at(part, "type") == "refusal" for part in parts):
        raise ModelFailed(REFUSED)
    if _at(got, "status") == "incomplete":
        raise ModelFailed(REFUSED if _at(got, "incomplete_details", "reason") == "content_filter" else CUT)
    text = "".join(str(_at(part, "text") or "") for part in parts if _at(part, "type") == "output_text")
    return Reply(text, _usage(_at(got, "usage"), "input", "output"))


async def _responses_pieces(source: Any, known: Known) -> AsyncGenerator[str | Usage, None]:
    async for event in source:
        match _at(event, "type"):
            case "response.output_text.delta":
                known.endpoint = "responses"
                yield str(_at(event, "delta") or "")
            case "response.refusal.delta":
                raise ModelFailed(REFUSED)
            case "response.completed" | "response.incomplete":
                known.endpoint = "responses"
                yield _usage(_at(event, "response", "usage"), "input", "output") or Usage(1)
                with suppress(TimeoutError):
                    async with asyncio.timeout(TAIL):
                        async for _ in source:
                            continue
                return
            case "response.failed" | "error":
                raise ModelFailed(CUT)
    if known.endpoint == "responses":
        raise ModelFailed(CUT)


async def _chat(client: AsyncOpenAI, ask: Ask, known: Known) -> Reply:
    got = await _whole(client, "/chat/completions", _chat_body(ask, known))
    choices = _list(_at(got, "choices"))
    if not choices:
        raise ModelFailed(GARBLED)
    ended = _at(choices[0], "finish_reason")
    if _at(choices[0], "message", "refusal") or ended == "content_filter":
        raise ModelFailed(REFUSED)
    if ended == "length":
        raise ModelFailed(CUT)
    return Reply(str(_at(choices[0], "message", "content") or ""), _usage(_at(got, "usage"), "prompt", "completion"))


async def _chat_pieces(client: AsyncOpenAI, ask: Ask, known: Known) -> AsyncGenerator[str | Usage, None]:
    extra: dict[str, Any] = {"stream_options": {"include_usage": True}} if known.stream_usage else {}
    ended = False
    async with await _stream(client, "/chat/completions", {**_chat_body(ask, known), **extra}) as source:
        async for chunk in source:
            if usage := _usage(_at(chunk, "usage"), "prompt", "completion"):
                yield usage
            choices = _list(_at(chunk, "choices"))
            if not choices:  # the last chunk, with the usage
                continue
            if _at(choices[0], "delta", "refusal") or _at(choices[0], "finish_reason") == "content_filter":
                raise ModelFailed(REFUSED)
            if text := _at(choices[0], "delta", "content"):
                yield str(text)
            ended = ended or _at(choices[0], "finish_reason") is not None
    if not ended:
        raise ModelFailed(CUT)


def _usage(told: Any, read: str, written: str) -> Usage | None:
    """What a call took; a server that leaves a figure out, or writes something else there, is counted as 0."""
    if not isinstance(told, dict):
        return None
    figures = (
        _at(told, f"{read}_tokens"),
        _at(told, f"{read}_tokens_details", "cached_tokens"),
        _at(told, f"{written}_tokens"),
    )
    return Usage(1, *(figure if isinstance(figure, int) else 0 for figure in figures))
