"""Which challenge is against what was just said, and how the candidate met the one that was raised.

A challenge is met by what is *new* in the reply: tone, repetition and agreement count for nothing. The thresholds were
set on spoken replies with a known outcome and on the bank's own lines (left out one at a time, and to other challenges).
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agent.judge.disguise import without_hidden
from agent.judge.features import Lens
from agent.judge.text import Unit, units, words
from agent.state import Outcome
from corpus.schema import Pushback

AGAINST, TOLD, DESCRIBED = 0.38, 0.41, 0.15
"""Nearness of a statement to what one of the question's own challenges is against, of a plan and of a story; and how much nearer
it must be, also to a general one, where a plan only describes or looks at something: a challenge is against a choice."""
PATTERN = 0.62
"""The same for the general ones, which must fit well to be believed: at .60 they still met words that claimed nothing."""
NEW = 0.72
"""A statement nearer than this to something said before is not new."""
HOLDS, ADAPTS = 1.18, 0.92
"""How much there must be in a reply; less is enough beside a concession and a ground."""
NEWS, MUCH, GROUND = 0.7, 9.0, 0.08
"""What words not said before add at most, how many of them (weighed by rarity) are that much, and what a ground adds."""
TO_IT, NEARER = 0.55, 0.3
"""Share of a reply's words that must be in play on the question, or a reply about something else would hold by its data; how much
of that share nearness to what would hold makes up for. Set on replies of the bank, left out one at a time or taken from elsewhere."""
CLOSE, SAID, STRANGE = 0.3, 0.45, 0.8
"""Nearness to what was said that says nothing yet; below the second, or with this share of words that were not in play, a
reply is no repetition: it is about something else."""

_START = r"(?:^|[.!?]\s+)(?:(?:hm+|mm+|ok(?:ay)?|yeah|yes|no|well|right|oh)[,. ]+)*"
_CONCEDES = re.compile(
    rf"\b(?:you'?re (?:probably |totally |absolutely |quite |completely )?right|good point|i agree|point taken|i (?:was|might be|could be|may be) wrong|i see your point|you have a point|"
    rf"i(?:'d| would) (?:drop|remove|scrap|abandon) (?:it|that|them)|let'?s (?:drop|not|just|go back)|i(?:'d| would)? take (?:it|that) back|i(?:'d| would) grant (?:you |it|that|most)|i guess (?:you|we|so|not)|we (?:shouldn'?t|wouldn'?t) then|then (?:no|we don'?t)\b|"
    rf"ok(?:ay)?,? (?:then )?(?:no|not|we won'?t|i won'?t|i'll drop|sure)\b|maybe (?:you'?re right|not|i (?:didn'?t|shouldn'?t|wasn'?t))|then we (?:can'?t|couldn'?t)\b|i hadn'?t thought|fair (?:enough|point)|that'?s (?:a )?(?:fair|true)\b|(?:that|it|your way) (?:also )?works too|also works)|"
    rf"{_START}(?:agreed|true|fair|ok(?:ay)? then)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:instead|i(?:'d| would) (?:\w+ly )?(?!still|say|guess|expect|bet|think|argue|agree|believe|want|like|love|not\b)\w+|"
    r"i'?ll (?:switch|change|start|use|keep)|switch to|replace (?:it|that|them)|only for|scale it back|narrow it|in that case|then (?:the|only|just|(?:i|we) (?!guess|think|suppose|agree|don'?t))|so (?:launch|ship|run|take|send) )",
    re.IGNORECASE,
)
_INSISTS = re.compile(
    r"\b(?:i(?:'d| would) still|still think|still believe|anyway|as i (?:said|mentioned)|like i said|i (?:already )?(?:said|told you)|trust me|best practice|standard practice|industry standard|"
    r"every(?:body|one) (?:does|uses|knows)|it (?:just |simply |really )?works|it'?s (?:just |simply |clearly |definitely )?(?:cleaner|better|simpler|nicer|right|the right|more (?:elegant|modern|robust|scalable))|"
    r"i (?:don'?t|do not) see|i (?:stand|stick) by|i(?:'d| would) stay with (?:it|what)|(?:we|i)(?:'d| would)? (?:just|simply) (?!have|had)\w+|that'?s how it(?:'s| is) (?:built|done)|i'?m (?:\w+ ){0,3}(?:sure|confident|convinced|certain)|believe me|full stop|i believe|should be fine|no problem)\b",
    re.IGNORECASE,
)
_CHOOSES = re.compile(
    r"\b(?:(?:i|we)(?:'(?:d|ll|m|ve|re))?|let'?s|should|must|has to|have to|can'?t|cannot)\b", re.IGNORECASE
)
"""Somebody does, did or wants something; without it a sentence only says how things are."""
_LOOKS = re.compile(
    r"\b(?:i|we)(?:'(?:d|ll)| would| will)? (?:(?:first|then|also|just|start by|begin by) )*"
    r"(?:log|look|check|measure|compare|plot|draw|count|profile|trace|inspect|write down|see)(?:g?ing)?\b",
    re.IGNORECASE,
)
"""Somebody wants to find something out, which chooses nothing yet."""
_REASON = re.compile(
    r"\b(?:because|since|so that|otherwise|which means|the reason|due to|if\b[^.]{3,80}\b(?:then|i'd|i would|we'd|we would|wouldn'?t)|unless|only when|as long as|below|above|under|over)\b",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"\b(?:measur\w*|count(?:ed|ing)?|sampl\w*|log(?:s|ged|ging)?|test(?:ed|ing)?|a/b|ablat\w*|compar\w*|slice\w*|holdout|held[- ]out|baseline|benchmark\w*|profil\w*|trac(?:e|ed|ing)|"
    r"replay\w*|interval|experiment\w*|backtest\w*|shadow|canary|audit\w*)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:half|twice|double|third|quarter|fifth|tenth|dozen|hundred|thousand|million|billion|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b",
    re.IGNORECASE,
)
_CONVICTION = """
    standard practice best everyone everybody industry principle principled proper properly correct right better simply clearly really truly believe
    sure confident convinced clean cleaner elegant modern common known experience years senior expert obvious obviously way thing stuff trust
