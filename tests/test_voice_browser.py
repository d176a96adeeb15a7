"""An interview by voice alone in a real browser: nobody is cut off, whoever interrupts is heard, a cut line loses nothing."""

import base64
import contextlib
import io
import time

import pytest
from browser import serving

pytestmark = [pytest.mark.voice, pytest.mark.browser]

MICROPHONE = """
const context = new AudioContext({ sampleRate: 48000 });
const microphone = context.createMediaStreamDestination();
const hiss = context.createConstantSource(); hiss.offset.value = 1e-4; hiss.connect(microphone); hiss.start();
navigator.mediaDevices.getUserMedia = async () => { await context.resume(); return microphone.stream.clone(); };
window.speak = async (base64) => {
  await context.resume();
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const buffer = await context.decodeAudioData(bytes.buffer);
  const node = new AudioBufferSourceNode(context, { buffer });
  node.connect(microphone);
  node.start();
  await new Promise((done) => { node.onended = done; });
  return performance.now();
};
"""
LISTENER = """
() => {
  window.states = []; window.answered = []; window.hushed = []; window.chunks = [];
  voice.addEventListener("state", (e) => states.push([performance.now(), e.detail.state, e.detail.why]));
  voice.addEventListener("answered", (e) => answered.push(e.detail));
  voice.addEventListener("hushed", (e) => hushed.push(e.detail.at));
  const wait = setInterval(() => {
    if (!voice.out) return;
    clearInterval(wait);
    const tap = voice.speaker.createMediaStreamDestination();
    voice.out.connect(tap);
    window.recorder = new MediaRecorder(tap.stream);
    recorder.ondataavailable = (e) => chunks.push(e.data);
    recorder.start();
  }, 5);
}
"""
RECORDED = """
() => new Promise((done) => {
  recorder.onstop = async () => {
    const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
    let text = "";
    for (let n = 0; n < bytes.length; n += 32768) text += String.fromCharCode(...bytes.subarray(n, n + 32768));
    done(btoa(text));
  };
  recorder.stop();
})
"""


@pytest.fixture(scope="module")
def senses_home(home):
    pytest.importorskip("faster_whisper")
    yield home
    from ui.voice.senses import close_senses

    close_senses()


@pytest.fixture
def server(senses_home, tmp_path):
    """The voice socket over a real interview, and the page that speaks to it."""
    from fastapi import FastAPI

    from agent.deps import open_deps
    from agent.interview import Interviews
    from agent.store import Store
    from ui.voice.senses import open_senses
    from ui.voice.socket import mount

    open_senses(senses_home)  # loads once, before anybody waits for it
    room = Interviews(open_deps(senses_home), Store(tmp_path))
    app = FastAPI()
    mount(app, lambda _scope, _session: room, senses_home)
    with serving(app) as address:
        yield room, address
    room.store.close()


