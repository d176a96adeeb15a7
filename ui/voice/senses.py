"""Opens ears, mouth and turn taking once a process; conversations share them, each with a detector of its own."""

import threading
from pathlib import Path

from ui.voice.errors import VoiceMissing
from ui.voice.live import Senses
from ui.voice.weights import INSTALL, missing

_lock = threading.Lock()
_shared: dict[tuple[str, str], Senses] = {}


def open_senses(home: Path, backend: str = "none") -> Senses:
    """What an interview with this backend hears and speaks with; VoiceMissing says what to install."""
    from ui.voice.vad import Silero

    with _lock:
        key = (str(home), "openai" if backend.partition(":")[0] == "openai" else "local")
        if key not in _shared:
            _shared[key] = _opened(home, key[1])
        held = _shared[key]
    return Senses(held.ears, held.mouth, Silero(), held.end, held.reader)


def close_senses() -> None:
    """End the voice process."""
    with _lock:
        for senses in _shared.values():
            senses.mouth.close()
        _shared.clear()


def _opened(home: Path, kind: str) -> Senses:
    from ui.voice.ears import OpenAIEars, WhisperEars
    from ui.voice.ending import SmolEnd
    from ui.voice.mouth import OpenAIMouth, PiperMouth
    from ui.voice.turns import SmartTurn
    from ui.voice.vad import Silero

    lacking = missing()
    if lacking:
        raise VoiceMissing(f"Voice is not installed: it lacks {', '.join(lacking)}. {INSTALL}")
    if kind == "openai":
        from agent.models.audio import OpenAIAudio
        from agent.settings import load_settings

        audio = OpenAIAudio(load_settings(home=home).models)
        return Senses(OpenAIEars(audio), OpenAIMouth(audio), Silero(), SmartTurn(), SmolEnd())
    return Senses(WhisperEars(home), PiperMouth(), Silero(), SmartTurn(), SmolEnd())
