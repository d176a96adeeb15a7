"""Sound as the voice parts pass it on: mono float32 at 16 kHz, and the ways in and out of it."""

import io
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ui.voice.errors import AudioError

RATE = 16_000
FRAME = 512
"""Samples a step of the voice detector: 32 ms."""
FRAME_SECONDS = FRAME / RATE
Sound = np.ndarray


def from_pcm(data: bytes) -> Sound:
    """16-bit little-endian samples as numbers from -1 to 1; an odd last byte is dropped."""
    return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.float32) / 32768


def to_pcm(sound: Sound) -> bytes:
    """The other way."""
    return (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()


def quietest(frames: Sequence[Sound]) -> int:
    """Where to part sound that has no pause: a frame in its last third."""
    late = len(frames) * 2 // 3
    smooth = np.convolve([float(np.square(f).mean()) for f in frames[late:]], np.ones(3) / 3, mode="same")
    return late + int(np.argmin(smooth[1:-1])) + 1


def to_wav(sound: Sound, rate: int = RATE) -> bytes:
    """A WAV file in memory."""
    sink = io.BytesIO()
    with wave.open(sink, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(to_pcm(sound))
    return sink.getvalue()


def resampled(sound: Sound, rate: int, target: int = RATE) -> Sound:
    """At another rate; a short low-pass keeps what cannot be carried from folding back."""
    if rate == target:
        return sound
    if rate > target:
        width = int(np.ceil(4 * rate / target)) | 1
        at = np.arange(width) - width // 2
        kernel = np.sinc(at * target / rate) * np.hanning(width + 2)[1:-1]
        sound = np.convolve(sound, kernel / kernel.sum(), mode="same")
    there = np.arange(round(len(sound) * target / rate)) * (rate / target)
    return np.interp(there, np.arange(len(sound)), sound).astype(np.float32)


def read(path: Path) -> tuple[Sound, ...]:
    """The channels of a recording: one, or two when they carry different voices."""
    from faster_whisper.audio import decode_audio

    if not path.exists():
        raise AudioError(f"{path} does not exist. Check the path.")
    try:
        left, right = decode_audio(str(path), RATE, split_stereo=True)
    except Exception as error:  # the decoder has as many errors as formats
        raise AudioError(
            f"{path} cannot be read as a recording ({type(error).__name__}). WAV, MP3 and M4A are read; convert it to one of them."
        ) from error
    if len(left) < RATE // 10:
        raise AudioError(f"{path} holds less than a tenth of a second of sound.")
    return (left, right) if _differ(left, right) else ((left + right) / 2,)


def _differ(left: Sound, right: Sound) -> bool:
    """Whether two channels carry two microphones: hardly alike, and neither of them empty."""
    loud = min(float(np.sqrt((c**2).mean())) for c in (left, right))
    if loud < 1e-3:
        return False
    alike = float(np.corrcoef(left, right)[0, 1])
    return alike < 0.8
