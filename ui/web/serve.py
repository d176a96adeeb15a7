"""Serves the app: who may reach it, what it offers, the address, and a browser where there is one."""

import argparse
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from agent.errors import SettingsError
from agent.settings import load_settings
from ui.output import note

NEAR = {"127.0.0.1", "localhost", "::1"}


def serve(options: argparse.Namespace) -> int:
    """Until it is stopped."""
    logins = read_logins(options.auth)
    if options.host not in NEAR and not logins:
        raise SettingsError(
            f"--host {options.host} would let others on the network in. Give each a login: --auth NAME:PASSWORD (or "
            "--auth @FILE), or leave --host out to stay on this machine."
        )
    listening = _listen(options.host, options.port)
    note("Starting Sparring …")
    import uvicorn

    from ui.web.app import build_app
    from ui.web.offers import offered_backends

    settings = load_settings(home=options.home)
    if not any((settings.home / "index").glob("bank-*/READY")):
        from agent.library import library

        library(settings.home, say=note)  # with words, or the first click would wait a minute in silence
    app = build_app(settings, logins=logins, backends=offered_backends(options.backend, settings))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
    app.state.on_ready = lambda: _welcome(options, listening, app.state.shell.owners.key, bool(logins))
    server.run(sockets=[listening])
    return 0


def read_logins(given: list[str]) -> dict[str, str]:
    """Names and passwords of NAME:PASSWORD, or of a file with one a line."""
    lines: list[str] = []
    for entry in given:
        if not entry.startswith("@"):
            lines.append(entry)
            continue
        try:
            lines += [line for line in Path(entry[1:]).read_text(encoding="utf-8").splitlines() if line.strip()]
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"--auth {entry}: that file cannot be read ({error}).") from error
    pairs = [line.strip().partition(":") for line in lines]
    if any(not name or len(password) < 8 for name, _, password in pairs):
        raise SettingsError(
            "--auth takes NAME:PASSWORD with a password of 8 characters or more, or @FILE with one a line."
        )
    return {name: password for name, _, password in pairs}


def _listen(host: str, port: int) -> socket.socket:
    """The port, taken before anything heavy is loaded: that it is in use should be said at once."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise SettingsError(
            f"{host}:{port} cannot be listened on ({error.strerror}). Is Sparring running already? Choose another --port, or 0 for any."
        ) from error
    return listening


def _welcome(options: argparse.Namespace, listening: socket.socket, key: str, logins: bool) -> None:
    """Said when the first page can be had."""
    port = listening.getsockname()[1]
    name = f"[{options.host}]" if ":" in options.host else options.host
    address = f"http://{name}:{port}/"
    if logins:
        note(f"Sparring is at {address} for those with a login.")
        if options.host not in NEAR:
            note(
                "It can be reached from other machines. Passwords and answers travel unencrypted unless a proxy adds HTTPS."
            )
    else:
        address = f"{address}?key={key}"
        note(f"Sparring is at {address}\nThe key makes your browser the owner of this home's sessions. Ctrl-C stops.")
    if not options.no_browser and _has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _has_screen() -> bool:
    shown: Any = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown)
