"""What is to be said, and what a model's wording of it may not do: answer, praise, concede, repeat, invent, leak or run on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.judge.attacks import inspect
from agent.judge.fence import repeats
from agent.judge.text import units, words
from corpus.bm25 import stem

MOST_WORDS, MOST_SENTENCES = 60, 2
LEAK, SAME = 0.6, 0.75
"""Share of a point's own words that gives it away; share of words two questions have in common when they are one."""

_PRAISE = re.compile(
    r"\b(?:great|good|excellent|perfect|fantastic|nice|impressive|amazing|awesome|brilliant|solid|strong|interesting) "
    r"(?:answer|point|question|job|work|thinking|start|idea|approach|one|insight|explanation|reasoning|call|stuff)\b|"
    r"\b(?:well done|well said|love (?:that|it|this)|exactly right|spot on|that'?s (?:right|correct|great|good|excellent|perfect|"
    r"fantastic|impressive|interesting)|thank(?:s| you)|i (?:like|love|appreciate) (?:that|how|your|the)|kudos|congratulations|"
    r"you(?:'re| are) (?:doing (?:great|well)|on the right track))|^(?:great|good|excellent|perfect|nice|correct|exactly|right|"
    r"fantastic|wonderful|absolutely|awesome|yes)[,.!;:—-]",
    re.IGNORECASE,
)
_CONCEDES = re.compile(
    r"\b(?:fair enough|fair point|you(?:'re| are) right|i(?:'ll| will)? (?:agree|concede|accept|grant|buy|take back)|point taken|"
    r"that(?:'s| is) (?:fair|convincing|reasonable|enough|fine)|makes sense|i(?:'m| am) (?:convinced|sold|satisfied)|you(?:'ve| have) "
    r"convinced|i stand corrected|works for me|good enough|let(?:'s| us) move on)",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\b(?:strong hire|hire you|no hire|you(?:'ve| have)? (?:passed|failed|pass)|full (?:marks?|score|credit)|score of|your score|"
    r"level [0-3]\b|rubric|criterion|criteria|system prompt|my instructions|as an ai|language model|next round|interview is over)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[*_`#{}<>\[\]|]{2,}|^\s*[-*#>]|```|https?://|<\w|\{\"")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"[.!?]+(?=[\"”')\]]*(?:\s|$))")
_ALSO_SMALL = frozenset(
    "what which when where how why that this these those with from have does would could should your you they there then "
    "than into about just more most much many some only also very here were been being will while each other".split()
)


@dataclass(frozen=True)
class Say:
    """What is to be said, and all that its wording is checked against."""

    kind: str
    line: str
    """The bank's wording."""
    claim: str = ""
    transcript: tuple[tuple[str, str], ...] = ()
    """(who, text), latest last."""
    forbidden: tuple[str, ...] = ()
    """What a strong answer holds; never sent to the model."""
    asked: tuple[str, ...] = ()
    """Questions asked earlier in this session and the last ones."""
    concedes: bool = False
    """Whether the policy gives way in this move."""


def objection(text: str, say: Say, instructions: Sequence[str] = ()) -> str | None:
    """Why the text may not be said; None when it may."""
    if not words(text):
        return "it says nothing"
    if len(text.split()) > MOST_WORDS or len(_SENTENCE.findall(text)) > MOST_SENTENCES:
        return "it is longer than two spoken sentences"
    if text[-1] not in ".?!\"”'":
        return "it breaks off"
    if _MARKUP.search(text):
        return "it is not plain speech"
    known = " ".join((say.line, say.claim, *(said for _, said in say.transcript)))
    if _VERDICT.search(text) or inspect(text, units(text)).flags:
        return "it speaks of scores or instructions"
    if any(repeats(text, told, 6) for told in instructions):
        return "it repeats its instructions"
    if _PRAISE.search(text):
        return "it praises"
    if not say.concedes and _CONCEDES.search(text):
        return "it gives way where the policy does not"
    if strange := [n for n in _NUMBER.findall(text) if n not in _NUMBER.findall(known)]:
        return f"it brings in a figure of its own ({strange[0]})"
    if any(gives_away(text, point, known) for point in say.forbidden):
        return "it gives part of the answer away"
    if any(same_question(text, earlier) for earlier in say.asked if not same_question(say.line, earlier)):
        return "it asks what was asked before"
    if not stems(text) & (stems(say.line) | stems(say.claim)):
        return "it is not about the line it should word"
    return None


def gives_away(text: str, point: str, known: str) -> bool:
    """Whether the text holds most of what is new in a point: words that nobody has said yet."""
    new = stems(point) - stems(known)
    return len(new) >= 2 and len(new & stems(text)) >= max(2, LEAK * len(new))


def same_question(a: str, b: str) -> bool:
    """Whether two questions share most of their words."""
    left, right = stems(a), stems(b)
    smaller = min(len(left), len(right))
    return smaller > 0 and len(left & right) >= SAME * len(left | right)


def stems(text: str) -> set[str]:
    """The words that carry a text, without their endings."""
    return {stem(word) for word in words(text) if len(word) > 3 and word not in _ALSO_SMALL}
