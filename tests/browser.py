"""A real server in a process of its own, and browsers that complain of everything a person would see in their console."""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from importlib.resources import files
from urllib.parse import urlsplit

from helpers import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
MICROPHONE = """
(() => {
  const context = new AudioContext({ sampleRate: 48000 });
  const out = context.createMediaStreamDestination();
  const voice = context.createOscillator(), level = context.createGain();
  level.gain.value = 1e-4; voice.connect(level).connect(out); voice.start();
  navigator.mediaDevices.getUserMedia = async () => { await context.resume(); return out.stream.clone(); };
  window.talk = async (seconds) => {
    level.gain.value = 0.3;
    await new Promise((done) => setTimeout(done, seconds * 1000));
    level.gain.value = 1e-4;
    await new Promise((done) => setTimeout(done, 300));
  };
})();
"""
"""A microphone that hisses, and speaks as far as ears can tell that are told what they hear: `talk(seconds)`."""
HELD = """() => { const send = window.fetch; window.held = [];
    window.fetch = (to, how) => how?.method === "PUT" ? new Promise((go) => held.push(() => go(send(to, how)))) : send(to, how); }"""
"""From now on nothing of the page is kept before the test lets go of it: `held[0]()`."""
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


class Server:
    """`sparring ui` as a person starts it; it ends as suddenly as in a power cut."""

    def __init__(self, home, port=0, *more, program=("-m", "ui.cli")):
        env = {**os.environ, "SPARRING_HOME": str(home), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, *program, "ui", "--no-browser", "--port", str(port), *more]
        self._process = subprocess.Popen(command, env=env, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        said = []
        for line in self._process.stderr:
            said.append(line)
            found = re.search(r"at (http://\S+?)\?key=(\S+)", line)
            if found:
                self.address, self.key = found.groups()
                return
        raise AssertionError(f"the server did not start: {''.join(said)}")

    @property
    def port(self):
        return urlsplit(self.address).port

    def memory(self):
        """Megabytes it holds."""
        with open(f"/proc/{self._process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process.stderr.close()


@contextmanager
def serving(app):
    """The address of a server over this app, in a thread of this process."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=lambda: asyncio.run(running.serve()))
    thread.start()
    while not running.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(timeout=10)


@contextmanager
def chromium():
    """Debian's Chromium, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def visitor(browser, address, **options):
    """A page of somebody's own. `page.noise` gathers errors, failed requests and whatever left this machine."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options})
    page = context.new_page()
    page.noise = []
    page.set_default_timeout(60_000)
    page.on("console", lambda m: page.noise.append(m.text) if m.type in ("error", "warning") and not _left(m) else None)
    page.on("pageerror", lambda error: page.noise.append(str(error)))
    page.on("requestfailed", lambda r: None if _closed(r) else page.noise.append(f"failed: {r.url} {r.failure}"))
    page.on("response", lambda r: page.noise.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.on("request", lambda r: page.noise.append(f"left: {r.url}") if _outside(r.url, address) else None)
    page.goto(address)
    page.wait_for_selector("#choose option[value='round:ml']", state="attached")
    return page


def call(page, method, path, body):
    """What the page's own scripts would send, with the page's own cookie; gives what came back."""
    return page.evaluate("given => sparring.call(...given)", [method, path, body])


def serious(page):
    """What axe-core finds that would keep somebody out."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {json.dumps(AXE)})")["violations"]
    return [
        (v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found if v["impact"] in ("serious", "critical")
    ]


def _outside(url, address):
    return not url.startswith((address, "data:", "blob:"))


def _closed(request):
    """Gradio's page hangs up its own stream when an event is done, which Chromium calls a failure."""
    return request.failure == "net::ERR_ABORTED" and "/gradio_api/queue/data" in request.url


def _left(message):
    """It tells its console that it hung up, too, where the page was left before that stream was closed."""
    calls = [line for line in message.text.splitlines() if line.lstrip().startswith("at ")]
    return message.text.startswith("AbortError") and bool(calls) and all("/assets/" in line for line in calls)
