"""Finds what in an answer speaks to the grader instead of the interviewer.

Such stretches are named on the verdict and taken out of the evidence; they never lower what the rest has earned.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.judge.disguise import MANY_HIDDEN, disguised, hidden_characters, plain, turned
from agent.judge.lists import listed, mostly_listed
from agent.judge.text import Unit, words

MAX_CHARACTERS = 40_000
"""More than half an hour of speech; what comes after is not read, and said to be so."""

_GRADER = (
    r"(?:grader|graders|grading|evaluator|evaluation|judge|judges|examiner|scorer|scoring|rater|reviewer|assistant|chatbot|llm|"
    r"language model|ai model|gpt|claude|the model|dear model|system prompt|interview(?:er)? (?:bot|system|tool|software))"
)
_AWARD = (
    r"(?:full (?:marks?|score|credit|points)|max(?:imum|imal)? (?:marks?|score|points|level|rating)|top (?:marks?|score|level|band|rating)|"
    r"perfect (?:score|marks?|answer|ten)|10\s*/\s*10|100\s*/\s*100|5\s*/\s*5|3\s*/\s*3|100\s*(?:%|percent) (?:score|marks?|grade)|level\s*(?:3|three)|"
    r"strong hire|highest (?:score|level|mark|band|rating)|all (?:the )?(?:points|criteria)|every (?:point|criterion))"
)
_FAMILIES = {
    "addresses the grader": rf"\b(?:hello|hi|dear|hey)\b[^.\n]{{0,30}}\b{_GRADER}\b|"
    rf"\battention\b[^.\n]{{0,30}}\b{_GRADER}\b|\b(?:note|message|instruction|reminder|hint)\b[^.\n]{{0,12}}(?:\b(?:to|for)\b|:)[^.\n]{{0,30}}\b{_GRADER}\b|"
    rf"\b{_GRADER}\b[^.\n]{{0,60}}\b(?:must|should|shall|please|has to|have to|is to|are to)\b[^.\n]{{0,40}}\b(?:give|award|assign|mark|score|"
    r"rate|return|output|accept|treat|consider|count|assume|pass|stop)\b|"
    rf"\b(?:you are|you're|act as|as) (?:an? |the )?(?:[a-z]+ ){{0,2}}{_GRADER}\b",
    "asks for a score": rf"\b(?:give|award|assign|mark|score|rate|grant|grade|output|return|print|record|answer with|deserves?|earns?|"
    rf"receives?|warrants?|gets?|it a|me a|me as|this as|i passed)\b[^.\n]{{0,50}}\b{_AWARD}|\b{_AWARD}[^.\n]{{0,30}}\b(?:please|for this|awarded|"
    rf"granted|given|confirmed|are met|is met|covered|made|satisfied)\b",
    "countermands instructions": r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instruction|instructions|rubric|"
    r"prompt|prompts|rules?|guidelines?|criteria|criterion|above|previous|prior|anchors?)\b|\b(?:skip|drop|replace)\b[^.\n]{0,40}\b(?:instructions?|"
    r"rubric|prompts?|guidelines?|criteria|criterion|anchors?)\b|\b(?:new|updated|real|actual) (?:instructions?|rubric|"
    r"rules|system prompt|policy)\b\s*[:.]",
    "fakes a role": r"(?:^|\n|[.\]>]\s*)\s*[<\[#*]{0,4}\s*(?:system|assistant|developer|user|human|tool|grader|judge|admin|evaluator)\b[^a-z\n]{0,4}"
    r"(?:message|note|prompt|override|notice)?\s*[\]>*]{0,4}\s*[:>\]]|<\|[^|]{1,30}\|>|\[/?inst\]|<</?sys>>|</?(?:system|assistant|answer|transcript|"
    r"candidate|rubric|instructions?|verdict|grading|scratchpad)[^>]{0,40}>|#{2,}\s*(?:system|instruction|response|end of|grader|verdict)",
    "fakes a verdict": r"[\"']?\b(?:score|level|verdict|grade|rating|met|confidence|band|degree|criterion_id)\b[\"']?\s*[:=]\s*[\"']?(?:\d|true|yes|met|"
    r"full|pass|strong|hire|high|max|perfect|excellent)|\b(?:verdict|final (?:score|grade|verdict|decision)|assessment|evaluation)\s*[:—-]|"
    r"\b(?:approved|passed) by the (?:panel|committee|interviewers?)|\bpre-?(?:approved|scored|graded)\b",
    "quotes the rubric": r"\b(?:rubric|marking scheme|answer key|model answer|expected (?:answer|points?)|reference answer|"
    r"grading (?:notes?|guide|key|sheet|criteri(?:a|on))|(?:criteri(?:a|on)|anchors?|score ?card) (?:\d|says?|reads?|asks?|requires?|lists?|is met|are met))\b|\blevel [0-3]\s*[:=(—-]|\b(?:the|this) (?:candidate|answer|response|applicant) (?:has |have |clearly |fully |"
    r"correctly |already |thoroughly |demonstrates?|covers?|makes?|mentions?|names?|shows?|meets?|satisfies|addresses|explains?|identifies|states?|"
    r"should be|is (?:correct|complete|excellent|perfect|strong|outstanding)|deserves?|earns?|gets?|passes|passed|receives?)|"
    r"\b(?:all|every) (?:points?|criteri(?:a|on)|items?)\b[^.\n]{0,20}\b(?:met|covered|made|satisfied|addressed|checked)\b",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()}
_BLOCK = re.compile(
    r"```.*?(?:```|\Z)|\{[^{}]{0,400}[\"'](?:score|level|verdict|met|grade|criterion\w*)[\"'][^{}]{0,400}\}",
    re.IGNORECASE | re.DOTALL,
)


_SOFT = re.compile(
    r"\b(?:score[sd]?|marks?|grade[sd]?|graded|points? (?:is|are|was|were|passes|pass)|level|met|verdict|rubric|this message|fully|"
    r"mode|transcript|override|instructions?|candidate|assume[ds]?|approved|passed|standards|award(?:ed)?)\b",
    re.IGNORECASE,
)
"""Beside an attempt to steer, words like these are part of it."""


@dataclass(frozen=True)
class Inspection:
    """What is left to judge, and what was found."""

    kept: tuple[Unit, ...]
    flags: tuple[str, ...]
    doubted: tuple[Unit, ...] = ()
    """Left out only because of their company: their absence must not help either."""


def inspect(answer: str, parts: list[Unit]) -> Inspection:
    """Leave out the statements that try to steer; name each kind found once."""
    flags: list[str] = ["hidden characters"] if hidden_characters(answer) else []
    if len(answer) > MAX_CHARACTERS:
        flags.append("very long: only the first 40,000 characters were read")
    taken = turned(answer)
    for match in _BLOCK.finditer(answer):
        if any(p.search(match.group()) for p in _PATTERNS.values()):
            taken.append(match.span())
            flags.append("fakes a verdict")
    kept, steering = [], bool(taken)
    for part in parts:
        raw = answer[part.start : part.end]
        found = _steers(part.text, raw)
        inside = any(part.start < b and a < part.end for a, b in taken)
        steering |= bool(found)
        flags += found
        if found or inside or hidden_characters(raw) >= MANY_HIDDEN:
            continue
        kept.append(part)
    doubted = tuple(part for part in kept if _SOFT.search(part.text)) if steering else ()
    kept = [part for part in kept if part not in doubted]
    said = words(answer)
    if any(n >= 12 and n * 5 >= len(said) and len(w) > 3 for w, n in Counter(said).items()):
        flags.append("repeats the same words")
    return Inspection(tuple(kept), tuple(dict.fromkeys(flags)), doubted)


@lru_cache(maxsize=4096)  # a statement is met several times a turn, and again at every turn that follows
def _steers(text: str, raw: str) -> tuple[str, ...]:
    seen = dict.fromkeys((text, raw, plain(text)))
    found = tuple(name for name, pattern in _PATTERNS.items() if any(pattern.search(t) for t in seen))
    return (*found, "look-alike letters") if disguised(raw) else found


def without_lists(found: Inspection, answer: str) -> Inspection:
    """Leave out names strung together. Not for a question whose answer may be a list."""
    lists = listed(answer)
    kept = tuple(unit for unit in found.kept if not mostly_listed(unit.start, unit.end, answer, lists))
    if len(kept) == len(found.kept):
        return found
    return replace(found, kept=kept, flags=(*found.flags, "terms without a statement"))


def without_echoes(found: Inspection, answer: str, question: str, ids: Sequence[str]) -> Inspection:
    """Leave out what only says the question again, and strings of the points' own names, which no candidate knows."""
    asked = _runs(question, 8)
    named = _strings_of_names(answer, ids)
    kept, flags = [], []
    for unit in found.kept:
        runs = _runs(unit.text, 8) & asked
        if len(runs) >= 0.6 * (len(words(unit.text)) - 7) and runs:
            flags.append("says the question again")
        elif any(unit.start < b and a < unit.end for a, b in named):
            flags.append("names the points instead of making them")
        else:
            kept.append(unit)
    return replace(found, kept=tuple(kept), flags=tuple(dict.fromkeys((*found.flags, *flags))))


