"""Every screen as a person sees it, on a desk and on a phone, by day and by night: `make screens`.

Needs the extra `dev` and a Chromium. The interviews on the pictures are played here, in a home that is thrown away.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from agent.errors import SettingsError
from agent.projects import read_projects
from agent.settings import load_settings
from corpus.content import load_bank
from ui.output import note
from ui.web.app import SCREENS

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
SHADES = ("light", "dark")
WRITEUP = Path("evals/suites/defence/writeups/churn.pdf")
"""A write-up that was made for the suite of that name; nobody's own."""
TOLD = (
    "The problem was that people left without a word, and an offer to everybody cost more than it saved. I designed the "
    "model and the test, a colleague built the mailing. The alternative was a rule on days without a visit, which found the same people too late. Every night a job joins payments and visits, and "
    "boosted trees score who may leave. Churn fell from 5.2% to 4.9% a month in a test over three months. Looking back I would model the effect of the offer."
)
WEAK = "I would use a bigger model and more data, and tune it until the metric goes up."
RUNS = ("parts", "arithmetic")
"""Suites run first, so that the screen of runs has something to show."""
MOST_BYTES = 150_000
SETTLE = 1500
"""Milliseconds a screen is given to draw what it fetched."""


def take(folder: Path, home: Path, only: str = "") -> None:
    """Write one WebP a screen, size and shade; `only` names a single screen."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SettingsError("There is no Chromium to take pictures with. Install the package `chromium`.")
    folder.mkdir(parents=True, exist_ok=True)
    with _served(home) as (address, key), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        played = browser.new_context(reduced_motion="reduce")
        views = _views(*_play(played.new_page(), f"{address}?key={key}"))
        cookies = played.cookies()
        for size, (width, height) in SIZES.items():
            for shade in SHADES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=shade, reduced_motion="reduce"
                )
                context.add_cookies(cookies)  # type: ignore[arg-type]
                page = context.new_page()
                page.set_default_timeout(120_000)
                for name, query in views:
                    if only and name != only:
                        continue
                    page.goto(f"{address}?{query}")
                    page.wait_for_selector("#choose option[value='round:ml']", state="attached")
                    page.wait_for_timeout(SETTLE)
                    if name == "defend":
                        page.set_input_files("#defend-file", WRITEUP)
                        page.wait_for_selector(".df-project")
                        page.wait_for_timeout(SETTLE)
                    _save(page.screenshot(), folder / f"{name}-{size}-{shade}.webp")
                context.close()
                note(f"{size}, {shade}: done")
        browser.close()


def _views(over: str, open_: str, defence: str) -> list[tuple[str, str]]:
    """A name and the query that leads there."""
    there = [name for name in SCREENS if name != "room" and (Path(__file__).parent / f"{name}.py").exists()]
    shown = {"review": over, "room": open_}
    return [
        ("start", ""),
        ("room", f"session={open_}"),
        ("result", f"session={over}"),
        ("defence", f"session={defence}"),
        *((name, f"screen={name}" + (f"&session={shown[name]}" if name in shown else "")) for name in there),
    ]


def _play(page: Any, address: str) -> tuple[str, str, str]:
    """Two interviews that are over, a weak one first, and one that goes on, both answered from the bank, and a project that is being defended."""
    page.set_default_timeout(120_000)
    page.goto(address)
    bank = load_bank()

    def call(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return page.evaluate("a => sparring.call(...a)", [method, path, body])

    def held(answers: int, mode: str, seed: int, *, weak: bool = False) -> Any:
        view = call("POST", "/api/start", {"round": "ml", "minutes": 30, "mode": mode, "seed": seed})
        for n in range(answers):
            question = bank.questions[view["question_id"]]
            text = question.strong if n % 2 == 0 else question.points[n % len(question.points)].like[0]
            text = WEAK if weak else text
            given = {"session": view["session"], "prompt": view["prompt"], "text": text, "seconds": 95}
            view = call("POST", "/api/answer", given)
        return view

    for done in (held(3, "real", 4, weak=True), held(4, "real", 1)):
        call("POST", "/api/answer", {"session": done["session"], "prompt": done["prompt"], "wish": "end"})
    going = held(1, "coach", 2)
    draft = "I'd look at that per slice first: new creators have few impressions, so"
    call("PUT", "/api/draft", {"session": going["session"], "prompt": going["prompt"], "text": draft})
    project = read_projects(WRITEUP).projects[0].model_dump(include={"title", "text"})
    view = call("POST", "/api/defend/start", {"projects": [project], "mode": "coach", "seed": 3})
    for text, seconds in ((TOLD, 130), ("It is better because it works.", 12)):
        given = {"session": view["session"], "prompt": view["prompt"], "text": text, "seconds": seconds}
        view = call("POST", "/api/answer", given)
    return done["session"], going["session"], view["session"]


def _save(png: bytes, path: Path) -> None:
    from PIL import Image

    for quality in (82, 70, 55, 40):
        packed = io.BytesIO()
        Image.open(io.BytesIO(png)).convert("RGB").save(packed, "WEBP", quality=quality, method=6)
        if packed.tell() <= MOST_BYTES:
            break
    path.write_bytes(packed.getvalue())


@contextmanager
def _served(home: Path) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        for part in ("index", "models"):
            (Path(folder) / part).symlink_to((home / part).resolve())
        command = [sys.executable, "-m", "ui.cli", "ui", "--no-browser", "--port", "0", "--home", folder]
        env = {**os.environ, "SPARRING_HOME": folder}
        for suite in RUNS:  # below its bound a suite exits with 1, and has run
            subprocess.run(
                [sys.executable, "-m", "ui.cli", "eval", "run", suite], env=env, capture_output=True, check=False
            )
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
        try:
            found = next(
                (m for line in server.stderr or () if (m := re.search(r"at (http://\S+?)\?key=(\S+)", line))), None
            )
            if found is None:
                raise SettingsError("The web app did not start; run `sparring --debug ui` to see why.")
            yield found[1], found[2]
        finally:
            server.terminate()
            server.communicate(timeout=30)


if __name__ == "__main__":
    take(Path("docs/screens"), load_settings().home, *sys.argv[1:])
