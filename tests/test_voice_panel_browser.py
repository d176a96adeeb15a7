"""What can be done by hand in the panel of a conversation, in a real browser. The ears are told what they hear; no model is loaded."""

import pytest

pytest.importorskip("playwright", reason="browser tests need the extra `dev`")
from browser import MICROPHONE, serving
from voices import senses

from agent.state import Brief
from ui.voice import socket

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
WORDS = "I would mask the known positives."


@pytest.fixture
def page(room, browser, monkeypatch, tmp_path):
    """The panel over an interview in which every answer is heard as the same words; it is the candidate's turn."""
    from fastapi import FastAPI

    monkeypatch.setattr(socket, "open_senses", lambda _home, _backend: senses(*[WORDS] * 4))
    app = FastAPI()
    socket.mount(app, lambda _scope, _session: room, tmp_path)
    view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice"))
    with serving(app) as address:
        page = browser.new_page()
        page.set_default_timeout(30_000)
        page.add_init_script(MICROPHONE)
        page.goto(f"{address}/voice/?session={view.session}")
        page.click("#go")
        until(page, "listening")
        page.evaluate(
            "() => { window.answers = []; voice.addEventListener('answered', (e) => answers.push(e.detail.text)); }"
        )
        yield page
        page.close()


def until(page, state, why=""):
    page.wait_for_function(
        "([state, why]) => document.querySelector('.voice')?.dataset.state === state && document.querySelector('[data-is=why]').textContent === why",
        arg=[state, why],
        polling=50,
    )


def until_answered(page, count):
    page.wait_for_function("(n) => answers.length >= n", arg=count, polling=50)
    return page.evaluate("answers")


def test_who_holds_the_button_is_heard_while_they_do_and_can_talk_freely_again(page):
    page.hover("[data-do=push]")
    page.mouse.down()
    page.evaluate("talk(1.2)")
    page.mouse.move(5, 5)  # a hand that slips off the button still holds it
    page.evaluate("talk(0.5)")
    assert page.evaluate("answers") == []
    page.mouse.up()
    assert until_answered(page, 1) == [WORDS]
    until(page, "listening", "hold the button while you talk")
    page.click("summary")
    assert page.is_checked("[data-do=only]")
    page.evaluate("talk(1)")
    assert page.input_value("textarea") == ""
    page.uncheck("[data-do=only]")
    until(page, "listening")
    page.evaluate("talk(1)")
    assert until_answered(page, 2) == [WORDS, WORDS]


def test_a_button_let_go_on_the_last_syllable_hears_it_out_and_a_slip_of_the_hand_ends_nothing(page):
    page.evaluate("""() => { window.pushes = []; const send = voice.send.bind(voice);
        voice.send = (told) => { if (told.type === "push") pushes.push([told.down, performance.now() - released]); send(told); };
        addEventListener("pointerup", () => { window.released = performance.now(); }, { capture: true }); window.released = 0; }""")
    page.hover("[data-do=push]")
    page.mouse.down()
    page.evaluate("talk(1)")
    page.mouse.up()
    page.mouse.down()
    page.evaluate("talk(0.5)")
    page.mouse.up()
    assert until_answered(page, 1) == [WORDS]
    (down, _), (up, waited) = page.evaluate("pushes")
    assert (down, up) == (True, False)
    assert waited >= 249


def test_the_button_is_held_with_the_keyboard_too(page):
    page.focus("[data-do=push]")
    page.keyboard.down(" ")
    page.evaluate("talk(1)")
    page.keyboard.up(" ")
    assert until_answered(page, 1) == [WORDS]


def test_a_caption_that_is_clicked_into_goes_on_until_it_is_corrected(page):
    page.evaluate("talk(1)")
    page.wait_for_function("document.querySelector('textarea').value !== ''", polling=20)
    page.click("textarea")
    page.evaluate("voice.emit('caption', { text: 'I would mask the known positives and count them.', final: false })")
    assert page.input_value("textarea") == "I would mask the known positives and count them."
    page.fill("textarea", "I would mask the known negatives")
    page.evaluate("voice.emit('caption', { text: 'I would mask the known positives', final: false })")
    assert page.input_value("textarea") == "I would mask the known negatives"
    page.evaluate("voice.emit('caption', { text: 'I would mask the known negatives and count them.', final: false })")
    assert page.input_value("textarea") == "I would mask the known negatives and count them."


def test_a_conversation_that_is_over_or_was_left_opens_no_microphone_again(page):
    noise = []
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.evaluate("""async () => {
        window.opened = 0;
        const open = navigator.mediaDevices.getUserMedia;
        navigator.mediaDevices.getUserMedia = async (...given) => { opened += 1; return open(...given); };
        voice.finish(); voice.stop();
        navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
        document.dispatchEvent(new Event("visibilitychange"));
        await new Promise((done) => setTimeout(done, 1500));
    }""")
    until(page, "over")
    assert (page.evaluate("opened"), page.evaluate("voice.track.readyState"), noise) == (0, "ended", [])


def test_a_microphone_that_is_allowed_after_the_candidate_left_is_let_go(page):
    assert page.evaluate("""async () => {
        const { Voice } = await import("/voice/voice.js");
        let allow;
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        navigator.mediaDevices.getUserMedia = () => new Promise((given) => { allow = () => given(stream); });
        const late = new Voice("none");
        const started = late.start();
        while (!allow) await new Promise((done) => setTimeout(done, 20));
        late.stop();
        allow();
        await started;
        return [stream.getAudioTracks()[0].readyState, late.socket === undefined];
    }""") == ["ended", True]


def test_what_was_chosen_by_hand_outlives_a_line_that_was_cut(page):
    page.click("summary")
    page.check("[data-do=check]")
    page.click("[data-do=mute]")
    until(page, "muted")
    page.evaluate("voice.socket.close()")
    page.wait_for_function("document.querySelector('.voice').dataset.state === 'lost'", polling=20)
    until(page, "muted")
    page.click("[data-do=mute]")
    until(page, "listening")
    page.evaluate("talk(1)")
    until(page, "checking", "read it, correct it, then Done; or go on")
    page.fill("textarea", "I would mask the known negatives.")
    page.click("[data-do=done]")
    assert until_answered(page, 1) == ["I would mask the known negatives."]
