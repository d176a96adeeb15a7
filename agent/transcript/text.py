"""The bytes of a transcript to text, and what every reader of it shares: lines, stamps, labels.

What is not surely text is refused: rubbish read as words would be scored.
"""

import re
from dataclasses import dataclass

from agent.errors import TranscriptError

MAX_BYTES = 10_000_000
FORMATS = (
    "Give each turn a label, as in `Interviewer: …` and `Me: …`, one turn a line; or export the transcript with "
    "speaker names as .vtt, .srt, .txt or .md."
)
TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
HEAD_SPAN = 200
"""A label stands within so many characters: a line of megabytes is not searched further."""


@dataclass(frozen=True)
class Said:
    """What one speaker said in one go. `line` counts from 1, as editors do."""

    speaker: str
    text: str
    at: float | None
    line: int


@dataclass(frozen=True)
class Line:
    """A line of the file, with what the format itself says about it."""

    number: int
    text: str
    at: float | None = None
    voice: str | None = None
    """The speaker when the format says so itself (`<v Name>`)."""


def decode(data: bytes, name: str, notes: list[str]) -> str:
    """Text with plain newlines; TranscriptError for what is not text, or is too much of it."""
    if len(data) > MAX_BYTES:
        raise TranscriptError(
            f"{name} has {len(data) / 1e6:.0f} MB; a transcript of up to {MAX_BYTES / 1e6:.0f} MB is read. Cut it first."
        )
    text = _text(data, name, notes)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_STRAY)
    if not text.strip():
        raise TranscriptError(f"{name} is empty. {FORMATS}")
    strange = sum(ord(c) < 32 and c not in "\n\t\f\v" for c in text)
    if strange > len(text) / 200:
        raise TranscriptError(_binary(name))
    return text


_STRAY = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"), "") | {0xA0: " ", 0x2028: " ", 0x2029: " "}


def _binary(name: str) -> str:
    return f"{name} is not text (a recording, PDF or DOCX?). {FORMATS}"


def _text(data: bytes, name: str, notes: list[str]) -> str:
    if data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"RIFF", b"ID3", b"OggS")):
        raise TranscriptError(_binary(name))
    wide = _wide(data)
    if wide:
        try:
            text = data.decode(wide)
        except UnicodeDecodeError as error:
            raise TranscriptError(
                f"{name} looks like {wide.upper()} but breaks off at byte {error.start}. Save it as UTF-8."
            ) from None
        notes.append(f"read as {wide.upper()}")
        return text
    if b"\0" in data:
        raise TranscriptError(_binary(name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        high = sum(byte > 127 for byte in data)
        try:
            # Western text has few accented letters; another alphabet read this way would be rubbish.
            text = data.decode("cp1252") if high < len(data) / 8 else ""
        except UnicodeDecodeError:
            text = ""
        if not text:
            raise TranscriptError(f"{name} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from None
        notes.append(f"read as Windows-1252: byte {error.start} is not UTF-8")
        return text


def _wide(data: bytes) -> str:
    """The name of the UTF-16 or UTF-32 that `data` is in, by its mark or by where its zeros stand."""
    for mark, encoding in ((b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return encoding
    start = data[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if len(start) >= 8 and max(even, odd) > len(start) * 0.3 and min(even, odd) < len(start) * 0.02:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def seconds(time: str | None) -> float | None:
    """`1:02:03.5`, `02:03` and `10:15 PM` in seconds."""
    if not time:
        return None
    match = re.match(r"[\d:.,]+", time)
    assert match
    total = 0.0
    parts = match[0].replace(",", ".").split(":")
    half = time[match.end() :].strip().casefold()[:1]
    if half:
        hour, *others = (float(part) for part in parts)
        parts = [str(hour % 12 + 12 * (half == "p")), *map(str, others), *(["0"] if len(others) == 1 else [])]
    for part in parts:
        total = total * 60 + float(part)
    return total


def tidy(name: str) -> str:
    name = " ".join(name.split()).strip(" .,|-")
    short = re.fullmatch(r"(q|a|question|answer)\s*\.?\s*\d{0,3}", name, re.IGNORECASE)
    return short[1][0].upper() if short else name
