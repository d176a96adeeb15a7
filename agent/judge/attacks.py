"""Finds what in an answer speaks to the grader instead of the interviewer.

Such stretches are named on the verdict and taken out of the evidence; they never lower what the rest has earned.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from agent.judge.text import Unit, hidden_characters, words

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
    "addresses the grader": rf"\b(?:note|message|attention|instruction|reminder|hint|hello|hi|dear|hey)\b[^.\n]{{0,30}}\b{_GRADER}\b|"
    rf"\b{_GRADER}\b[^.\n]{{0,60}}\b(?:must|should|please|give|award|assign|mark|score|rate|return|output|accept|treat|consider)\b|"
    rf"\b(?:you are|you're|act as|as) (?:an? |the )?(?:[a-z]+ ){{0,2}}{_GRADER}\b",
    "asks for a score": rf"\b(?:give|award|assign|mark|score|rate|grant|grade|output|return|print|record|answer with|deserves?|earns?|"
    rf"receives?|warrants?|gets?|it a|me a|me as|this as|i passed)\b[^.\n]{{0,50}}\b{_AWARD}|\b{_AWARD}[^.\n]{{0,30}}\b(?:please|for this|awarded|"
    rf"granted|given|confirmed|are met|is met|covered|made|satisfied)\b",
    "countermands instructions": r"\b(?:ignore|disregard|forget|override|bypass|skip|drop|replace)\b[^.\n]{0,40}\b(?:instruction|instructions|rubric|"
    r"prompt|prompts|rules?|guidelines?|criteria|criterion|above|previous|prior|anchors?)\b|\b(?:new|updated|real|actual) (?:instructions?|rubric|"
    r"rules|system prompt|policy)\b\s*[:.]",
    "fakes a role": r"(?:^|\n|[.\]>]\s*)\s*[<\[#*]{0,4}\s*(?:system|assistant|developer|user|human|tool|grader|judge|admin|evaluator)\b[^a-z\n]{0,4}"
    r"(?:message|note|prompt|override|notice)?\s*[\]>*]{0,4}\s*[:>\]]|<\|[^|]{1,30}\|>|\[/?inst\]|<</?sys>>|</?(?:system|assistant|answer|transcript|"
    r"candidate|rubric|instructions?|verdict|grading|scratchpad)[^>]{0,40}>|#{2,}\s*(?:system|instruction|response|end of|grader|verdict)",
    "fakes a verdict": r"[\"']?\b(?:score|level|verdict|grade|rating|met|confidence|band|degree|criterion_id)\b[\"']?\s*[:=]\s*[\"']?(?:\d|true|yes|met|"
    r"full|pass|strong|hire|high|max|perfect|excellent)|\b(?:verdict|final (?:score|grade|verdict|decision)|assessment|evaluation)\s*[:—-]|"
    r"\b(?:approved|passed) by the (?:panel|committee|interviewers?)|\bpre-?(?:approved|scored|graded)\b",
    "quotes the rubric": r"\b(?:rubric|criterion|criteria|anchors?|score ?card|marking scheme|answer key|model answer|expected answer|reference answer|"
    r"grading (?:notes?|guide|key))\b|\blevel [0-3]\s*[:=(—-]|\b(?:the|this) (?:candidate|answer|response|applicant) (?:has |have |clearly |fully |"
    r"correctly |already |thoroughly |demonstrates?|covers?|makes?|mentions?|names?|shows?|meets?|satisfies|addresses|explains?|identifies|states?|"
    r"should be|is (?:correct|complete|excellent|perfect|strong|outstanding)|deserves?|earns?|gets?|passes|passed|receives?)|"
    r"\b(?:all|every) (?:points?|criteri(?:a|on)|items?)\b[^.\n]{0,20}\b(?:met|covered|made|satisfied|addressed|checked)\b",
}
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()}
_BLOCK = re.compile(
    r"```.*?(?:```|\Z)|\{[^{}]{0,400}[\"'](?:score|level|verdict|met|grade|criterion\w*)[\"'][^{}]{0,400}\}",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Inspection:
    """What is left to judge, and what was found."""

    kept: tuple[Unit, ...]
    flags: tuple[str, ...]


def inspect(answer: str, parts: list[Unit]) -> Inspection:
    """Leave out the statements that try to steer; name each kind found once."""
    flags: list[str] = []
    taken: list[tuple[int, int]] = []
    if hidden_characters(answer):
        flags.append("hidden characters")
    if len(answer) > MAX_CHARACTERS:
        flags.append("very long: only the first 40,000 characters were read")
    for match in _BLOCK.finditer(answer):
        if any(p.search(match.group()) for p in _PATTERNS.values()):
            taken.append(match.span())
            flags.append("fakes a verdict")
    kept = []
    for part in parts:
        found = [
            name
            for name, pattern in _PATTERNS.items()
            if pattern.search(part.text) or pattern.search(answer[part.start : part.end])
        ]
        inside = any(a <= part.start < b or a < part.end <= b for a, b in taken)
        flags += found
        if found or inside:
            continue
        if is_list_of_terms(part.text):
            flags.append("terms without a statement")
            continue
        kept.append(part)
    repeated = [w for w, n in Counter(words(answer)).items() if n >= 12 and n * 5 >= len(words(answer)) and len(w) > 3]
    if repeated:
        flags.append("repeats the same words")
    return Inspection(tuple(kept), tuple(dict.fromkeys(flags)))


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
    return Inspection(kept, tuple(dict.fromkeys((*found.flags, "repeats the rubric's words"))))


def _runs(text: str, size: int) -> set[tuple[str, ...]]:
    flow = words(text)
    return {tuple(flow[i : i + size]) for i in range(len(flow) - size + 1)}


_MARKS = re.compile(r"[,;:/|•·\n]+|\s[-–—]\s")
_JOINTS = frozenset(
    """
    a an the i i'd i'll i'm i've you you'd we we'd we'll he she it it's they them this that that's these those
    there is are was were be been being am do does did don't doesn't didn't has have had can can't could would
    should will won't might may must to of in on at by for from with without into than then so because if when
    while where which who what how why not no but or as about over under up out off between each every any some
    my our your their its just only also too very more most less same because
    """.split()
)


def is_list_of_terms(text: str) -> bool:
    """Whether a stretch names things without saying anything about them.

    Telegram style says something in few small words, so hardly a small word is not enough: a list has many short
    items, or no mark at all between its words.
    """
    said = words(text)
    joints = sum(w in _JOINTS for w in said)
    items = [item for item in _MARKS.split(text) if item.strip()]
    if len(items) >= 4 and len(said) <= 2.4 * len(items):
        return joints <= 0.2 * len(said)
    return len(said) >= 8 and len(items) == 1 and joints == 0
