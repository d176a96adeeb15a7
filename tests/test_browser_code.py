"""A coding problem solved in a real browser: asked about, run, submitted, plotted; leaving the window is counted."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from helpers import ROOT

from corpus.problem_files import load_problems

NAME = "removable-run"
PROBLEM = load_problems()[NAME]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory, home, library):
    """A server of its own, over the encoder and index of the test run."""
    mine = tmp_path_factory.mktemp("web")
    for part in ("models", "index"):
        (mine / part).symlink_to(home / part)
    env = {**os.environ, "SPARRING_HOME": str(mine), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "ui.cli", "ui", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        found = next((hit for line in server.stdout if (hit := re.search(r"http://\S+", line))), None)
        assert found, "the server ended before it said where it is"
        yield found.group()
        server.terminate()


@pytest.fixture
def page(address):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(60_000)
        page.goto(address)
        page.get_by_role("tab", name="Code").dispatch_event("click")
        yield page
        browser.close()


def test_a_problem_is_asked_about_run_submitted_and_plotted(page):
    faults, elsewhere = [], []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda asked: None if "127.0.0.1" in asked.url else elsewhere.append(asked.url))
    page.wait_for_selector("#code-task h2")
    page.locator("#code-problem input").fill(PROBLEM.about.title[:20])
    page.keyboard.press("Enter")
    page.wait_for_function(
        "title => document.querySelector('#code-task h2')?.textContent === title", arg=PROBLEM.about.title
    )
    page.locator("#code-words textarea").fill("May the cut be empty?")
    page.locator("#code-say").click()
    page.get_by_text(PROBLEM.about.clarify["may the cut be empty"], exact=True).wait_for()
    page.locator("#code-run").click()
    page.wait_for_selector("#code-tests .is-failed")
    page.locator("#code-editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(PROBLEM.stages[0].reference)
    page.locator("#code-submit").click()
    page.wait_for_selector(".code-growth svg")
    assert page.locator("#code-tests .is-passed").count() == len(PROBLEM.stages[0].checks())
    page.evaluate("window.dispatchEvent(new Event('blur'))")
    page.get_by_text("You left this window 1 time.").wait_for()
    page.reload()
    page.get_by_role("tab", name="Code").dispatch_event("click")
    page.wait_for_selector("#code-task h2")
    assert faults == []
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []
