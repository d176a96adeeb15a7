"""What the web app costs: start to first paint, click to first word, memory, and fifty people at once on loopback.

Over HTTP and, where Playwright and Chromium are there, in a browser: the app runs in a process of its own, as it does
for a person. By the clock, since that is what a person waits for; say what else ran on the machine.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import numpy as np

from evals.row import Row

PEOPLE, OPEN, CLICKS, ROUNDS = 50, 20, 20, 3
THINK = (4.0, 12.0)
"""Seconds between two actions of one person; in an interview it is minutes."""
ANSWERS = (
    "I'd count the collisions first, then mask the session's follows before the softmax.",
    "We serve it in 40 ms at p95, because the candidates' side is computed once an hour and cached.",
    "I would look at the slice of new users: that is where calibration breaks, and where an A/B test is cheapest.",
)
_WORD = """() => new Promise((told) => {
  const log = document.querySelector("#log"), had = log.querySelectorAll(".interviewer").length, began = performance.now();
  new MutationObserver((_, watch) => {
    const said = log.querySelectorAll(".interviewer p");
    if (said.length > had && said[had].textContent) { watch.disconnect(); told(performance.now() - began); }
  }).observe(log, { childList: true, subtree: true, characterData: true });
  document.querySelector("#done").click();
})"""


@dataclass
class Served:
    """A running server."""

    address: str
    process: subprocess.Popen[str]
    seconds: float

    def memory(self) -> float | None:
        """Megabytes it holds; None where the system does not say."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text(encoding="ascii"))
        return int(found[1]) / 1024 if found else None


def web_rows(home: Path) -> Iterator[Row]:
    """Row by row as it is measured."""
    with _served(home) as served:
        _get(served.address)
        yield Row("web, start to first page", f"{served.seconds:.1f} s", "import, index and Gradio; by the clock")
        idle = served.memory()
        if find_spec("playwright") and shutil.which("chromium"):
            yield from _browser(served.address)
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda n: _begin(served.address, n), range(OPEN)))
        full = served.memory()
        if idle and full:
            yield Row("web, memory", f"{idle:.0f} MB idle, {full:.0f} MB with {OPEN} more interviews open", "RSS")
        yield from _crowd(served.address)


@contextmanager
def _served(home: Path) -> Iterator[Served]:
    with tempfile.TemporaryDirectory() as folder:
        for part in ("index", "models"):
            (Path(folder) / part).symlink_to((home / part).resolve())
        began = time.perf_counter()
        command = [sys.executable, "-m", "ui.cli", "ui", "--no-browser", "--port", "0", "--home", folder]
        process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**os.environ, "SPARRING_HOME": folder}
        )
        try:
            said = ""
            for line in process.stderr or ():
                said += line
                if found := re.search(r"at (http://\S+?)\?key=", said):
                    yield Served(found[1], process, time.perf_counter() - began)
                    break
            else:
                raise RuntimeError(f"the web app did not start: {said}")
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _browser(address: str) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        paints, ready = [], []
        page = browser.new_page()
        for _ in range(5):
            page = browser.new_context().new_page()
            page.set_default_timeout(120_000)
            page.goto(address)
            page.wait_for_selector("#go")
            ready.append(page.evaluate("performance.now()"))
            paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        paint = f"p50 {np.percentile(paints, 50):.0f} ms; start card usable p50 {np.percentile(ready, 50):.0f} ms"
        yield Row("web, first contentful paint", paint, "5 first visits, empty cache")
        page.wait_for_selector("#choose option[value='round:ml']", state="attached")
        page.click("#go")
        page.wait_for_selector("#log .interviewer")
        words = []
        for n in range(CLICKS):
            page.fill("#answer", f"{ANSWERS[n % 3]} That is number {n}.")
            words.append(page.evaluate(_WORD))
            page.wait_for_timeout(200)
            if page.locator("#result").is_visible():
                break
        spread = f"p50 {np.percentile(words, 50):.0f} ms, p95 {np.percentile(words, 95):.0f} ms"
        yield Row("web, Done to first word", spread, f"{len(words)} answers, no model, by the clock")
        browser.close()


def _crowd(address: str) -> Iterator[Row]:
    took: dict[str, list[float]] = defaultdict(list)
    errors: list[str] = []

    def person(n: int) -> None:
        chance = random.Random(n)

        def act(name: str, *request: Any) -> Any:
            began = time.perf_counter()
            try:
                return _call(address, *request)
            except (HTTPError, OSError) as error:
                errors.append(f"{name}: {error}")
                raise
            finally:
                took[name].append(time.perf_counter() - began)

        time.sleep(chance.uniform(0, THINK[0]))
        view = act("start", "POST", "/api/start", {"round": "ml", "seed": n % 7})
        token, session = view["token"], view["session"]
        for turn in range(ROUNDS):
            time.sleep(chance.uniform(*THINK) / 2)
            draft = {"session": session, "prompt": view["prompt"], "text": ANSWERS[turn][:40]}
            act("draft", "PUT", "/api/draft", draft, token)
            time.sleep(chance.uniform(*THINK) / 2)
            given = {
                "session": session,
                "prompt": view["prompt"],
                "text": f"{ANSWERS[turn]} Number {n}.",
                "seconds": 60,
            }
            view = act("answer", "POST", "/api/answer", given, token)
        act("state", "GET", f"/api/state?session={session}", None, token)
        act("scorecard", "GET", f"/api/scorecard?session={session}", None, token)

    with ThreadPoolExecutor(PEOPLE) as threads:
        done = [threads.submit(person, n) for n in range(PEOPLE)]
        failed = sum(d.exception() is not None for d in done)
    spread = "; ".join(f"{name} {1000 * np.percentile(values, 95):.0f}" for name, values in took.items())
    what = f"p95 in ms: {spread}; {len(errors)} errors, {failed} people who could not finish"
    note = (
        f"{sum(map(len, took.values()))} requests, {THINK[0]:.0f} to {THINK[1]:.0f} s of thinking between two answers"
    )
    yield Row(f"web, {PEOPLE} people at once", what, note)


def _begin(address: str, seed: int) -> None:
    _call(address, "POST", "/api/start", {"round": "ml", "seed": seed})


def _call(address: str, method: str, path: str, body: Any = None, token: str = "") -> Any:
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address.rstrip("/") + path, data, headers, method=method), timeout=120) as answer:
        return json.load(answer)


def _get(address: str) -> None:
    with urlopen(Request(address, headers={"accept": "text/html"}), timeout=120) as answer:
        answer.read()


if __name__ == "__main__":
    for row in web_rows(Path(sys.argv[1])):
        print(f"{row.what:<36} {row.value}   ({row.note})", flush=True)
