"""Speech for the suites, made when it is first needed and kept in the home: Piper, espeak-ng, and noise over both."""

import atexit
import hashlib
import shutil
import subprocess
import wave
from functools import cache
from pathlib import Path

import numpy as np

from ui.voice.audio import Sound, from_pcm, resampled, to_wav
from ui.voice.errors import VoiceMissing
from ui.voice.mouth import MOUTH_RATE, PiperMouth

VOICES = ("piper 0.85", "piper 1.0", "piper 1.2", "espeak 130", "espeak 160", "espeak 190")
PEOPLE = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
"""A person's prompts with their text, from Debian's asterisk-core-sounds-en-wav (CC BY-SA 3.0); used where installed."""


def speech(text: str, voice: str, home: Path, between: float = 0.0) -> Sound:
    """The text in a voice, 16 kHz, the same every time.

    `between`: seconds of silence between two of Piper's sentences, which it says without one; no person speaks on without a breath. What
    depends on pauses, as stops do that are put where somebody fell silent, is measured with them.
    """
    told = f"{voice}|{between:g} s|{text}" if between else f"{voice}|{text}"
    kept = home / "evals" / "sound" / f"{hashlib.sha256(told.encode()).hexdigest()[:20]}.wav"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(to_wav(_made(text, voice, between)))
    return wav(kept)


def wav(path: Path) -> Sound:
    """A mono 16-bit WAV file at 16 kHz."""
    with wave.open(str(path)) as file:
        return resampled(from_pcm(file.readframes(file.getnframes())), file.getframerate())


def noisy(sound: Sound, decibels: float | None, seed: int) -> Sound:
    """With noise that falls with frequency, as rooms have it, this far below the speech."""
    if decibels is None:
        return sound
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft(rng.standard_normal(len(sound)))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 20))
    noise = np.fft.irfft(spectrum, len(sound))
    level = np.sqrt((sound**2).mean() / (noise**2).mean()) / 10 ** (decibels / 20)
    return np.clip(sound + noise * level, -1, 1).astype(np.float32)


def people(least: int = 4, most: int = 60) -> list[tuple[str, Path]]:
    """Sentences a person spoke, and where; none where the package is not installed."""
    import gzip

    listed = Path("/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz")
    if not (PEOPLE.exists() and listed.exists()):
        return []
    rows = [
        line.partition(":") for line in gzip.decompress(listed.read_bytes()).decode("utf-8", "replace").splitlines()
    ]
    found = [(text.strip(), PEOPLE / f"{name.strip()}.wav") for name, _, text in rows if len(text.split()) >= least]
    return [(t, p) for t, p in found if p.exists() and t[0] not in "[(" and len(t.split()) <= 25][:most]


def _made(text: str, voice: str, between: float) -> Sound:
    kind, _, speed = voice.partition(" ")
    if kind == "piper":
        return resampled(_piper().made(text, between, float(speed)), MOUTH_RATE)
    tool = shutil.which("espeak-ng")
    if tool is None:
        raise VoiceMissing("espeak-ng is not installed; the speech suites need it: apt-get install espeak-ng")
    accent = "en-gb" if speed == "160" else "en-us"
    said = subprocess.run([tool, "-v", accent, "-s", speed, "--stdout", text], capture_output=True, check=True).stdout
    return resampled(from_pcm(said[44:]), 22_050)


@cache
def _piper() -> PiperMouth:
    """One process; it ends with this one."""
    mouth = PiperMouth()
    atexit.register(mouth.close)
    return mouth
