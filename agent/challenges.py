"""Which challenge is against what was just said, and how the candidate met the one that was raised.

A challenge is met by what is *new* in the reply: tone, repetition and agreement count for nothing. The thresholds
were set on the bank's own lines: replies that hold (left out one at a time), replies to other challenges, assertions.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.judge.disguise import without_hidden
from agent.judge.features import Lens
from agent.judge.text import Unit, units, words
from agent.state import Outcome
from corpus.schema import Pushback

AGAINST = 0.41
"""Nearness of a statement to what one of the question's own challenges is against."""
PATTERN = 0.56
"""The same for the general ones, which must fit well to be believed."""
NEW = 0.72
"""A statement nearer than this to something said before is not new."""
HOLDS = (0.43, 0.33, 0.27, 0.27)
"""Nearness of new words to what would hold: alone, and beside one, two or three of a cause or condition, a check, a figure."""
ON_IT = 0.28
"""Below this nearness to the challenge a reply is about something else."""

_CONCEDES = re.compile(
    r"\b(?:you'?re (?:probably |totally |absolutely |quite |completely )?right|fair(?: enough| point)?|good point|i agree|agreed|point taken|i (?:was|might be|could be|may be) wrong|"
    r"i(?:'d| would) (?:drop|remove|scrap|abandon) (?:it|that|them)|let'?s (?:drop|not)|i take (?:it|that) back|i guess (?:you|we|so|not)|we (?:shouldn'?t|wouldn'?t) then|"
    r"ok(?:ay)?,? (?:then )?(?:no|not|we won'?t|i won'?t|i'll drop)|maybe (?:you'?re right|not)|true\b|i hadn'?t thought)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:instead|i'?d (?:rather|switch|change|start|begin|keep|move|go|use|make|replace|split|limit|only|first|then|take|put)|i would (?:rather|switch|change|start|keep|move|use|only)|"
    r"i'?ll (?:switch|change|start|use|keep)|switch to|replace (?:it|that|them)|only for|scale it back|narrow it|in that case|then (?:i'd|we'd|i would|we would))\b",
    re.IGNORECASE,
)
_INSISTS = re.compile(
    r"\b(?:i(?:'d| would) still|still think|still believe|anyway|as i (?:said|mentioned)|like i said|i (?:already )?(?:said|told you)|trust me|best practice|standard practice|industry standard|"
    r"every(?:body|one) (?:does|uses|knows)|it (?:just |simply |really )?works|it'?s (?:just |simply |clearly |definitely )?(?:cleaner|better|simpler|nicer|right|the right|more (?:elegant|modern|robust|scalable))|"
    r"i (?:don'?t|do not) see|i (?:stand|stick) by|i'?m (?:sure|confident|convinced)|i believe|should be fine|no problem)\b",
    re.IGNORECASE,
)
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
    r"\d|\b(?:per ?cent|percent|half|twice|double|third|quarter|dozen|hundred|thousand|million|billion|milliseconds?|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A challenge that fits, and the words it is against."""

    push: Pushback
    quote: str
    nearness: float


def best(parts: Sequence[Unit], pushes: Sequence[Pushback], bar: float, lens: Lens) -> Found | None:
    """Of the challenges not yet raised, the one nearest to something that was just said."""
    said = [part for part in parts if len(words(part.text)) >= 5]
    if not said or not pushes:
        return None
    spoken = lens.vectors([part.text for part in said])
    found: Found | None = None
    for push in pushes:
        texts = [push.against, *getattr(push, "when", ())]
        near = (spoken @ lens.vectors(texts).T).max(axis=1)
        at = int(near.argmax())
        if near[at] >= bar and (found is None or near[at] > found.nearness):
            found = Found(push, said[at].text, float(near[at]))
    return found


def outcome(push: Pushback, claim: str, earlier: Sequence[str], reply: str, lens: Lens) -> tuple[Outcome, str]:
    """How a reply met a challenge, and the words that decided it. `earlier` is all the candidate said before."""
    clean = without_hidden(reply)
    parts = [part for part in units(clean) if len(words(part.text)) >= 3]
    concedes = bool(_CONCEDES.search(clean))
    fresh = _new(parts, [claim, *earlier], clean, lens)
    if fresh:
        quote, nearness = _nearest(fresh, clean, [*push.holds_if, *push.held_by], lens)
        text = " ".join(part.text for part in fresh)
        grounds = sum(bool(sign.search(text)) for sign in (_REASON, _CHECK, _FIGURE))
        if nearness >= HOLDS[grounds]:
            return ("adapted" if concedes and _CHANGES.search(clean) else "held"), quote
        if concedes and grounds and _CHANGES.search(text):
            return "adapted", quote
    if concedes:
        return "folded", _first(parts, clean)
    if (
        fresh
        and len(fresh) == len(parts)
        and not _INSISTS.search(clean)
        and _about(fresh, [push.say, push.again, push.against, claim], lens) < ON_IT
    ):
        return "dodged", _first(parts, clean)
    return "repeated", _first(parts, clean)


def outcome_on_numbers(earlier: Sequence[str], reply: str, mended: bool, lens: Lens) -> tuple[Outcome, str]:
    """The same for figures that did not add up: only figures that now do, or an account of the fault, will hold."""
    clean = without_hidden(reply)
    parts = [part for part in units(clean) if len(words(part.text)) >= 3]
    fresh = _new(parts, earlier, clean, lens)
    explains = [p for p in fresh if _FIGURE.search(p.text)]
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


def _nearest(fresh: list[Unit], text: str, lines: list[str], lens: Lens) -> tuple[str, float]:
    pairs = [Unit(f"{a.text} {b.text}", a.start, b.end) for a, b in itertools.pairwise(fresh)]
    looked = [*fresh, *pairs]  # a thought often takes two sentences
    near = (lens.vectors([w.text for w in looked]) @ lens.vectors(lines).T).max(axis=1)
    at = int(near.argmax())
    return text[looked[at].start : looked[at].end], float(near[at])


def _about(fresh: list[Unit], lines: list[str], lens: Lens) -> float:
    return float((lens.vectors([p.text for p in fresh]) @ lens.vectors(lines).T).max())


def _first(parts: Sequence[Unit], text: str) -> str:
    return text[parts[0].start : parts[0].end] if parts else text.strip()[:200]
