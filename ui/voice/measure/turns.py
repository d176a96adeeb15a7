"""Does it cut people off, and how long does it let them wait? Utterances are played in the conversation's own time.

What the ears, the end model and the reader take is put in as a delay of their CPU time, as two idle cores share it: the result is that of
an idle machine. One pair of ears hears one piece after the other, as in a conversation.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from evals.report import table
from evals.stats import Figure, bootstrap, bootstrap_mean
from evals.suite import SUITES, Item, Options, Summary
from ui.voice.actions import Listen, Read, Say, Send, TakeBack
from ui.voice.audio import FRAME, FRAME_SECONDS, RATE, Sound
from ui.voice.live import Senses, silence
from ui.voice.measure.kept import Kept
from ui.voice.measure.made import speech
from ui.voice.measure.speech import lacking
from ui.voice.talk import BARGE, GRACE, HOLD, Talk
from ui.voice.vad import SPEECH

VOICES = ("piper 1.0", "espeak 160", "piper 0.85", "piper 1.2")
AFTER = 9.0
"""Seconds of silence after the last word."""
JUDGED, SAID = 0.05, 0.1
"""Seconds from the end found to the reply, and on to its first sound, as `sparring bench` measures them; until then an answer is taken back."""
ALONE, BESIDE, READING = 1.45, 1.5, 2.0
"""CPU seconds a second of the ears alone, of ears and end model side by side, and of the reader: measured on two idle cores."""
HALVES = {"tune": ("utterances",), "test": ("unseen",), "all": ("utterances", "unseen")}
__all__ = ["items", "lacking", "summarize", "work"]


def items(options: Options) -> list[Item]:
    """One a line; the rules were made with the lines of utterances.txt in view."""
    return [item for name in HALVES[options.half] for item in _of(name)]


def _of(name: str) -> list[Item]:
    lines = (SUITES / "turns" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    idents = ((f"{name[:2]}{n:03d}", t) for n, t in enumerate((t for t in lines if t and t[0] != "#"), 1))
    return [Item(ident, ident, {"text": t, "voice": VOICES[n % 4]}) for n, (ident, t) in enumerate(idents, 1)]


def work(item: Item, home: Path) -> dict[str, Any]:
    """When the answer was taken, and where the pauses were, as the detector hears them."""
    return played(utterance(item.data["text"], item.data["voice"], home), _senses(home), Kept(home))


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Against a fixed silence that needs as long at the median."""
    groups = [i.group for i, _ in rows]
    lost = [float(t["sent"] is not None and t["sent"] < t["spoke_until"]) for _, t in rows]
    cut = [max(gone, float(t["given_back"] > 0)) for gone, (_, t) in zip(lost, rows, strict=True)]
    ends = [t["sent"] if t["sent"] is not None else t["spoke_until"] + AFTER for _, t in rows]
    waits = np.array(ends) - [t["spoke_until"] for _, t in rows]
    found = np.where(np.array(lost) > 0, np.nan, waits)
    replies = [t["reply"] if t["sent"] is not None else t["spoke_until"] + AFTER for _, t in rows]
    replied = np.where(np.array(lost) > 0, np.nan, np.array(replies) - [t["spoke_until"] for _, t in rows])
    median = float(np.nanmedian(found))
    fixed = [float(any(p > median for p in t["pauses"])) for _, t in rows]
    summary = Summary(scores={i.id: 1 - c for (i, _), c in zip(rows, cut, strict=True)})
    summary.figures = {
        "false cut-offs": bootstrap_mean(cut, groups),
        "of them for good, the floor not given back": bootstrap_mean(lost, groups),
        "cut off, or sent at a pause and taken back": bootstrap_mean(
            [max(c, float(t["taken_back"] > 0)) for c, (_, t) in zip(cut, rows, strict=True)], groups
        ),
        "end found, p50 seconds": _quantile(found, groups, 50),
        "end found, p95 seconds": _quantile(found, groups, 95),
        "reply heard, p50 seconds": _quantile(replied, groups, 50),
        "reply heard, p95 seconds": _quantile(replied, groups, 95),
        "false cut-offs, fixed silence of the same median": bootstrap_mean(fixed, groups),
    }
    cells = [
        [i.data["voice"], i.data["text"], f"{w:.2f}", t["rule"]]
        for (i, t), w in sorted(zip(rows, waits, strict=True), key=lambda r: r[1])
    ]
    summary.sections = [("All, soonest first", table(["voice", "utterance", "seconds after its end", "rule"], cells))]
    return summary