def _strings_of_names(answer: str, ids: Sequence[str]) -> list[tuple[int, int]]:
    """Where three names of points, or more, stand side by side."""
    names = {ident: r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", ident.lower()))) for ident in ids}
    names = {ident: name for ident, name in names.items() if len(ident) > 3 and not ident.isdigit()}
    places = sorted(
        (m.start(), m.end(), ident)
        for ident, name in names.items()
        for m in re.finditer(rf"\b{name}\b", answer.lower())
    )
    strings: list[list[tuple[int, int, str]]] = [[]]
    for place in places:
        if strings[-1] and len(words(answer[strings[-1][-1][1] : place[0]])) > 2:
            strings.append([])
        strings[-1].append(place)
    return [(s[0][0], s[-1][1]) for s in strings if len({ident for _, _, ident in s}) >= 3]


def without_leaks(found: Inspection, points: Sequence[tuple[str, bool]]) -> Inspection:
    """Leave out what repeats a point's own words: nobody speaks a rubric word for word.

    `points` are (what it says, whether it has examples). Beside an attempt to steer, five words in a row are enough;
    else eight, and only of a point with examples: a point without them may be the textbook's sentence.
    """
    steering = bool(found.flags)
    runs = {run for says, examples in points for run in _runs(says, 5 if steering else 8) if steering or examples}
    kept = tuple(unit for unit in found.kept if runs.isdisjoint(_runs(unit.text, 5 if steering else 8)))
    if len(kept) == len(found.kept):
        return found
    flags = tuple(dict.fromkeys((*found.flags, "repeats the rubric's words")))
    leaked = replace(found, kept=kept, flags=flags)
    return leaked if steering else without_leaks(leaked, points)  # where one was pasted, the shorter ones were too


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    flow = words(text)
    return {tuple(flow[i : i + size]) for i in range(len(flow) - size + 1)}
