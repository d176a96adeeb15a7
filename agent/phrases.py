"""The interviewer's stock of phrases: read from phrases.yaml, chosen so that none comes twice while others are fresh."""

import random
import re
import string
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from corpus.content import read_yaml

FILE = Path(__file__).parent / "phrases.yaml"


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Key → the ways of saying it."""
    return {key: tuple(texts) for key, texts in read_yaml(FILE.read_text(encoding="utf-8")).items()}


def slots(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


class Voice:
    """Chooses phrases for one move; `used` holds what was chosen before, `chosen` what it chose itself."""

    def __init__(self, seed: str, used: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._used = list(used)
        self.chosen: list[str] = []

    def say(self, key: str, /, **values: str) -> str:
        """One way of saying it that the values fill; a value that is empty rules out the texts that need it."""
        given = {name for name, value in values.items() if value}
        fits = [n for n, text in enumerate(phrases()[key]) if slots(text) <= given]
        wanted = [n for n in fits if slots(phrases()[key][n])] if given and not _optional(key) else fits
        pool = wanted or fits
        count = {n: (self._used + self.chosen).count(f"{key}:{n}") for n in pool}
        least = min(count.values())
        last = next((u for u in reversed(self._used + self.chosen) if u.startswith(f"{key}:")), "")
        fresh = [n for n in pool if count[n] == least and (f"{key}:{n}" != last or len(pool) == 1)] or pool
        at = self._random.choice(fresh)
        self.chosen.append(f"{key}:{at}")
        text = phrases()[key][at].format_map(values)
        return text[:1].upper() + text[1:]


def _optional(key: str) -> bool:
    """Whether some ways of saying it use no slot at all: those are as good."""
    return any(not slots(text) for text in phrases()[key])


_OPENERS = re.compile(
    r"^(?:(?:so|and|but|well|okay|ok|right|yeah|yes|no|um+|uh+|also|then|basically|actually|like|i mean|you know|i think|i guess|i'd say|honestly|look|sure)[,\s]+)+",
    re.IGNORECASE,
)
_BREAKS = (
    re.compile(r"[,;:](?=\s)|\s?—|\s[–-](?=\s)"),
    re.compile(r"\s(?=(?:and|but|because|so|which|while|then|where|if)\s)"),
)
"""Where speech pauses: at a mark, and failing that before a word that joins clauses, though it may join two nouns."""
_MACHINE = re.compile(r"[{}<>`|\\]|==|=>|://|\bdef \b|\bimport \b|\w\(\w*\)|\[\w*\]")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]*\)")
_MARKUP = re.compile(r"^(?:[#>*•-]+|\d+[.)])\s+|(?<!\w)[*_]+(?=\w)|(?<=\w)[*_]+(?!\w)|[,;]?\s*\b(?:i\.e|e\.g)\.?$")


def clip(text: str, most: int = 16) -> str:
    """A stretch of the candidate's words short enough to be said back, word for word; empty when it cannot be."""
    line = _MARKUP.sub("", _LINK.sub(r"\1", " ".join(text.split())))
    line = " ".join(_OPENERS.sub("", line).split())
    line = line.replace('"', "'").replace("“", "'").replace("”", "'").rstrip(" .,;:!?—–-…'")
    if not line or _MACHINE.search(line) or not any(c.isascii() and c.isalpha() for c in line):
        return ""
    said = line.split(" ")
    if len(said) > most:
        head = " ".join(said[:most])
        cut = _pause(head)
        line = head[:cut].rstrip(" ,;:—–-") if cut else head.rstrip(" ,;:—–-") + "…"
    return line if len(line.split()) >= 2 and len(line) <= 160 else ""


def _pause(head: str) -> int:
    """Where the last pause is that leaves at least six words; 0 when there is none."""
    for mark in _BREAKS:
        cuts = [m.start() for m in mark.finditer(head) if len(head[: m.start()].split()) >= 6]
        if cuts:
            return cuts[-1]
    return 0


_LEADS = (
    "skip", "ask_next", "harder", "hint", "probe", "push_lead", "again_lead", "dodge_lead", "numbers_lead",
    "numbers_settled", "held", "adapted", "left", "time_up", "round_time_up", "clarify_question", "guess_from",
)  # fmt: skip
"""Keys whose texts, up to a slot, only lead into what follows."""


@lru_cache(maxsize=1)
def _leads() -> tuple[str, ...]:
    return tuple(lead for key in _LEADS for text in phrases()[key] if (lead := text.split("{")[0].strip()))


def without_lead(text: str) -> str:
    """What was said, less the stock phrases that led into it: said again, they would sound like a machine."""
    lead = next((lead for lead in _leads() if text.startswith(lead + " ")), "")
    return without_lead(text[len(lead) + 1 :]) if lead else text


_ASKS = re.compile(
    r"^(?:(?:then|and|now|so|please|after that)\W+)*(?:give|tell|walk|take|design|write|say|name|choose|show|explain|describe|"
    r"split|do|compute|draw|pick|redesign|redo)\b|\bI want\b"
)


def short_question(ask: str) -> str:
    """The last thing a longer text asks for: enough to be reminded by. A short one keeps the sentence it stands on."""
    sentences = re.split(r"(?<=[.?!])\s+", ask.strip())
    asked = [n for n, s in enumerate(sentences) if s.endswith("?") or _ASKS.search(s[:1].lower() + s[1:])]
    if not asked:
        return ask.strip()
    first = max(0, asked[-1] - (len(sentences[asked[-1]].split()) < 4))
    return " ".join(sentences[first : asked[-1] + 1])
