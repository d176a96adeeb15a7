"""Transcripts that come as captions: WebVTT and SRT.

Live captions roll: each repeats the one before and adds a word. Joined as they stand, an answer would say all thrice.
"""

import html
import re
from dataclasses import replace
from itertools import pairwise

from agent.errors import TranscriptError
from agent.transcript.text import HEAD_SPAN, TIME, Line, Said, seconds, tidy

_CUE = re.compile(rf"\s*({TIME})\s*-->\s*({TIME})(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,100})>")


def captions(rows: list[str], notes: list[str]) -> list[Line] | None:
    """The lines of the cues of WebVTT or SRT, timed; None when the file is neither."""
    starts = [i for i, row in enumerate(rows) if _CUE.match(row[:HEAD_SPAN])]
    if not starts:
        if rows[0].startswith("WEBVTT"):
            raise TranscriptError(
                "The WebVTT file holds no cue: not one line with `-->`. Export it again with its text."
            )
        return None
    cues = []
    for start, following in pairwise([*starts, len(rows)]):
        match = _CUE.match(rows[start][:HEAD_SPAN])
        assert match
        block: list[Line] = []
        for number in range(start + 1, following):
            if not rows[number].strip():
                break
            block.append(Line(number + 1, rows[number].strip(), seconds(match[1])))
        last = following < len(rows) and len(block) == following - start - 1 and len(block) > 1
        if last and block[-1].text.isdigit():
            block.pop()  # the next cue's number, where the blank line is missing
        cues.append((block, seconds(match[1]), seconds(match[2])))
    return _unrolled([(_voices(block), start, end) for block, start, end in cues], notes)


def _voices(block: list[Line]) -> list[Line]:
    """A cue's lines, cut where a voice tag names a speaker, other tags taken off."""
    out: list[Line] = []
    voice = None
    for line in block:
        parts = _VOICE.split(line.text)
        for i, part in enumerate(parts):
            voice = tidy(html.unescape(part)) if i % 2 else voice
            text = " ".join(html.unescape(re.sub(r"<[^<>]{0,100}>", "", part)).split())
            if i % 2 == 0 and text:
                out.append(replace(line, text=text, voice=voice))
    return out


def _unrolled(cues: list[tuple[list[Line], float, float]], notes: list[str]) -> list[Line]:
    """Live captions show a line again with each new one; in a file that does so, only new words are kept."""
    fresh: list[list[Line]] = []
    rolled = 0
    before: tuple[str | None, list[str], float] = (None, [], -1.0)
    for block, start, end in cues:
        voice, words = (block[0].voice if block else None), " ".join(line.text for line in block).split()
        known = 0
        if (
            words
            and before[1]
            and voice == before[0]
            and start <= before[2] + 0.05
            and len({x.voice for x in block}) == 1
        ):
            known = _overlap(before[1], words)
        rolled += known > 0
        rest = " ".join(words[known:])
        fresh.append(([replace(block[0], text=rest)] if rest else []) if known else block)
        if words:
            before = (voice, words, end)
    if rolled < max(2, len(cues) / 5):
        return [line for block, _, _ in cues for line in block]
    notes.append(f"captions that repeat the one before, joined with it: {rolled}")
    return [line for block in fresh for line in block]


def _overlap(before: list[str], words: list[str]) -> int:
    """How many first words were on the screen already: all of one of the two, or three and more."""
    for size in range(min(len(before), len(words), 60), 0, -1):
        if before[-size:] == words[:size] and (size >= 3 or size in (len(before), len(words))):
            return size
    return 0


def voiced(lines: list[Line]) -> list[Said]:
    out: list[Said] = []
    for line in lines:
        voice = line.voice or (out[-1].speaker if out else "Unknown")
        out.append(Said(voice, line.text, line.at, line.number))
    return out
