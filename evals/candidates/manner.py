"""How a candidate says something: the same content in another voice. Deterministic for a seed; figures are left alone.

Content words stay, or a style would change what is known and not only how it is said.
"""

import random
import re
from collections.abc import Callable

from evals.suite_steadiness import fillers, reworded

Way = Callable[[str, random.Random], str]
_LEADS = (
    "So, ",
    "Well, ",
    "Look, ",
    "Okay, ",
    "The way I see it, ",
    "From what I've seen, ",
    "For me, ",
    "Concretely, ",
)
_PADDING = (
    "I mean, it's a big topic, one could talk about it for an hour, and people have different opinions on it.",
    "We had a similar discussion at my last company, there was a whole offsite about it, with slides and everything.",
    "Where was I? Right, so that's the general background, I think it's important to have the background.",
    "And of course the tooling changes every year, so whatever I say now may look different in some time.",
    "Someone once told me that in engineering everything comes back, and I think about that quite often.",
    "It reminds me of my first job, which was in a different field altogether, but the feeling was the same.",
)
_INVENTED = (
    "We measured that at {a} percent on {b} million users.",
    "It gave us {a} percent, every single quarter.",
    "The latency went from {b} to {a} milliseconds after that.",
)
_ARTICLE = re.compile(
    r"\b(?:the|(?<!\d )(?<!\w{3}s )an?(?!\s+(?:second|minute|hour|day|week|month|year|few|little|lot|bit)\b))\s+",
    re.IGNORECASE,
)
"""Not the one in "3,300 a second", "1,024 rows a card", "a little", "A/B test": without it another thing is said."""
_LEAD_IN = re.compile(
    r"^(?:(?:so|then|also)(?! (?:far|that|much|many)\b),? |(?:well|okay|look), |(?:it's|it is|there's|there is|I think|I'd say) (?!not\b))+",
    re.IGNORECASE,
)
"""Only where a sentence begins: inside one, "so" and "then" join its halves, and "it's" is its verb."""
_HEDGE = re.compile(
    r"\b(?:(?<!not )(?<!n't )(?<!never )(?:just|really|actually)(?! (?:about|above|after|as|before|below|enough|like|now|over|then|under)\b)"
    r"|probably|of course|also)\b ?",
    re.IGNORECASE,
)
_ENDINGS = ((r"\b(he|she|it|that|this) (\w{3,})s\b", r"\1 \2"), (r"\bisn't\b", "is not"), (r"\bhas\b", "have"))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without empty ones."""
    return [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]


def plain(text: str, rng: random.Random) -> str:
    """In other everyday words, so that no line of the bank is said as it is written there."""
    said = reworded(text, rng)
    lead = rng.choice(_LEADS)
    return lead + (said if re.match(r"I\b|[A-Z]{2}", said) else said[:1].lower() + said[1:])


def rambling(text: str, rng: random.Random) -> str:
    """Every second sentence about something else."""
    out = []
    for sentence in sentences(plain(text, rng)):
        out += [sentence, rng.choice(_PADDING)] if rng.random() < 0.6 else [sentence]
    return " ".join(out)


def terse(text: str, rng: random.Random) -> str:
    """In notes: no articles, no hedges, no lead-ins; what is said, and in which order, stays."""
    return " ".join(_note(sentence) for sentence in sentences(text))


def _note(sentence: str) -> str:
    short = _ARTICLE.sub("", _HEDGE.sub("", _LEAD_IN.sub("", sentence)))
    short = re.sub(r"\s*,(?:\s*,)*(?=\s)", ",", " ".join(short.split())).lstrip(", ")
    first = re.match(r"[a-z']+(?=[\s,.:;?!-]|$)", short)
    return short[:1].upper() + short[1:] if first and sentence[:1].isupper() else short


def nervous(text: str, rng: random.Random) -> str:
    """Fillers, and beginnings that are begun again."""
    words = fillers(plain(text, rng), rng).split(" ")
    out = []
    for n, word in enumerate(words):
        if n and rng.random() < 1 / 14 and not re.search(r"\d", word):
            out += [word + ",", "sorry,", word]
        else:
            out.append(word)
    return " ".join(out)


def learnt_late(text: str, rng: random.Random) -> str:
    """Articles gone, endings gone."""
    text = _ARTICLE.sub("", plain(text, rng))
    for pattern, instead in _ENDINGS:
        text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    return text


def invented(text: str, rng: random.Random) -> str:
    """With a figure that nobody measured."""
    number = rng.choice(_INVENTED).format(a=rng.randrange(12, 60), b=rng.randrange(61, 400))
    return f"{plain(text, rng)} {number}"


WAYS: dict[str, Way] = {
    "plain": plain,
    "rambling": rambling,
    "terse": terse,
    "nervous": nervous,
    "learnt-late": learnt_late,
    "invented": invented,
}