class Candidate:
    """Speaks into the page's microphone, and watches what the page shows."""

    def __init__(self, page, home):
        self.page, self.home = page, home

    def says(self, *parts, wait=True):
        """Sentences, and pauses in seconds between them."""
        import numpy as np

        from ui.voice.audio import RATE, to_wav
        from ui.voice.measure.made import speech

        sound = [np.zeros(RATE // 10, dtype=np.float32)]
        for part in parts:
            spoken = speech(part, "piper 1.0", self.home) if isinstance(part, str) else np.zeros(int(part * RATE))
            sound.append(spoken.astype(np.float32))
        data = base64.b64encode(to_wav(np.concatenate(sound))).decode()
        call = "(data) => speak(data)" if wait else "(data) => { speak(data); }"
        return self.page.evaluate(call, data)

    def until(self, state, timeout=240):
        # Polling on a timer: animation frames stop where nothing is drawn.
        self.page.wait_for_function(
            "(wanted) => document.querySelector('.voice')?.dataset.state === wanted", arg=state, timeout=timeout * 1000, polling=50
        )  # fmt: skip

    def until_answered(self, count, timeout=240):
        self.page.wait_for_function("(n) => answered.length >= n", arg=count, timeout=timeout * 1000, polling=50)
        return self.page.evaluate("answered.at(-1).text")


@pytest.fixture
def candidate(server, tmp_path, senses_home):
    from playwright.sync_api import sync_playwright

    from agent.state import Brief

    room, url = server
    questions = ("reco.inbatch-false-negatives", "stats.daily-peeking", "deep.nan-loss")
    view = room.start(Brief(round="ml", minutes=40, questions=questions, channel="voice"))
    with sync_playwright() as playwright, contextlib.ExitStack() as stack:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--autoplay-policy=no-user-gesture-required", "--no-sandbox"]
        )
        stack.callback(browser.close)
        page = browser.new_page()
        page.add_init_script(MICROPHONE)
        page.goto(f"{url}/voice/?session={view.session}")
        page.click("#go")
        page.wait_for_function("window.voice", polling=50)
        page.evaluate(LISTENER)
        yield room, view, page, Candidate(page, senses_home)


@pytest.mark.timeout(1800)
def test_three_questions_by_voice_alone(candidate):
    room, view, page, person = candidate
    person.until("listening")

    person.says("Okay, let me think about that.", 4.0, "I would mask the known positives out of the denominator.")
    first = person.until_answered(1)
    assert "denominator" in first

    person.until("speaking")  # a barge-in: the interviewer is in the middle of a sentence
    time.sleep(1.0)
    person.says("Wait, sorry, I would also count the collisions in a thousand batches first.")
    second = person.until_answered(2)
    assert "collisions" in second.lower()
    assert page.evaluate("hushed.length") >= 1

    person.until("listening")
    person.says("Can we move on to the next question, please?")
    person.until_answered(3)
    assert room.state(view.session).turns[-1].wish == "skip"

    person.until("listening")
    person.says("Give me a moment.", 8.0, "I would fix the sample size before the test and look only once.")
    third = person.until_answered(4)
    assert "moment" not in third.lower()
    assert "sample size" in third.lower()

    person.until("listening")
    person.says("Can we move on to the next question, please?")
    person.until_answered(5)

    person.until("listening")
    person.says("I would look at the learning rate and the", wait=True)
    page.evaluate("voice.socket.close()")  # the line is cut in the middle of an answer
    person.until("lost", 30)
    person.until("listening", 120)
    assert "learning rate" in page.input_value("textarea").lower()
    page.fill("textarea", "I would look at the learning rate and the gradient norm.")  # a correction, before it counts
    page.click("[data-do=done]")
    assert person.until_answered(6) == "I would look at the learning rate and the gradient norm."

    person.until("listening")
    person.says("Let's stop the interview here.")
    page.wait_for_function("answered.at(-1).over", polling=50, timeout=240_000)

    turns = room.state(view.session).turns
    assert [t.kind for t in turns] == ["voice"] * 7
    assert {t.question_id for t in turns[:6]} == set(view.brief.questions)
    assert dict(turns[1].timings)["voice.interrupted"] == 1

    heard = _transcribed(page.evaluate(RECORDED), person.home)
    asked = room.state(view.session).lines[0].text
    wanted = {w for w in _words(asked) if len(w) > 4}
    assert len(wanted & set(_words(heard))) >= 0.7 * len(wanted)


def _transcribed(recorded: str, home) -> str:
    """What the interviewer was heard to say in the page."""
    from faster_whisper.audio import decode_audio

    from ui.voice.recording import heard_in
    from ui.voice.senses import open_senses

    sound = decode_audio(io.BytesIO(base64.b64decode(recorded)), 16_000)
    return heard_in(sound, open_senses(home).ears).text


def _words(text: str) -> list[str]:
    from ui.voice.measure.speech import plain_words

    return plain_words(text)
