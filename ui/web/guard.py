"""Stands before every request, those of Gradio and of the voice socket included: host, origin, size, pace, owner, headers.

Plain ASGI: Starlette's own middleware base would hold streams back and does not see web sockets.
"""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from ui.web.owners import Owners

SAFE = {"GET", "HEAD", "OPTIONS"}
MAX_BODY, MAX_FILE_BODY = 2_000_000, 11_000_000
"""Bytes of a request, and of one that carries a file."""
OPEN = ("/web/", "/login", "/favicon.ico")
"""What can be seen before one is anybody."""
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""No word of a page may go anywhere but back here. Gradio compiles its templates in the page, hence unsafe-eval."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=(), payment=()",
}
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
ELSEWHERE = "That request came from another site, so it was not carried out."


class Pace:
    """How much one may do: `burst` at once, and `each_second` more as time goes by."""

    def __init__(self, burst: float, each_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._rate, self._clock = burst, each_second, clock
        self._left: dict[str, tuple[float, float]] = {}

    def left(self, who: str) -> float:
        """How many more are allowed now."""
        left, then = self._left.get(who, (self._burst, self._clock()))
        return min(self._burst, left + (self._clock() - then) * self._rate)

    def spend(self, who: str) -> bool:
        """Count one; False when it was one too many."""
        left = self.left(who)
        if len(self._left) > 10_000:
            self._left = {key: value for key, value in self._left.items() if self.left(key) < self._burst}
        self._left[who] = (max(left - 1.0, 0.0), self._clock())
        return left >= 1.0


class Guard:
    """ASGI middleware."""

    def __init__(self, app: Any, owners: Owners) -> None:
        self._app, self._owners = app, owners
        self._changes = Pace(120, 20.0)
        """What one owner may change; a person clicks far less, a script may not fill the disk."""
        self._failures = Pace(10, 0.1)
        """Wrong passwords and forged names from one address."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in scope["headers"]}
        refused = self._refusal(scope, headers)
        if refused:
            await _refuse(scope, send, *refused)
            return
        scheme = scope.get("scheme", "http")
        if await self._by_key(scope, scheme, send):
            return
        client = str((scope.get("client") or [""])[0])
        if self._owners.asks_login and self._failures.left(client) < 1:
            await _refuse(scope, send, 429, "Too many wrong passwords from here. Wait a minute.")
            return
        token = self._owners.token_of(headers)
        owner = self._owners.owner(token) if token else None
        fresh = ""
        if owner is None and not self._owners.asks_login and _may_begin(scope, headers):
            fresh = self._owners.new_token()
            owner = self._owners.owner(fresh)
        if owner is None and not scope["path"].startswith(OPEN):
            await self._stranger(scope, headers, send, client)
            return
        if _changes(scope) and not self._changes.spend(owner.id if owner else client):
            await _refuse(scope, send, 429, "That was a lot at once. Wait a few seconds; nothing was lost.")
            return
        scope.setdefault("state", {}).update(owner=owner, token=fresh or token)
        cookie = self._owners.header(fresh, scheme) if fresh else None
        watched = self._watched(send, client) if scope["path"] == "/login" else send
        await self._app(scope, _counted(receive, _limit(scope)), _with_headers(watched, cookie))

    def _refusal(self, scope: Any, headers: dict[str, str]) -> tuple[int, str] | None:
        """A status and what to say, when a request may not pass whoever sent it."""
        host = headers.get("host", "").lower()
        if not self._owners.asks_login and _name(host) not in LOOPBACK:
            return (
                421,
                "This server answers to 127.0.0.1 and localhost only. To open it to others, start it with --auth.",
            )
        origin = headers.get("origin", "").lower()
        if origin and urlsplit(origin).netloc != host:
            return 403, ELSEWHERE
        by_link = scope["type"] == "http" and scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and not by_link:
            return 403, ELSEWHERE
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _limit(scope):
            return 413, f"That is too large: at most {_limit(scope) // 1_000_000} MB are read here."
        return None

    async def _by_key(self, scope: Any, scheme: str, send: Any) -> bool:
        """The printed address: its key becomes a cookie and leaves the address bar."""
        if scope["type"] != "http" or scope["path"] != "/" or b"key=" not in scope["query_string"]:
            return False
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        token = self._owners.token_for_key(asked.pop("key", [""])[0])
        more = [(b"set-cookie", self._owners.header(token, scheme))] if token else []
        where = "/" + (f"?{urlencode(asked, doseq=True)}" if asked else "")
        await _answer(send, 303, b"", [(b"location", where.encode()), *more])
        return True

    async def _stranger(self, scope: Any, headers: dict[str, str], send: Any, client: str) -> None:
        if headers.get("authorization"):
            self._failures.spend(client)
        if self._owners.asks_login and scope["type"] == "http" and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            back = quote(scope["path"] + (f"?{query}" if query else ""), safe="")
            await _answer(send, 303, b"", [(b"location", f"/login?next={back}".encode())])
            return
        what = (
            "Log in first."
            if self._owners.asks_login
            else "Open the page first (it needs its cookie), or POST /api/start."
        )
        await _refuse(scope, send, 401, f"You are not known here. {what}")

    def _watched(self, send: Any, client: str) -> Any:
        async def wrapped(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] == 401:
                self._failures.spend(client)
            await send(message)

        return wrapped


def _with_headers(send: Any, cookie: bytes | None) -> Any:
    async def wrapped(message: Any) -> None:
        if message["type"] == "http.response.start":
            have = {key.lower() for key, _ in message["headers"]}
            more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in have]
            more += [(b"set-cookie", cookie)] if cookie else []
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return wrapped


def _name(host: str) -> str:
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def _changes(scope: Any) -> bool:
    return scope["type"] == "websocket" or scope["method"] not in SAFE


def _may_begin(scope: Any, headers: dict[str, str]) -> bool:
    """Whether a browser or script never seen before becomes somebody by this request."""
    if scope["type"] != "http":
        return False
    page = scope["method"] == "GET" and "text/html" in headers.get("accept", "")
    return page or (scope["method"] == "POST" and scope["path"] == "/api/start")


def _limit(scope: Any) -> int:
    return MAX_FILE_BODY if scope["path"].endswith("/upload") else MAX_BODY


class TooLarge(Exception):
    """More came than the header had said; the server breaks the request off."""


def _counted(receive: Any, most: int) -> Any:
    got = 0

    async def wrapped() -> Any:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b"")) if message["type"] == "http.request" else 0
        if got > most:
            raise TooLarge(f"more than {most} bytes")
        return message

    return wrapped


async def _refuse(scope: Any, send: Any, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000 + status, "reason": text[:100]})
        return
    await _answer(send, status, json.dumps({"error": text}).encode(), [(b"content-type", b"application/json")])


async def _answer(send: Any, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    headers = [*headers, (b"content-length", str(len(body)).encode()), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