"""
"""Words that sound like a reason and are none."""


@dataclass(frozen=True)
class Found:
    """A challenge that fits, and the words it is against."""

    push: Pushback
    quote: str
    nearness: float


def best(
    parts: Sequence[Unit], pushes: Sequence[Pushback], bar: float, lens: Lens, described: float = 0.0
) -> Found | None:
    """Of the challenges not yet raised, the one nearest to something that was just said."""
    said = [part for part in parts if len(words(part.text)) >= 5]
    if not said or not pushes:
        return None
    spoken = lens.vectors([part.text for part in said])
    asked = np.array([0.0 if chooses(part.text) else described for part in said])
    found: Found | None = None
    for push in pushes:
        texts = [push.against, *getattr(push, "when", ())]
        near = (spoken @ lens.vectors(texts).T).max(axis=1) - asked
        at = int(near.argmax())
        if near[at] >= bar and (found is None or near[at] > found.nearness):
            found = Found(push, said[at].text, float(near[at]))
    return found


def chooses(text: str) -> bool:
    """Whether a sentence decides something, so that one can be against it."""
    return bool(_CHOOSES.search(text)) and not _LOOKS.search(text)


def outcome(
    push: Pushback, claim: str, earlier: Sequence[str], reply: str, lens: Lens, question: Sequence[str] = ()
) -> tuple[Outcome, str]:
    """How a reply met a challenge, and the words that decided it. `earlier` is all the candidate said before.

    `question`: what is written on the question; without it nothing can be told to be about something else.
    """
    clean = without_hidden(reply)
    parts = [part for part in units(clean) if len(words(part.text)) >= 3]
    concedes = bool(_CONCEDES.search(clean))
    if not parts:
        return "folded" if concedes else "repeated", clean.strip()[:200]
    said = [claim, *earlier]
    pairs = [Unit(f"{a.text} {b.text}", a.start, b.end) for a, b in itertools.pairwise(parts)]
    looked = [*parts, *pairs]  # a thought often takes two sentences
    vectors = lens.vectors([w.text for w in looked])
    holds = (vectors @ lens.vectors([*push.holds_if, *push.held_by]).T).max(axis=1)
    again = (vectors @ lens.vectors([*(u.text for text in said for u in units(text)), push.against]).T).max(axis=1)
    worth = 2 * holds - again.clip(CLOSE)  # near to what would hold, and nearer to that than to what was said already
    at = int(worth.argmax())
    quote = clean[looked[at].start : looked[at].end]
    known = " ".join([*said, push.say, push.again])
    grounds = bool(_REASON.search(clean)) + bool(_CHECK.search(clean)) + bool(_figures(clean) - _figures(known))
    news, share = _news(clean, known, lens)
    substance = worth[at] + NEWS * min(1.0, news / MUCH) + GROUND * grounds
    changes = bool(_CHANGES.search(clean))
    aside = (
        bool(question)
        and _on(clean, [known, *question, *push.holds_if, *push.held_by], lens) + NEARER * worth[at] < TO_IT
    )
    if substance >= (ADAPTS if concedes and grounds else HOLDS) and not aside:
        return ("adapted" if concedes and changes else "held"), quote
    if concedes:
        return "folded", _first(parts, clean)
    if (again.max() < SAID or share >= STRANGE) and not _INSISTS.search(clean):
        return "dodged", _first(parts, clean)
    return "repeated", _first(parts, clean)


def brings_data(claim: str, reply: str) -> bool:
    """Whether a reply names a check, or a figure that the claim did not have."""
    return bool(_CHECK.search(reply)) or bool(_figures(reply) - _figures(claim))


def _figures(text: str) -> set[str]:
    return {figure.lower() for figure in _FIGURE.findall(text)}


def _news(reply: str, known: str, lens: Lens) -> tuple[float, float]:
    """How many words the reply brings that were not in play yet, each weighed by how rare it is; and their share."""
    old = lens.words(f"{known} {_CONVICTION}").keys()
    weights = {stem: rarity for stem, (rarity, _) in lens.words(reply).items()}
    news = sum(rarity for stem, rarity in weights.items() if stem not in old)
    return news, news / (sum(weights.values()) or 1.0)


def _on(reply: str, lines: Sequence[str], lens: Lens) -> float:
    """The share of a reply's words, weighed by how rare each is, that some line has."""
    old = lens.words(" ".join(lines)).keys()
    weights = {stem: rarity for stem, (rarity, _) in lens.words(reply).items()}
    return sum(rarity for stem, rarity in weights.items() if stem in old) / (sum(weights.values()) or 1.0)


