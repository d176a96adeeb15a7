"""Stands before every request, those of Gradio and of the voice socket included: host, origin, size, pace, owner, headers.

Plain ASGI: Starlette's own middleware base would hold streams back and does not see web sockets.
"""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from ui.web.owners import Owners

SAFE = {"GET", "HEAD", "OPTIONS"}
MAX_BODY, MAX_FILE_BODY = 2_000_000, 11_000_000
"""Bytes of a request, and of one that carries a file."""
BURST, PACE = 120, 20.0
"""How many requests that change something one owner may send at once, and how many more each second."""
OPEN = ("/web/", "/login", "/health", "/favicon")
"""What can be seen before one is anybody."""
COOKIE_DAYS = 400
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""No word of a page may go anywhere but back here. Gradio compiles its templates in the page, hence unsafe-eval."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=(), payment=()",
}
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


class Guard:
    """ASGI middleware."""

    def __init__(self, app: Any, owners: Owners, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._owners, self._clock = app, owners, clock
        self._buckets: dict[str, tuple[float, float]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        refused = self._refusal(scope, headers)
        if refused:
            await _refuse(scope, send, *refused)
            return
        token = self._owners.token_of(headers)
        owner = self._owners.owner(token) if token else None
        fresh = ""
        if owner is None and not self._owners.asks_login and _may_begin(scope, headers):
            fresh = self._owners.new_token()
            owner = self._owners.owner(fresh)
        if owner is None and not scope["path"].startswith(OPEN):
            await self._stranger(scope, headers, send)
            return
        if not self._in_pace(scope, owner.id if owner else str((scope.get("client") or [""])[0])):
            await _refuse(
                scope, send, 429, "That was a lot at once. Wait a few seconds and try again; nothing was lost."
            )
            return
        scope.setdefault("state", {})
        scope["state"]["owner"], scope["state"]["token"] = owner, fresh or token
        await self._app(scope, _counted(receive, _limit(scope)), self._with_headers(send, scope, fresh))

    def _refusal(self, scope: Any, headers: dict[str, str]) -> tuple[int, str] | None:
        """A status and what to say, when a request may not pass whoever sent it."""
        host = headers.get("host", "")
        if not self._owners.asks_login and _name(host) not in LOOPBACK:
            return (
                421,
                "This server answers to 127.0.0.1 and localhost only. Start it with --auth to open it to others.",
            )
        origin = headers.get("origin", "")
        unsafe = scope["type"] == "websocket" or scope["method"] not in SAFE
        foreign = origin and urlsplit(origin).netloc.lower() != host.lower()
        if unsafe and (foreign or headers.get("sec-fetch-site", "none") not in ("same-origin", "none")):
            return 403, "That request came from another site, so it was not carried out."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _limit(scope):
            return 413, f"That is too large: {_limit(scope) // 1_000_000} MB are the most that is read here."
        return None

    async def _stranger(self, scope: Any, headers: dict[str, str], send: Any) -> None:
        if self._owners.asks_login and scope["type"] == "http" and "text/html" in headers.get("accept", ""):
            back = quote(
                scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
            )
            await _answer(send, 303, b"", [(b"location", f"/login?next={back}".encode())])
            return
        what = "Log in first." if self._owners.asks_login else "Begin with the page itself, or with POST /api/start."
        await _refuse(scope, send, 401, f"You are not known here. {what}")

    def _in_pace(self, scope: Any, who: str) -> bool:
        if scope["type"] == "websocket" or scope["method"] in SAFE:
            return True
        now = self._clock()
        left, then = self._buckets.get(who, (float(BURST), now))
        left = min(float(BURST), left + (now - then) * PACE)
        self._buckets[who] = (max(left - 1, 0.0), now)
        if len(self._buckets) > 10_000:
            self._buckets = {k: v for k, v in self._buckets.items() if now - v[1] < 60}
        return left >= 1

    def _with_headers(self, send: Any, scope: Any, fresh: str) -> Any:
        async def wrapped(message: Any) -> None:
            if message["type"] == "http.response.start":
                have = {key.lower() for key, _ in message["headers"]}
                more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in have]
                if fresh:
                    more.append((b"set-cookie", self.cookie(fresh, scope.get("scheme") == "https")))
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        return wrapped

    def cookie(self, token: str, secure: bool = False) -> bytes:
        """Not for scripts, and not sent when another site does the asking."""
        extra = "; Secure" if secure else ""
        return f"{self._owners.cookie}={token}; Path=/; Max-Age={COOKIE_DAYS * 86400}; HttpOnly; SameSite=Lax{extra}".encode()


def _name(host: str) -> str:
    return (host.rsplit(":", 1)[0] if not host.endswith("]") else host).lower()


def _may_begin(scope: Any, headers: dict[str, str]) -> bool:
    """Whether a browser or script never seen before becomes somebody by this request."""
    if scope["type"] != "http":
        return False
    page = scope["method"] == "GET" and "text/html" in headers.get("accept", "")
    return page or (scope["method"] == "POST" and scope["path"] == "/api/start")


def _limit(scope: Any) -> int:
    return MAX_FILE_BODY if scope["path"].endswith("/upload") else MAX_BODY


class TooLarge(Exception):
    """More came than the header said."""


def _counted(receive: Any, most: int) -> Any:
    got = 0

    async def wrapped() -> Any:
        nonlocal got
        message = await receive()
        if message["type"] == "http.request":
            got += len(message.get("body", b""))
            if got > most:
                raise TooLarge(f"more than {most} bytes")
        return message

    return wrapped


async def _refuse(scope: Any, send: Any, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000 + status, "reason": text[:120]})
        return
    await _answer(send, status, json.dumps({"error": text}).encode(), [(b"content-type", b"application/json")])


async def _answer(send: Any, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    headers = [*headers, (b"content-length", str(len(body)).encode()), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
