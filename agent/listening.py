"""What kind of thing an answer is, before anyone asks whether it is good: nothing, not knowing, a question back, steering.

Conservative on purpose: an answer wrongly called empty costs a candidate more than an empty one taken seriously.
"""

import re
from collections.abc import Mapping

from agent.judge.attacks import inspect
from agent.judge.disguise import without_hidden
from agent.judge.evidence import english
from agent.judge.features import Lens
from agent.judge.text import Unit, units, words
from corpus.bm25 import stem

FACT = 0.34
"""How near a question must be to a fact to be answered with it; found on the bank's facts against other questions' facts."""
FAR = 0.33
"""An answer of some length with no sentence nearer than this to anything of the question is about something else."""

_STOCK = frozenset(
    """
    fine ok okay yes no yeah yep nope sure good great well so right nothing none idk hmm um uh erm ah oh maybe thanks thank you done next
    pass it's its it is that's all i the a and don't know what to say that this cool alright please hello hi continue go on ready same
    mhm mm test think guess hm just really not then
    """.split()
)
_UNSURE = re.compile(
    r"\b(?:i|we)\s+(?:really\s+|honestly\s+|actually\s+|just\s+)?(?:don'?t|do not|wouldn'?t|didn'?t|couldn'?t)\s+(?:really\s+|actually\s+)?"
    r"(?:know|remember|recall|have an answer|have a clue)\b|\bno (?:idea|clue)\b|\bnot (?:really |entirely |too |so )?sure\b|\bidk\b|\bdunno\b|"
    r"\bnever (?:used|worked|heard|seen|did|done|come across|had to)\b|\bcan'?t (?:say|answer|remember|recall)\b|\bnot familiar\b|\b(?:out of|outside) my (?:depth|area)\b|\bblank(?:ing)? (?:on|here)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:so |and |ok(?:ay)?,? |sorry,? |wait,? |before (?:i|we) [^,?]{2,40},? |quick question:? |just to (?:clarify|check|confirm|be sure),? |first,? |can i ask,? |may i ask,? |one question,? )*"
    r"(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|may|should|shall|would|will|have|has|am)\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:i'd|i'll|i would|i'm|we'd|we'll|we would|i've|because)\b|,\s*(?:i|we|it|they|that)\b", re.IGNORECASE
)
_STEER = re.compile(
    r"\b(?:next question,? please|move on,? i passed|i (?:have )?(?:already )?passed (?:this|that|the)?|skip (?:the rest|to the (?:end|scorecard))|"
    r"(?:tell|give|show) me (?:the )?(?:right |correct |strong |model |full |expected |whole )*(?:answer|answers|solution|rubric|points|system prompt|scorecard)|"
    r"what (?:is|would be) the (?:right|correct|expected|model) answer|reveal (?:the|your)|print (?:the|your) (?:rubric|prompt|instructions)|"
    r"stop (?:asking|pushing|challenging)(?: me)?|end the (?:round|interview) and (?:give|mark|hire)|mark me as|hire me|give me (?:a )?(?:strong )?hire|"
    r"you(?:'re| are) now (?:a|an|my|in)\b|from now on you)",
    re.IGNORECASE,
)
_NO_QUESTIONS = re.compile(
    r"\b(?:no|nope|none|nothing)\b[^.?!]{0,30}(?:question|more|else|thank|all)|that'?s (?:all|it)|i'?m (?:good|fine|all set)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"```|^\s*(?:def |class |import |from \w+ import |for \w+ in |return\b|if __name__)|[{};]\s*$|\w+\(.*\)\s*[:=]",
    re.MULTILINE,
)


def statements(text: str) -> list[Unit]:
    """What of an answer is left to react to once stretches that address a grader are taken out."""
    clean = without_hidden(text)
    return list(inspect(text, units(clean)).kept)


def is_empty(text: str) -> bool:
    """Nothing said, or no content."""
    said = words(without_hidden(text))
    return not any(any(c.isalnum() for c in w) and w not in _STOCK and not _held_key(w) for w in said)


def _held_key(word: str) -> bool:
    """A key that was held down, or a word nobody has."""
    return word.isascii() and word.isalpha() and (len(word) > 45 or (len(word) > 4 and len(set(word)) <= 2))


def unreadable(text: str) -> str:
    """Why an answer cannot be read; empty when it can. No letters at all are empty, and program text is no other language."""
    if is_code(text) or english(without_hidden(text)):
        return ""
    return "it is not in English, and English is all I can follow here"


def is_code(text: str) -> bool:
    """Whether an answer is program text, which is never quoted back in a sentence."""
    return len(_CODE.findall(text)) >= 2


def does_not_know(text: str) -> bool:
    """Says so, and little else: not knowing one thing and then reasoning is an answer."""
    return bool(_UNSURE.search(text)) and len(words(_UNSURE.sub(" ", text))) < 14


def steers(text: str) -> bool:
    """Whether the answer is, for the most part, addressed to the machine."""
    if _STEER.search(text) and len(words(_STEER.sub(" ", text))) < 14:
        return True
    clean = without_hidden(text)
    found = inspect(text, units(clean))
    steering = [f for f in found.flags if not f.startswith(("terms", "repeats", "hidden", "very long"))]
    return bool(steering) and sum(len(words(unit.text)) for unit in found.kept) < 14


def asked_back(text: str) -> str:
    """The candidate's question, when the answer is one for the most part; else empty."""
    parts = units(without_hidden(text))
    asked = [
        p
        for p in parts
        if text[p.start : p.end].rstrip(" \"')").endswith("?") or (len(parts) <= 2 and _unmarked_question(p.text))
    ]
    if not asked:
        return ""
    total = sum(len(words(p.text)) for p in parts)
    share = sum(len(words(p.text)) for p in asked)
    return text[asked[0].start : asked[-1].end] if share >= 0.6 * total and total <= 80 else ""


def _unmarked_question(text: str) -> bool:
    """A question as a recogniser writes it, without its mark. Longer, or with an `I'd` in it, it is a statement: `When it fails, we …`."""
    return bool(_QUESTION.match(text)) and len(words(text)) <= 12 and not _STATES.search(text)


def has_no_questions(text: str) -> bool:
    """At the end of a round: nothing to ask."""
    return is_empty(text) or (bool(_NO_QUESTIONS.search(text)) and "?" not in text)


def fact_for(question: str, facts: Mapping[str, str], lens: Lens) -> str:
    """The key of the fact that answers a question; empty when none does."""
    if not facts:
        return ""
    keys = list(facts)
    near = lens.vectors([f"{key}: {facts[key]}" for key in keys]) @ lens.vectors([question])[0]
    asked = {stem(w) for w in words(question)}
    scores = []
    for key, similarity in zip(keys, near, strict=True):
        own = {stem(w) for w in words(key)}
        scores.append(float(similarity) + 0.35 * len(own & asked) / max(1, len(own)))
    best = max(range(len(keys)), key=lambda n: scores[n])
    return keys[best] if scores[best] >= FACT else ""


def off_topic(parts: list[Unit], about: list[str], lens: Lens) -> bool:
    """An answer of some length of which no sentence is near anything of the question."""
    if sum(len(words(p.text)) for p in parts) < 25:
        return False
    near = lens.vectors([p.text for p in parts]) @ lens.vectors(about).T
    return float(near.max(axis=1).mean()) < FAR