def outcome_on_numbers(earlier: Sequence[str], reply: str, mended: bool, lens: Lens) -> tuple[Outcome, str]:
    """The same for figures that did not add up: only figures that now do, or an account of the fault, will hold."""
    clean = without_hidden(reply)
    parts = [part for part in units(clean) if len(words(part.text)) >= 3]
    fresh = _new(parts, earlier, clean, lens)
    explains = [
        p for p in (parts if mended else fresh) if _FIGURE.search(p.text)
    ]  # two figures swapped are no new ones
    if mended and explains:
        return ("adapted" if _CONCEDES.search(clean) or _MISSPOKE.search(clean) else "held"), clean[
            explains[0].start : explains[0].end
        ]
    if _CONCEDES.search(clean):
        return "folded", _first(parts, clean)
    return ("repeated" if explains or not fresh else "dodged"), _first(parts, clean)


_MISSPOKE = re.compile(
    r"\b(?:sorry|misspoke|mixed|i meant|should (?:be|have been)|correct(?:ion)?|my mistake|wrong)\b", re.IGNORECASE
)


def _new(parts: Sequence[Unit], earlier: Sequence[str], text: str, lens: Lens) -> list[Unit]:
    """Statements that say what was not said before, or the same thing with a figure that is new."""
    said = [unit.text for before in earlier for unit in units(without_hidden(before))]
    if not parts or not said:
        return list(parts)
    near = (lens.vectors([p.text for p in parts]) @ lens.vectors(said).T).max(axis=1)
    known = set(re.findall(r"\d[\d.,]*", " ".join(said)))
    return [
        part
        for part, nearness in zip(parts, near, strict=True)
        if (nearness < NEW and len(words(part.text)) >= 5)
        or set(re.findall(r"\d[\d.,]*", text[part.start : part.end])) - known
    ]


def _first(parts: Sequence[Unit], text: str) -> str:
    return text[parts[0].start : parts[0].end] if parts else text.strip()[:200]
