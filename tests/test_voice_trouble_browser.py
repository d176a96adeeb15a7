"""A microphone or a tab that gives out is told of in words, and the interview can be typed on."""

import pytest

pytest.importorskip("playwright", reason="browser tests need the extra `dev`")
from browser import call, visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
REFUSING = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '%s'); };"
HISSING = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext({ sampleRate: 48000 });
  const out = context.createMediaStreamDestination();
  const hiss = context.createConstantSource(); hiss.offset.value = 1e-4; hiss.connect(out); hiss.start();
  return out.stream;
};
"""


def speaking(browser, served, script):
    """A page with a panel, over an interview by voice, whose microphone behaves like this."""
    page = visitor(browser, served.address)
    page.evaluate(f"() => {{ {script} }}")
    brief = {"round": "ml", "minutes": 30, "seed": 3, "channel": "voice"}
    session = call(page, "POST", "/api/start", brief)["session"]
    page.evaluate(
        """async (session) => { const { panel } = await import('/voice/panel.js');
           const box = document.createElement('div'); document.body.prepend(box); window.voice = panel(box, session); }""",
        session,
    )
    return page


def told(page, words):
    """What the panel says once these words are in it."""
    place = page.locator(".voice-trouble", has_text=words)
    place.wait_for()
    return place.inner_text()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("NotAllowedError", "The microphone was not allowed. Allow it in the address bar, or type"),
        ("NotFoundError", "There is no microphone. Plug one in, or type"),
        ("NotReadableError", "Another program holds the microphone. Close it there, or type."),
        ("NotSupportedError", "The microphone cannot be used here. Type"),
    ],
)
def test_a_microphone_that_cannot_be_had_is_explained(browser, served, error, says):
    page = speaking(browser, served, REFUSING % error)
    assert says in told(page, says)
    assert page.noise == []


def test_a_microphone_that_is_unplugged_and_a_tab_that_was_paused_are_told_of(browser, served):
    page = speaking(browser, served, HISSING)
    page.wait_for_function("voice.pieces > 3", polling=50)
    page.evaluate("""async () => {
        Object.defineProperty(document, 'hidden', {value: true, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
        await voice.context.suspend();
        await new Promise((done) => setTimeout(done, 2600));
        Object.defineProperty(document, 'hidden', {value: false, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
    }""")
    paused, gone = "the browser paused the microphone for", "The microphone is gone. Plug it in again, or type"
    assert paused in told(page, paused)
    page.wait_for_function("voice.context.state === 'running'", polling=50)
    page.evaluate("voice.track.dispatchEvent(new Event('ended'))")
    assert gone in told(page, gone)
    assert page.noise == []
