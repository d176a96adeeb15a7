"""The labelling page: one answer at a time on 127.0.0.1, opened with a key, nothing fetched from elsewhere.

Everything shown is escaped: an answer may hold markup. A form without the key, or sent from another site, is refused.
"""

import hmac
import secrets
import threading
from collections.abc import Callable, Sequence
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from evals.label import KEYS, Labels, Waiting, agreement
from evals.report import page
from evals.suite import SuiteError

MOST_BYTES = 20_000
_FORM = (
    "<style>fieldset{border:1px solid var(--line);border-radius:8px;margin:10px 0;padding:10px 14px}legend{padding:0 6px}"
    "label{margin-right:18px}button{font:inherit;padding:8px 18px;border-radius:8px;border:1px solid var(--line);cursor:pointer}</style>"
)


class LabelServer(ThreadingHTTPServer):
    """Holds what waits; `key` must be in the address."""

    daemon_threads = True

    def __init__(self, labels: Labels, waiting: Sequence[Waiting], home: Path, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.labels, self.home, self.key = labels, home, secrets.token_urlsafe(16)
        self.waiting = list(waiting)
        self.total = len(self.waiting)
        self.guard = threading.Lock()

    @property
    def address(self) -> str:
        """What to open."""
        return f"http://127.0.0.1:{self.server_port}/?key={self.key}"


class _Handler(BaseHTTPRequestHandler):
    server: LabelServer  # type: ignore[assignment]

    def do_GET(self) -> None:
        if self._welcome():
            self._show()

    def do_POST(self) -> None:
        if not self._welcome():
            return
        origin = self.headers.get("Origin")
        if origin not in (None, f"http://127.0.0.1:{self.server.server_port}"):
            self._send(403, "<p>That form was sent from another site.</p>")
            return
        size = int(self.headers.get("Content-Length") or 0)
        if size > MOST_BYTES:
            self._send(413, "<p>Too much was sent.</p>")
            return
        sent = {name: values[0] for name, values in parse_qs(self.rfile.read(size).decode()).items()}
        with self.server.guard:
            first = self.server.waiting[0] if self.server.waiting else None
            if first is not None and sent.get("id") == first.id:
                try:
                    if "skip" not in sent:
                        self.server.labels.add(first, [int(sent[f"p{n}"]) for n in range(len(first.points))])
                except (KeyError, ValueError, SuiteError):
                    self._show("Give every point a level first.")
                    return
                self.server.waiting.pop(0)
        self._show()

    def _welcome(self) -> bool:
        host = self.headers.get("Host", "")
        key = parse_qs(urlparse(self.path).query).get("key", [""])[0]
        if host == f"127.0.0.1:{self.server.server_port}" and hmac.compare_digest(key, self.server.key):
            return True
        self._send(403, "<p>Open the address that the terminal shows; it holds the key.</p>")
        return False

    def _show(self, trouble: str = "") -> None:
        waiting = self.server.waiting
        self._send(200, _done(self.server) if not waiting else _asks(self.server, waiting[0], trouble))

    def _send(self, status: int, body: str) -> None:
        text = page("Label answers", body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
        self.send_header("Referrer-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: an address with its key belongs in no log."""


def _asks(server: LabelServer, answer: Waiting, trouble: str) -> str:
    fields = "".join(
        f"<fieldset><legend>{escape(says)}</legend>"
        + "".join(f'<label><input type="radio" name="p{n}" value="{level}"> {level}</label>' for level in range(4))
        + "</fieldset>"
        for n, (_, says) in enumerate(answer.points)
    )
    number = server.total - len(server.waiting) + 1
    alert = f'<p class="bad" role="alert">{escape(trouble)}</p>' if trouble else ""
    return (
        f"{_FORM}<h1>Answer {number} of {server.total}</h1><p>{escape(answer.ask)}</p><blockquote>{escape(answer.answer)}</blockquote>"
        f'<p class="soft">{escape(KEYS.partition(";")[0])}</p>{alert}<form method="post" action="/?key={server.key}">'
        f'<input type="hidden" name="id" value="{answer.id}">{fields}<button>Keep</button> <button name="skip" value="1">Skip</button></form>'
    )


def _done(server: LabelServer) -> str:
    found = agreement(server.labels, server.home)
    rows = "".join(f"<li>{escape(name)}: {escape(str(figure))}</li>" for name, figure in found.items())
    told = f"<ul>{rows}</ul>" if rows else "<p>Label three answers to see how far the judge agrees.</p>"
    return f"<h1>Nothing waits</h1><p>{len(server.labels.rows())} answers labelled by {escape(server.labels.name)}.</p>{told}"


def serve(labels: Labels, waiting: Sequence[Waiting], home: Path, say: Callable[[str], None] = print) -> None:
    """Serve until interrupted."""
    with LabelServer(labels, waiting, home) as server:
        say(f"Open {server.address}\nCtrl+C ends it; every answer kept is on disk already.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("")
