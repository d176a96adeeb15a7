"""A server on loopback that behaves as model providers do, well or badly; tests and the bench share it.

What a request gets is decided by the script, if there is one, else by the name of the model: `500`, `hang`, `honest`, …
Run by itself it serves one behaviour:  python -m evals.fake_provider --delay 0.3
"""

import argparse
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evals.fake_mind import Mind

EVERYTHING = ("responses", "chat", "schema", "json", "decisions", "logprobs", "stream_usage")
"""What a provider may offer; OpenAI has all, a small server `chat` alone."""

_STATUS = {
    "400": (400, "invalid_request_error", "This model's maximum context length is 8 tokens."),
    "401": (401, "invalid_api_key", "Incorrect API key provided: sk-test-leaked-key."),
    "404": (404, "model_not_found", "The model does not exist."),
    "429": (429, "rate_limit_exceeded", "Slow down."),
    "429-long": (429, "rate_limit_exceeded", "Slow down for an hour."),
    "quota": (429, "insufficient_quota", "You exceeded your current quota."),
    "500": (500, "server_error", "Something broke."),
    "503": (503, "overloaded", "Overloaded."),
}


@dataclass(frozen=True)
class Seen:
    """One request as it came."""

    path: str
    body: Mapping[str, Any]
    authorization: str
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """All words of the request."""
        return json.dumps(self.body, ensure_ascii=False)


