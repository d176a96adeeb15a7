"""Recordings: one spoken answer in a file, and a whole interview whose speakers have a channel each, or are asked for."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from agent.errors import TranscriptError
from ui.voice import audio
from ui.voice.audio import RATE, Sound
from ui.voice.delivery import measured, without_fillers
from ui.voice.doubts import doubts, garbage
from ui.voice.ears import Ears, Heard, Word
from ui.voice.errors import AudioError
from ui.voice.vad import Silero, speech_in

PIECE = 16.0
TURN_PAUSE = 1.0
SIDES = ("Left", "Right")
LETTERS = {"i": "Interviewer", "c": "Candidate"}


def heard_in(sound: Sound, ears: Ears, vocabulary: Sequence[str] = ()) -> Heard:
    """The words of a recording of any length."""
    words: list[Word] = []
    for start, end in _pieces(sound, speech_in(sound, Silero())):
        piece = ears.hear(sound[start:end], vocabulary, patient=True)
        words += [replace(w, start=w.start + start / RATE, end=w.end + start / RATE) for w in piece.words]
    return Heard(tuple(words), sum(w.confidence for w in words) / len(words) if words else 0.0)


def answer_in(path: Path, ears: Ears, vocabulary: Sequence[str] = ()) -> dict:  # type: ignore[type-arg]
    """One spoken answer, as `Interviews.answer` takes it: judged words, delivery, and which figures are in doubt."""
    channels = audio.read(path)
    sound = channels[0] if len(channels) == 1 else (channels[0] + channels[1]) / 2
    heard = heard_in(sound, ears, vocabulary)
    if garbage(heard):
        raise AudioError(f"No words could be made out in {path}. Is it the right file, and loud enough?")
    text, places = without_fillers(heard.words)
    spans = [(places[d.first][0], places[d.last][1]) for d in doubts(heard.words)]
    return {
        "text": text or heard.text,
        "kind": "voice",
        "seconds": heard.words[-1].end,
        "timings": measured(heard.words, before=heard.words[0].start).timings(),
        "unsure": tuple(span for span in spans if span[1] > span[0]),
    }


def transcript_of(path: Path, ears: Ears, ask: Callable[[str], str] | None, say: Callable[[str], None]) -> str:
    """A real interview as text with speakers. `ask` names who said a turn; None where nobody can be asked."""
    channels = audio.read(path)
    turns: list[tuple[float, str, str]] = []
    minutes = len(channels[0]) / RATE / 60
    say(f"{minutes:.0f} minutes of sound on {len(channels)} channel{'s' if len(channels) > 1 else ''}; writing it down")
    for side, sound in zip(SIDES, channels, strict=False):
        for start, end in _pieces(sound, speech_in(sound, Silero(), gap=TURN_PAUSE)):
            text, _ = without_fillers(ears.hear(sound[start:end], patient=True).words)
            if text:
                turns.append((start / RATE, side, text))
    turns.sort()
    if not turns:
        raise AudioError(f"No words could be made out in {path}. Is it the right file, and loud enough?")
    if len(channels) == 2:
        return _lines(turns)
    return _lines(_asked(turns, ask)) if ask else _left_to_label(path, turns)


def ask_at_terminal(text: str) -> str:
    """Interviewer or candidate; Enter means the same as before."""
    print(f"\n{text}", file=sys.stderr)
    return input("  i = interviewer, c = candidate, Enter = as before: ").strip().lower()[:1]


def _asked(turns: list[tuple[float, str, str]], ask: Callable[[str], str]) -> list[tuple[float, str, str]]:
    out, who = [], "Interviewer"
    for at, _, text in turns:
        who = LETTERS.get(ask(text), who)
        out.append((at, who, text))
    return out


def _left_to_label(path: Path, turns: list[tuple[float, str, str]]) -> str:
    labelled = path.with_suffix(".heard.txt")
    labelled.write_text(_lines([(at, "Who", text) for at, _, text in turns]), encoding="utf-8")
    raise TranscriptError(
        f"{path.name} has one channel, so who speaks cannot be told. What was heard is in {labelled}: put Interviewer or "
        f"Candidate in place of each Who, then run `sparring debrief {labelled}`; or run this in a terminal to be asked."
    )


def _lines(turns: Sequence[tuple[float, str, str]]) -> str:
    return "".join(f"[{timedelta(seconds=int(at))!s:0>8}] {who}: {text}\n" for at, who, text in turns)


def _pieces(sound: Sound, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of speech, the long ones parted where they are quietest."""
    out = []
    for begin, end in stretches:
        start = begin
        while end - start > 1.25 * PIECE * RATE:
            low, high = start + int(0.6 * PIECE * RATE), min(start + int(1.1 * PIECE * RATE), end - RATE)
            loudness = np.convolve(np.square(sound[low:high]), np.ones(RATE // 10), mode="valid")
            cut = low + int(np.argmin(loudness)) + RATE // 20
            out.append((start, cut))
            start = cut
        out.append((start, end))
    return out
