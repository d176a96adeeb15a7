"""The one way in which other people's text enters a prompt.

Marks that could end the fence or fake a turn are replaced letter for letter, so every place in the fenced text is
the same place in the text as it was said: a quote is found in what the model saw and given back as it was spoken.
"""

import re
from functools import lru_cache

from agent.judge.attacks import MAX_CHARACTERS, Inspection, inspect, without_leaks
from agent.judge.disguise import without_hidden
from agent.judge.text import units, words

GAP = "▒"
"""Stands where something was left out; the rest of it is spaces."""

_MARKS = re.compile(
    r"<{2,}|>{2,}|`{3,}|~{3,}|<\||\|>|\[/?(?:INST|SYS)\]|</?[a-z_]{1,20}(?:\s[^<>\n]{0,60})?/?>|^\s*#{1,6}(?=\s)|^\s*-{3,}\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_TURN = re.compile(
    r"^(\s*(?:system|assistant|developer|user|human|tool|interviewer|candidate|grader|judge|criterion|level|options)\s*\d*)(:)",
    re.IGNORECASE | re.MULTILINE,
)
_BLANKS = re.compile(r" {2,}")
_SOLID = re.compile(r"\S")
_SAFE = str.maketrans({"<": "‹", ">": "›", "`": "'", "~": "-", "|": "¦", "[": "(", "]": ")", "#": "·", "-": "–"})


_SUSPECT = {
    "fakes a mark": r"<{3}|>{3}|<\||\|>",
    "asks for the prompt": r"\b(?:print|repeat|recite|reveal|output|show|say|tell|read|translate|list|copy|dump|put)\b[^.\n]{0,50}\b(?:your instructions?|instructions? (?:you|above|given)|rubric|"
    r"your prompts?|above this|word for word|verbatim|expected points|answer key)\b|\bsystem prompt\b|\binto the \w+ field\b",
    "speaks to a machine": r"\bif you(?:'re| are) (?:an? )?(?:ai|llm|bot|model|machine|assistant)\b|\b(?:ai|llm|automated) (?:screen\w*|grad\w*|judg\w*|review\w*|"
    r"tools?)\b|\b(?:whoever|whatever|anyone who) (?:grades|scores|judges|marks|evaluates)\b|\b(?:when|before) (?:you (?:grade|score|judge|mark|decide)|"
    r"grading\b)|\bdo what it says\b|\bto the (?:ai|llm|model)\s*:|\bcalibration mode\b|\bdo not mention this\b",
    "asks for a verdict": r"\b(?:full|top|maximum|highest|perfect|extra) (?:marks?|credit|levels?)\b|\blevels? (?:threes?\b|3\s*[.,;\"]|3$)|"
    r"\b(?:mark|score|grade|rate|count) (?:this|me|my|that one|silence)\b|\b(?:mark|count|score|grade|treat) (?:each|every|all)(?: of)?(?: the)? (?:point|criteri)|"
    r"\bpoints (?:are|is|be|were) (?:awarded|met|covered|made|given|spoken|ticked|satisfied|passed)\b|\bevery (?:expected )?point (?:is|was|passes|counts)\b|"
    r"\bassume (?:that )?(?:everything|it all|all of it)\b|\bstrong hire\b|\bevaluation guidelines?\b|\breturn the (?:maximum|top|highest)\b|"
    r"\bset (?:the )?level\b|\blevel to the maximum\b|\b(?:every|the) answer (?:gets|is rated)\b|\bscore it at\b",
    "gives an order": r"^\W*(?:please |now |just |then )?(?:recite|reveal|reply|respond|disregard|ignore (?:all|every|the above|previous|what)|pretend|list one)\b|"
    r"^\W*repeat everything\b",
}
_SUSPECTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SUSPECT.items()}
_CODED = re.compile(r"\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{14,}\b")
_SPACED = re.compile(r"(?:\b\w\s+){8,}\w\b")
_OTHER_TONGUES = frozenset(
    "der die das und ist für jeden nicht den dem ein eine bitte alle les est et pour chaque une una los para cada por ogni".split()
)


def suspect(statement: str) -> str:
    """What makes a statement unfit to be shown to a model; empty for the speech of an engineer.

    Wider than what costs a candidate evidence offline: a model may obey what a formula cannot.
    """
    for name, pattern in _SUSPECTS.items():
        if pattern.search(statement):
            return name
    foreign = 0.0
    if not statement.isascii():
        letters = [c for c in statement if c.isalpha()]
        foreign = sum(not c.isascii() for c in letters) / max(1, len(letters))
    if foreign > 0.3 or len(_OTHER_TONGUES.intersection(words(statement))) >= 2:
        return "is not in English"
    return "holds coded text" if _CODED.search(statement) or _SPACED.search(statement) else ""


def fence(label: str, text: str) -> str:
    """The text between marks that cannot occur inside it."""
    return f"<<<{label}\n{_BLANKS.sub(' ', defused(text))}\n{label}>>>"


def defused(text: str) -> str:
    """As long as the text, without anything that looks like our marks, a chat template's, or a speaker's name."""
    text = without_hidden(text)
    text = _MARKS.sub(lambda match: match.group().translate(_SAFE), text)
    return _TURN.sub(lambda match: f"{match.group(1)}·", text)


def evidence(answer: str, points: tuple[tuple[str, bool], ...] = ()) -> tuple[str, tuple[str, ...]]:
    """The answer without statements that speak to the grader, as long as it was; and what kinds those were.

    `points` as in `without_leaks`: statements that repeat a point's own words go too.
    """
    read, found, unfit = _looked(answer)
    if points:
        found = without_leaks(found, points)
    out = list(_SOLID.sub(" ", read))
    flags, end = list(found.flags), 0
    for unit in found.kept:  # what is said a second time is left out too: the first time counts
        if unit.start in unfit:
            flags.append(unfit[unit.start])
            continue
        _mark(out, read, end, unit.start)
        out[unit.start : unit.end] = read[unit.start : unit.end]
        end = unit.end
    _mark(out, read, end, len(read))
    return "".join(out), tuple(dict.fromkeys(flags))


@lru_cache(maxsize=512)
def _looked(answer: str) -> tuple[str, Inspection, dict[int, str]]:
    """The text, what of it is kept, and what is unfit by where it starts; a transcript is looked at every turn."""
    read = without_hidden(answer[:MAX_CHARACTERS])
    found = inspect(answer, units(read))
    return read, found, {u.start: why for u in found.kept if (why := suspect(read[u.start : u.end]))}


def _mark(out: list[str], read: str, start: int, end: int) -> None:
    """One GAP where something was left out between two kept statements, so that no quote runs across."""
    first = next((n for n in range(start, end) if read[n].isalnum()), None)
    if first is not None:
        out[first] = GAP


def repeats(text: str, source: str, run: int) -> bool:
    """Whether `run` words of the source stand in the text in a row."""
    said, told = words(text), words(source)
    runs = {tuple(told[n : n + run]) for n in range(len(told) - run + 1)}
    return any(tuple(said[n : n + run]) in runs for n in range(len(said) - run + 1))


def said_anything(shown: str) -> bool:
    """Whether anything is left to judge."""
    return bool(words(shown.replace(GAP, " ")))