class FakeProvider:
    """A provider for the length of a `with`."""

    def __init__(
        self,
        offers: Sequence[str] = EVERYTHING,
        *,
        script: Sequence[str] = (),
        models: Sequence[str] = ("honest",),
        mind: Mind | None = None,
        delay: float = 0.0,
        piece_delay: float = 0.0,
        key: str = "",
        port: int = 0,
    ) -> None:
        self.offers, self.models, self.mind = frozenset(offers), tuple(models), mind or Mind()
        self.script: deque[str] = deque(script)
        self.delay, self.piece_delay, self.key = delay, piece_delay, key
        self.seen: list[Seen] = []
        self.gone = threading.Event()
        """Set when a caller went away before the end of its reply."""
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "FakeProvider":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def asked(self, path: str) -> list[Seen]:
        """The requests to an address, such as `/responses`."""
        return [one for one in self.seen if one.path.endswith(path)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is part of the play."""


def _handler(provider: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *_: Any) -> None:
            """Nobody reads it."""

        def do_GET(self) -> None:
            self._note({})
            if provider.key and self.headers.get("Authorization") != f"Bearer {provider.key}":
                self._refuse("401")
            else:
                self._send(
                    200, {"object": "list", "data": [{"id": name, "object": "model"} for name in provider.models]}
                )

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            self._note(body)
            _Answer(provider, self, body).give()

        def _note(self, body: Mapping[str, Any]) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            provider.seen.append(Seen(self.path, body, headers.get("authorization", ""), headers))

        def _send(self, status: int, value: Any, extra: Mapping[str, str] | None = None) -> None:
            raw = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            for name, text in (extra or {}).items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(raw)

        def _refuse(self, kind: str) -> None:
            status, code, message = _STATUS[kind]
            extra = {"retry-after": "3600"} if kind == "429-long" else {"retry-after-ms": "30"} if kind == "429" else {}
            self._send(status, {"error": {"message": message, "type": code, "code": code}}, extra)

    return Handler


class _Answer:
    """The reply to one request."""

    def __init__(self, provider: FakeProvider, handler: Any, body: Mapping[str, Any]) -> None:
        self.provider, self.handler, self.body = provider, handler, body
        self.path = handler.path.removeprefix("/v1")
        self.behaviour = provider.script.popleft() if provider.script else str(body.get("model", ""))
        self.usage = {"prompt": len(json.dumps(body)) // 4, "completion": 20}

    def give(self) -> None:
        """Behave."""
        provider, handler = self.provider, self.handler
        if provider.key and handler.headers.get("Authorization") != f"Bearer {provider.key}":
            return handler._refuse("401")
        if self.behaviour in _STATUS:
            return handler._refuse(self.behaviour)
        if self.behaviour == "hang":
            provider.closing.wait(60)
            return self._hang_up()
        if self.behaviour == "drop":
            return self._hang_up()
        if self.behaviour == "garbage":
            return handler._send(200, b'{"id": "x", "out')
        if self.behaviour == "error-200":
            return handler._send(200, {"error": f"Unexpected endpoint {self.path}"})
        time.sleep(provider.delay + (1.0 if self.behaviour == "slow" else 0.0))
        offered = {"/responses": "responses", "/chat/completions": "chat", "/decisions": "decisions"}.get(self.path)
        if offered not in provider.offers:
            return handler._send(404, {"error": {"message": f"No route {self.path}", "type": "not_found"}})
        if problem := self._unknown_field():
            return handler._send(400, {"error": {"message": problem, "type": "invalid_request_error"}})
        return {"responses": self._responses, "chat": self._chat, "decisions": self._decisions}[offered]()

    def _unknown_field(self) -> str:
        form = self._form()
        if form not in ("text", *self.provider.offers) and form:
            return f"response_format {form} is not supported"
        if self.body.get("stream_options") and "stream_usage" not in self.provider.offers:
            return "unknown field stream_options"
        return ""

    def _form(self) -> str:
        body = self.body
        asked = body.get("response_format") or (body.get("text") or {}).get("format") or {}
        return {"json_schema": "schema", "json_object": "json"}.get(asked.get("type", ""), "")

    def _schema(self) -> Mapping[str, Any] | None:
        body = self.body
        asked = body.get("response_format") or (body.get("text") or {}).get("format") or {}
        return (asked.get("json_schema") or asked).get("schema")

    def _prompt(self) -> str:
        body = self.body
        if self.path == "/responses":
            return f"{body.get('instructions', '')}\n\n{body.get('input', '')}"
        return "\n\n".join(str(message["content"]) for message in body.get("messages", []))

    def _text(self) -> str:
        return self.provider.mind.reply(self.behaviour, self._prompt(), self._schema())

    def _responses(self) -> None:
        refusal = self.behaviour == "refusal"
        text = self._text()
        part = {"type": "refusal", "refusal": "I can't help with that."}
        if not refusal:
            part = {"type": "output_text", "text": text, "annotations": []}
        usage = {
            "input_tokens": self.usage["prompt"], "output_tokens": self.usage["completion"],
            "total_tokens": sum(self.usage.values()), "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        }  # fmt: skip
        whole = {
            "id": "resp_1", "object": "response", "created_at": 1, "model": self.body["model"], "status": "completed",
            "output": [{"type": "message", "id": "m", "role": "assistant", "status": "completed", "content": [part]}],
            "parallel_tool_calls": False, "tool_choice": "auto", "tools": [], "usage": usage,
        }  # fmt: skip
        if not self.body.get("stream"):
            return self._whole(whole)
        kind = "response.refusal.delta" if refusal else "response.output_text.delta"
        common = {"type": kind, "item_id": "m", "output_index": 0, "content_index": 0, "logprobs": []}
        events = ({**common, "sequence_number": n, "delta": piece} for n, piece in enumerate(_pieces(text)))
        end = {"type": "response.completed", "sequence_number": 9999, "response": whole}
        return self._stream(events, end, done=False)

    def _chat(self) -> None:
        text, wants = self._text(), bool(self.body.get("logprobs"))
        message: dict[str, Any] = {"role": "assistant", "content": text}
        if self.behaviour == "refusal":
            message = {"role": "assistant", "content": None, "refusal": "I can't help with that."}
        usage = {
            "prompt_tokens": self.usage["prompt"], "completion_tokens": self.usage["completion"],
            "total_tokens": sum(self.usage.values()),
        }  # fmt: skip
        common = {"id": "c", "created": 1, "model": self.body["model"]}
        choice: dict[str, Any] = {"index": 0, "finish_reason": "stop"}
        if not self.body.get("stream"):
            logprobs = (
                self.provider.mind.letters(self._prompt()) if wants and "logprobs" in self.provider.offers else None
            )
            choice |= {"message": message, "logprobs": {"content": logprobs} if logprobs else None}
            return self._whole({**common, "object": "chat.completion", "choices": [choice], "usage": usage})
        common["object"] = "chat.completion.chunk"
        silent = {"index": 0, "finish_reason": None}
        deltas = [{"refusal": message["refusal"]}] if "refusal" in message else ({"content": p} for p in _pieces(text))
        events: Iterator[Any] = ({**common, "choices": [{**silent, "delta": delta}]} for delta in deltas)
        last = [{**common, "choices": [{**choice, "delta": {}}]}]
        if self.body.get("stream_options"):
            last.append({**common, "choices": [], "usage": usage})
        return self._stream(events, *last, done=True)

    def _decisions(self) -> None:
        answers = []
        for question in self.body["questions"]:
            if self.behaviour == "refusal":
                answers.append({"type": "refusal", "name": None})
                continue
            options = [choice["description"] for choice in question["choices"]]
            prompt = f"{self.body['input']}\n\n{question['instructions']}"
            shares = self.provider.mind.shares(prompt, options)
            values = [choice["value"] for choice in question["choices"]]
            best = max(range(len(shares)), key=shares.__getitem__)
            each = [{"value": value, "probability": share} for value, share in zip(values, shares, strict=True)]
            answers.append(
                {
                    "type": "choice",
                    "name": None,
                    "choice": values[best],
                    "confidence": shares[best],
                    "probabilities": each,
                }
            )
        usage = {
            "input_tokens": self.usage["prompt"], "input_tokens_details": {"cache_write_tokens": 0, "cached_tokens": 0},
            "output_tokens": 0, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": self.usage["prompt"],
        }  # fmt: skip
        self._whole({"answers": answers, "model": self.body["model"], "usage": usage})

    def _whole(self, value: Any) -> None:
        raw = json.dumps(value).encode()
        if self.behaviour == "cut":
            self.handler.send_response(200)
            self.handler.send_header("Content-Type", "application/json")
            self.handler.send_header("Content-Length", str(len(raw)))
            self.handler.end_headers()
            self.handler.wfile.write(raw[: len(raw) // 2])
            return self._hang_up()
        return self.handler._send(200, raw)

    def _stream(self, events: Iterator[Any], *last: Any, done: bool) -> None:
        handler = self.handler
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            for n, event in enumerate(events):
                if self.behaviour == "cut" and n == 3:
                    return self._hang_up()
                if self.behaviour == "stall" and n == 3:
                    self.provider.closing.wait(60)
                if self.provider.piece_delay:
                    time.sleep(self.provider.piece_delay)
                self._event(event)
            for event in last:
                self._event(event)
            if done:
                self._chunk(b"data: [DONE]\n\n")
            handler.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.provider.gone.set()
            handler.close_connection = True

    def _event(self, event: Mapping[str, Any]) -> None:
        name = f"event: {event['type']}\n" if "type" in event else ""
        self._chunk(f"{name}data: {json.dumps(event)}\n\n".encode())

    def _chunk(self, raw: bytes) -> None:
        self.handler.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
        self.handler.wfile.flush()

    def _hang_up(self) -> None:
        self.handler.close_connection = True
        try:
            self.handler.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            self.provider.gone.set()


def _pieces(text: str) -> Iterator[str]:
    """A word at a time, as tokens come."""
    words = text.split(" ")
    yield from (word if n == 0 else f" {word}" for n, word in enumerate(words))


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until stopped; the first line printed is the address."""
    parser = argparse.ArgumentParser(description="a fake model provider on loopback")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each reply")
    parser.add_argument("--piece-delay", type=float, default=0.0, help="seconds between pieces of a stream")
    options = parser.parse_args(arguments)
    with FakeProvider(port=options.port, delay=options.delay, piece_delay=options.piece_delay) as provider:
        print(provider.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
