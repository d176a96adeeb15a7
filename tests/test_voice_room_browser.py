"""An interview by voice in the Room and in Defend, in a real browser over the real app. The ears are told what they hear; no model is loaded."""

from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="browser tests need the extra `dev`")
from browser import MICROPHONE, Server, call, serious, visitor
from test_defence import TOLD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
UNTOUCHED = """
(() => {  // the browser's own rule, which it waives where sound was played before
  const wake = AudioContext.prototype.resume, waiting = [];
  let touched = false;
  AudioContext.prototype.resume = function () { return touched ? wake.call(this) : new Promise((done) => waiting.push(() => done(wake.call(this)))); };
  addEventListener("pointerdown", () => { touched = true; for (const go of waiting) go(); }, { capture: true });
})();
"""
WORDS, LAST = "I would mask the known positives.", "Let's stop the interview here."


@pytest.fixture(scope="module")
def told(tmp_path_factory, home, library):
    """The app; in every conversation the first answer is heard as WORDS, and the next ends the interview."""
    mine = tmp_path_factory.mktemp("told")
    for part in ("index", "models"):
        (mine / part).symlink_to(home / part)
    with pytest.MonkeyPatch.context() as env:
        env.setenv("SPARRING_HEARS", f"{WORDS}\n{LAST}")
        with Server(mine, program=(Path(__file__).with_name("told_ears.py"),)) as server:
            yield server


@pytest.fixture
def page(browser, told):
    """The app in a browser with a microphone."""
    page = visitor(browser, told.address)
    page.evaluate(MICROPHONE)
    yield page
    page.context.close()


def until(page, state):
    page.wait_for_function(
        "(wanted) => document.querySelector('.voice')?.dataset.state === wanted", arg=state, polling=50
    )


def speak(page):
    until(page, "listening")
    page.evaluate("talk(1.2)")


def test_an_interview_by_voice_in_the_room_keeps_what_is_typed_meanwhile_and_ends_aloud(page):
    page.check("#channels [value=voice]", force=True)
    page.click("#go")
    until(page, "listening")
    assert serious(page) == []
    page.fill("#answer", "half a thought")
    speak(page)
    page.locator("#log .you", has_text=WORDS).wait_for()
    assert page.input_value("#answer") == "half a thought"
    page.locator(".voice [data-is=them]").wait_for(state="hidden")  # the log says it already
    speak(page)
    page.wait_for_selector("#result h2")
    until(page, "over")
    assert serious(page) == []
    assert page.noise == []


def test_who_opens_a_link_is_asked_for_the_click_that_a_browser_wants_before_it_plays_sound(page, told):
    session = call(page, "POST", "/api/start", {"round": "ml", "minutes": 30, "seed": 3, "channel": "voice"})["session"]
    page.context.add_init_script(UNTOUCHED)
    linked = page.context.new_page()
    linked.goto(f"{told.address.rstrip('/')}/?session={session}")
    linked.locator(".voice-trouble", has_text="Click anywhere to start").wait_for()
    linked.mouse.click(640, 180)
    linked.locator(".voice[data-state=lost]").wait_for(state="detached")
    assert linked.inner_text(".voice-trouble") != "Click anywhere to start"


def test_who_leaves_an_interview_by_voice_has_hung_up(page):
    page.check("#channels [value=voice]", force=True)
    page.click("#go")
    until(page, "listening")
    page.evaluate(
        "() => { const close = WebSocket.prototype.close; WebSocket.prototype.close = function () { window.hungUp = true; return close.call(this); }; }"
    )
    page.click("#leave")
    page.wait_for_function("window.hungUp", polling=50)
    assert page.locator(".voice").count() == 0
    page.wait_for_selector("#start")  # comes with its list; `force` below would not wait for it
    page.check("#channels [value=text]", force=True)
    page.click("#go")
    page.wait_for_selector("#log .interviewer")
    assert page.locator(".voice").count() == 0


def test_who_leaves_while_a_reply_is_on_its_way_is_not_called_back(page):
    page.check("#channels [value=voice]", force=True)
    page.click("#go")
    until(page, "listening")
    page.route("**/api/answer", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.click("#hint")
    page.click("#leave")
    page.wait_for_timeout(4000)
    assert page.locator("#start").is_visible()
    assert page.locator(".voice").count() == 0
    page.check("#channels [value=text]", force=True)
    page.click("#go")
    page.wait_for_selector("#log .interviewer")
    page.fill("#answer", "half a thought")
    page.click("#hint")
    page.get_by_role("heading", name="You: asks for a hint").wait_for()
    page.locator("#kept", has_text="Draft kept").wait_for()
    assert page.input_value("#answer") == "half a thought"


def test_a_project_is_defended_by_voice(page):
    page.click("#screen-defend-button")
    page.wait_for_selector("#defend-go option[value='3-2']", state="attached")
    page.fill("#defend-text", TOLD)
    page.click("#defend-paste button")
    page.wait_for_selector(".df-project")
    page.check("#defend-voice input")
    page.click("#defend-begin")
    page.wait_for_selector("#talk .voice")
    speak(page)
    page.locator("#log .you", has_text=WORDS).wait_for()
    assert page.noise == []
