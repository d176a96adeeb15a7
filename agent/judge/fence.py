"""The one way in which other people's text enters a prompt.

Marks that could end the fence or fake a turn are replaced letter for letter, so every place in the fenced text is
the same place in the text as it was said: a quote is found in what the model saw and given back as it was spoken.
"""

import re

from agent.judge.attacks import MAX_CHARACTERS, inspect, without_leaks
from agent.judge.text import units, without_hidden, words

GAP = "▒"
"""Stands for a letter that was left out."""

_MARKS = re.compile(
    r"<{2,}|>{2,}|`{3,}|~{3,}|<\||\|>|\[/?(?:INST|SYS)\]|</?[a-z_]{1,20}(?:\s[^<>\n]{0,60})?/?>|^\s*#{1,6}(?=\s)|^\s*-{3,}\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_TURN = re.compile(
    r"^(\s*(?:system|assistant|developer|user|human|tool|interviewer|candidate|grader|judge|criterion|level|options)\s*\d*)(:)",
    re.IGNORECASE | re.MULTILINE,
)
_SAFE = str.maketrans({"<": "‹", ">": "›", "`": "'", "~": "-", "|": "¦", "[": "(", "]": ")", "#": "·", "-": "–"})


def fence(label: str, text: str) -> str:
    """The text between marks that cannot occur inside it."""
    return f"<<<{label}\n{defused(text)}\n{label}>>>"


def defused(text: str) -> str:
    """As long as the text, without anything that looks like our marks, a chat template's, or a speaker's name."""
    text = without_hidden(text)
    text = _MARKS.sub(lambda match: match.group().translate(_SAFE), text)
    return _TURN.sub(lambda match: f"{match.group(1)}·", text)


def evidence(answer: str, points: tuple[tuple[str, bool], ...] = ()) -> tuple[str, tuple[str, ...]]:
    """The answer without statements that speak to the grader, each letter of them a GAP; and what kinds those were.

    `points` as in `without_leaks`: statements that repeat a point's own words go too.
    """
    read = without_hidden(answer[:MAX_CHARACTERS])
    parts = units(read)
    found = inspect(answer, parts)
    if points:
        found = without_leaks(found, points)
    out = [c if c.isspace() else GAP for c in read]
    for unit in found.kept:  # what is said a second time is left out too: the first time counts
        out[unit.start : unit.end] = read[unit.start : unit.end]
    return "".join(out), found.flags


def repeats(text: str, source: str, run: int) -> bool:
    """Whether `run` words of the source stand in the text in a row."""
    said, told = words(text), words(source)
    runs = {tuple(told[n : n + run]) for n in range(len(told) - run + 1)}
    return any(tuple(said[n : n + run]) in runs for n in range(len(said) - run + 1))


def said_anything(shown: str) -> bool:
    """Whether anything is left to judge."""
    return bool(words(shown.replace(GAP, " ")))