def played(sound: Sound, senses: Senses, kept: Kept) -> dict[str, Any]:
    """One utterance through a conversation; the floor is taken with the first sound of what the interviewer says."""
    talk, due, at = Talk(), [], 0.0
    sent, sounded, spoke_until, pauses = None, None, 0.0, []
    over, taken_back, given_back = False, 0, 0
    reply, listened = 0.0, 0.0
    for n, chance in enumerate(kept.chances(senses.detector, sound)):
        frame = sound[n * FRAME : (n + 1) * FRAME]
        at += FRAME_SECONDS
        if chance >= SPEECH:
            if spoke_until and at - spoke_until > 0.3:
                pauses.append(at - spoke_until - FRAME_SECONDS)
            spoke_until = at
        if sent is not None and sounded is None and at >= reply and not talk.stirs:
            sounded = at
            talk.replied("Why?")
            talk.sounded()
        over = over or (sounded is not None and at > sounded + GRACE + BARGE + HOLD)
        actions = talk.frame(frame, chance) if not over else []
        due.sort(key=lambda told: told[0])
        while due and due[0][0] <= at:
            asked, *answer = due.pop(0)[1:]
            if isinstance(asked, Read):
                talk.read(asked, *answer)
            else:
                actions += talk.heard(asked.job, *answer)
        while actions:
            action = actions.pop(0)
            if isinstance(action, Listen):
                heard, cpu = kept.heard(senses.ears, action.sound)
                ended, more = kept.ended(senses.end, action.sound) if action.chance else (None, 0.0)
                listened = max(at, listened) + ((cpu + more) / BESIDE if action.chance else cpu / ALONE)
                due.append((listened, action, heard, ended))
            elif isinstance(action, Read):
                odds, cpu = kept.read(senses.reader, action.text)
                due.append((at + cpu / READING, action, odds))
            elif isinstance(action, Send | Say) and sent is None:
                sent, reply = at, at + SAID + max(JUDGED, action.breath if isinstance(action, Send) else 0.0)
            elif isinstance(action, TakeBack):
                taken_back, given_back = taken_back + (sounded is None), given_back + (sounded is not None)
                sent = sounded = None
    told = {"sent": sent, "reply": reply, "spoke_until": spoke_until, "pauses": pauses, "rule": talk.ended_by}
    return {**told, "taken_back": taken_back, "given_back": given_back}


def utterance(text: str, voice: str, home: Path) -> Sound:
    """The sound of a line, with its pauses as long as they say."""
    parts: list[Sound] = [silence(0.5)]
    for n, part in enumerate(re.split(r"\[([\d.]+)\]", text)):
        if n % 2:
            parts.append(silence(float(part)))
        elif part.strip():
            said = part.strip()
            said = said if said[-1] in ".?!," else f"{said},"  # a voice that will go on does not fall
            parts.append(trimmed(speech(said, voice, home)))
    return np.concatenate([*parts, silence(AFTER)])


def trimmed(sound: Sound) -> Sound:
    """Without the silence that a synthesizer adds at its ends: pauses are to be as long as they say."""
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[max(0, loud[0] - RATE // 50) : loud[-1] + RATE // 50] if len(loud) else sound


def _quantile(values: np.ndarray, groups: list[str], share: float) -> Figure:
    return bootstrap(lambda v: float(np.nanpercentile(v, share)), groups, values)


@lru_cache(maxsize=1)
def _senses(home: Path) -> Senses:
    from ui.voice.senses import open_senses

    return open_senses(home)
