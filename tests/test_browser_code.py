"""A coding problem solved in a real browser: asked about, run, submitted, plotted; leaving the window is counted."""

import sys

import pytest

pytest.importorskip("playwright", reason="browser tests need the extra `dev`")
from browser import call, serious, visitor

from corpus.problem_files import load_problems

PROBLEMS = load_problems()
PROBLEM = PROBLEMS["removable-run"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only"),
]


def test_a_problem_is_asked_about_run_submitted_and_plotted(browser, served):
    page = visitor(browser, served.address)
    page.get_by_role("tab", name="Code").click()
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
    page.get_by_role("tab", name="Code").click()
    page.wait_for_selector("#code-task h2")
    assert page.noise == []


def test_an_interview_by_voice_is_spoken_beside_the_editor_too(browser, served):
    page = visitor(browser, served.address)
    brief = {"round": "coding", "minutes": 30, "seed": 3, "channel": "voice"}
    session = call(page, "POST", "/api/start", brief)["session"]
    page.evaluate("(session) => window.sparring.room.take(session)", session)
    page.wait_for_selector("#talk .voice")
    page.get_by_role("tab", name="Code").click()
    page.locator("#code-voice .voice").wait_for()
    page.locator("#code-asked").click()
    page.get_by_text("in your interview").wait_for()
    said = "I would try every cut first, in quadratic time."
    answered = call(page, "POST", "/api/answer", {"session": session, "text": said, "prompt": 1})
    page.evaluate("document.dispatchEvent(new CustomEvent('sparring:voiced', {detail: {}}))")
    page.locator("#code-talk").get_by_text(said).wait_for()
    assert answered["lines"][-1]["text"][:40] in page.inner_text("#code-talk")
    page.get_by_role("tab", name="Room").click()
    page.locator("#talk .voice").wait_for()
    assert page.locator(".voice").count() == 1
    assert page.noise == []


def test_the_problem_an_interview_asks_is_solved_at_the_editor_and_the_room_goes_on(browser, served):
    page = visitor(browser, served.address)
    page.select_option("#choose [name=what]", "round:coding")
    page.click("#go")
    page.wait_for_selector("#log .interviewer")
    assert serious(page) == []
    page.get_by_role("button", name="Open the editor").click()
    page.locator("#code-stage input:disabled").first.wait_for()
    title = page.inner_text("#code-task h2")
    asked = next(problem for problem in PROBLEMS.values() if problem.about.title == title)
    page.locator("#code-editor .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(asked.stages[0].reference)
    page.locator("#code-submit").click()
    page.wait_for_selector("#code-tests .is-passed")
    page.get_by_role("tab", name="Room").click()
    page.locator("#log .you").first.wait_for()
    assert asked.stages[0].reference.strip().splitlines()[-1].strip() in page.inner_text("#log")
    assert page.locator("#log .interviewer").count() == 2
    assert page.noise == []
