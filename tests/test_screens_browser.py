"""The screens of results in a real browser: reading, taking away, practising, searching, comparing; quiet and accessible."""

import json
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn
from fakes import WordJudge
from test_screens import EVIL, run_on_disk

from agent.settings import Settings
from agent.state import Brief
from ui.web.app import build_app
from ui.web.owners import HERE, Owner

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
SLOW = 60_000
FILLED = {
    "review": "#review-detail :is(.sp-band, .sp-empty)", "practice": "#card", "progress": "#progress-body .sp-figures",
    "evals": '#evals-root input[name="run"]', "bank": "#bank-entry h2",
}  # fmt: skip
"""What stands on a screen once it has been filled."""


@pytest.fixture(scope="module")
def served(tmp_path_factory, deps):
    """The whole app over a home with two interviews and two runs: its address with the key, and its doors."""
    import dataclasses

    home = tmp_path_factory.mktemp("served")
    app = build_app(Settings(home, openai_key_set=False), deps=dataclasses.replace(deps, judge=WordJudge()))
    shell = app.state.shell
    room = shell.doors.begin(Owner(HERE, "", home))
    for seed in (1, 2):
        view = room.start(Brief(round="ml", minutes=20, seed=seed))
        said = "covers-everything" if seed == 1 else "nothing that counts"
        view = room.answer(view.session, f"In short, {said}, {EVIL}", prompt=view.prompt)
        room.answer(view.session, prompt=view.prompt, wish="end")
    run_on_disk(home, "2026-01-01-ladder", 0.5)
    run_on_disk(home, "2026-01-02-ladder", 0.7)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/?key={shell.owners.key}", shell.doors
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, served):
    """Opens a screen; at the end no console error, no failed request, none off the machine, nothing run that was typed."""
    heard, contexts = [], []

    def open_(screen, size=(1440, 900), scheme="light"):
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: heard.append(str(e)))
        page.on("response", lambda r: heard.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("request", lambda r: heard.append(r.url) if not r.url.startswith(("http://127.0.0.1", "data:", "blob:")) else None)  # fmt: skip
        page.goto(f"{served[0]}&screen={screen}")
        page.wait_for_selector(FILLED[screen])
        settled(page)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert heard == []


def settled(page):
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")


def test_an_interview_is_reviewed_and_taken_away(opened):
    page = opened("review")
    assert page.locator("#review-list [data-session]").count() == 2
    page.locator("#review-list [data-session]").nth(1).click()
    settled(page)
    assert page.locator("#review-detail .sp-band").inner_text().strip()
    assert page.locator("#review-detail mark").first.inner_text() == "covers-everything"
    assert "<script>alert(1)</script>" in page.locator("#review-detail").inner_text()
    page.locator("summary", has_text="Take it away").click()
    for name, begins in (("PDF", b"%PDF"), ("HTML", b"<!doctype html>"), ("JSON", b"{"), ("Markdown", b"# Scorecard")):
        with page.expect_download() as download:
            page.locator(".sp-actions a", has_text=name).click()
        assert Path(download.value.path()).read_bytes().startswith(begins)
    page.locator("button", has_text="Judge again").click()
    page.wait_for_selector("text=Same judge, same wording")


def test_an_answer_is_given_again_in_the_room(opened, served):
    page = opened("review")
    before = len(served[1].sessions(Owner(HERE, "", served[1].home)))
    page.locator('[data-do="again"]').first.click()
    page.wait_for_selector("#answer")
    assert len(served[1].sessions(Owner(HERE, "", served[1].home))) == before + 1


def test_weak_points_are_practised_by_keyboard_alone(opened):
    page = opened("practice")
    due = int(page.locator(".sp-figures b").first.inner_text())
    page.focus("#card-answer")
    page.keyboard.type("I would count the rows first.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-rating]")
    page.wait_for_function("document.activeElement.dataset.rating === 'again'")
    page.keyboard.press("Enter")
    page.wait_for_function(f"+document.querySelector('.sp-figures b')?.innerText === {due - 1}")
    with page.expect_download() as deck:
        page.locator("a", has_text="Anki").click()
    assert Path(deck.value.path()).read_bytes().startswith(b"PK")


def test_the_bank_is_searched_and_a_document_dropped_in(opened):
    page = opened("bank")
    page.fill('#bank-find [name="text"]', "in-batch negatives that are really positives")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=best first")
    settled(page)
    assert page.locator("#bank-entry details[open]").count() == 0
    page.locator("#bank-entry summary", has_text="strong answer").click()
    assert page.locator("#bank-entry details[open] li").first.is_visible()
    page.set_input_files(
        "#drop-file", {"name": "<img src=x>.md", "mimeType": "text/markdown", "buffer": b"Stamps of the cache."}
    )
    page.wait_for_selector("#drop-news:has-text('1 passages')")
    page.fill('#notes-find [name="text"]', "cache stamps")
    page.locator("#notes-find button").click()
    page.wait_for_selector("#notes-found li:has-text('Stamps of the cache')")
    page.fill("#own-add textarea", f"{EVIL} Why not a queue?")
    page.locator("#own-add button").click()
    page.wait_for_selector("#own-list li:has-text('Why not a queue?')")


def test_two_runs_are_compared(opened):
    page = opened("evals")
    for box in page.locator('input[name="run"]').all():
        box.check()
    page.locator('[data-do="compare"]').click()
    page.wait_for_selector("text=Mean change +0.200")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["review", "practice", "progress", "evals", "bank"])
def test_a_screen_fits_a_phone_and_has_no_serious_accessibility_fault(opened, screen, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(screen, (390, 844), scheme)
    if screen == "review":
        page.locator("#review-list [data-session]").last.click()
        page.wait_for_selector("#review-detail .sp-band")
        settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, context=f"#{screen}", options={"resultTypes": ["violations"]}).response["violations"]
    serious = [
        (v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary", "")[:300])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == [], json.dumps(serious, indent=1)
