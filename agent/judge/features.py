"""What the evidence judge sees of an answer, as numbers: meaning, the words that carry it, contrast, negation, figures.

Length is not among them, and nothing here grows with it: every figure is a share, a similarity or a difference.
"""

import math
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agent.judge.alignment import Tokens, joined
from agent.judge.text import Unit, neighbours, units, words
from corpus.bm25 import stem
from corpus.embed import Embedder

_SMALL = frozenset(
    """
    a an the i you he she it we they them this that these those there is are was were be been being am do does
    did have has had can could would should will may might must to of in on at by for from with into than then
    so because if when while where which who what how why but or and as about over under up out off each every
    any some my our your their its just only also too very more most less same i'd i'll i'm i've you'd we'd
    we'll it's that's they'd s t d ll ve re m
    """.split()
)
_NEGATIONS = frozenset(
    """
    not no never cannot can't don't doesn't didn't isn't aren't wasn't won't wouldn't shouldn't without neither
    nor none nothing instead rather unlike fail fails stop avoid drop
    """.split()
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PLAIN_PIECES, _PIECES = 1000, 30522
"""BERT's vocabulary stands in order of frequency: the place of a word says how rare it is."""
_LITTLE = 0.05
"""What a small word or a mark weighs against one of the subject (0.2 to 1.2)."""
_KEPT_TOKENS, _KEPT_TARGETS = 1500, 3000
_CHUNK = 160
"""Words whose states are computed together: the encoder reads no further than 256 pieces."""


@dataclass(frozen=True)
class Target:
    """One thing an answer may contain."""

    id: str
    says: str
    weight: float = 1.0
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What a target comes to, worked out once."""

    right: np.ndarray
    """A row for what it says, then one for each example."""
    centre: np.ndarray
    wrong: np.ndarray | None
    words: "Words"
    says: "Words"
    wrong_words: "Words"
    """Words of the wrong examples that no right one has."""


Words = Mapping[str, tuple[float, np.ndarray]]
"""Stem → how rare it is (0.2 to 1.2) and its vector."""


class Lens:
    """Turns texts into vectors and words; remembers what it has seen. Safe to share between threads."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self._vectors: dict[str, np.ndarray] = {}
        self._words: dict[str, tuple[float, np.ndarray]] = {}
        self._tokens: dict[str, Tokens] = {}
        self._known: dict[Target, Known] = {}
        self._guard = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text; only texts not seen before are encoded."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if len(self._vectors) > 60_000:
            self._vectors.clear()
            new = list(dict.fromkeys(texts))
        if len(new) == 1:
            self._vectors[new[0]] = self.embedder.one(new[0])
        elif new:
            self._vectors.update(zip(new, self.embedder.many(new), strict=True))
        return np.stack([self._vectors[text] for text in texts]) if texts else np.zeros((0, 384), np.float32)

    def learn(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        """Take in what was encoded before, so that it is not encoded again."""
        self._vectors.update(zip(texts, vectors, strict=True))

    def words(self, text: str) -> Words:
        """The words of a text that carry meaning."""
        return {stem(w): self._word(w) for w in words(text) if w not in _SMALL and len(w) > 1}

    def _word(self, word: str) -> tuple[float, np.ndarray]:
        if word not in self._words:
            ids = self.embedder.pieces(word)
            vector = self.embedder.table[ids].mean(axis=0)
            self._words[word] = (
                _rarity(ids[0] if len(ids) == 1 else _PIECES),
                vector / (np.linalg.norm(vector) + 1e-9),
            )
        return self._words[word]

    def target(self, target: Target) -> Known:
        """What a target comes to; those seen lately are remembered."""
        known = self._known.get(target)
        if known is None:
            right = self.vectors((target.says, *target.like))
            middle = right.mean(axis=0)
            said = self.words(" ".join((target.says, *target.like)))
            wrong = {w: v for w, v in self.words(" ".join(target.unlike)).items() if w not in said}
            known = Known(
                right,
                middle / (np.linalg.norm(middle) + 1e-9),
                self.vectors(target.unlike) if target.unlike else None,
                said,
                self.words(target.says),
                wrong,
            )
            if len(self._known) >= _KEPT_TARGETS:
                self._known.clear()
            self._known[target] = known
        return known

    def tokens(self, text: str) -> Tokens:
        """The words of a text in context; texts seen lately are remembered."""
        with self._guard:
            known = self._tokens.get(text)
        if known is None:
            flow = text.split()
            known = joined([self._chunk(" ".join(flow[i : i + _CHUNK])) for i in range(0, max(1, len(flow)), _CHUNK)])
            with self._guard:
                if len(self._tokens) >= _KEPT_TOKENS:
                    self._tokens.clear()
                self._tokens[text] = known
        return known

    def _chunk(self, text: str) -> Tokens:
        ids, states = self.embedder.states(text)
        size = np.linalg.norm(states, axis=2, keepdims=True)
        weights = [
            _rarity(place) if any(map(str.isalnum, piece)) and piece not in _SMALL else _LITTLE
            for place, piece in zip(ids, self.embedder.spelling(ids), strict=True)
        ]
        return Tokens(np.array(weights), (states / (size + 1e-9)).astype(np.float16))


def _rarity(place: int) -> float:
    return 0.2 + math.log(max(place, _PLAIN_PIECES) / _PLAIN_PIECES) / math.log(_PIECES / _PLAIN_PIECES)


class Reading:
    """An answer as the judge reads it: statements, windows over them, and their vectors."""

    def __init__(self, lens: Lens, answer: str, kept: Sequence[Unit] | None = None) -> None:
        self.answer = answer
        self.units = list(units(answer) if kept is None else kept)
        self._pairs = neighbours(self.units)
        both = [(self.units[i], self.units[i + 1]) for i in self._pairs]
        self.windows = [*self.units, *(Unit(f"{a.text} {b.text}", a.start, b.end) for a, b in both)]
        self._lens = lens

    @property
    def empty(self) -> bool:
        """Nothing was said that could be judged."""
        return not self.units

    @cached_property
    def text(self) -> str:
        """What is judged: the statements that were kept."""
        return " ".join(unit.text for unit in self.units)

    @cached_property
    def vectors(self) -> np.ndarray:
        """One row a window. Only statements are encoded; the vector of a pair is the middle of its two."""
        single = self._lens.vectors([unit.text for unit in self.units])
        pairs = [single[i] + single[i + 1] for i in self._pairs]
        return np.vstack([single, *(pair / (np.linalg.norm(pair) + 1e-9) for pair in pairs)])

    @cached_property
    def words(self) -> Words:
        """All its words that carry meaning."""
        return self._lens.words(self.text)


def covered(wanted: Words, said: Words) -> tuple[float, float]:
    """The share of the wanted words, weighed by rarity, that was said: to the letter, and by near synonyms too."""
    total = sum(rare for rare, _ in wanted.values())
    if not total or not said:
        return 0.0, 0.0
    exact = sum(rare for word, (rare, _) in wanted.items() if word in said) / total
    table = np.stack([vector for _, vector in said.values()])
    soft = 0.0
    for word, (rare, vector) in wanted.items():
        close = 1.0 if word in said else float((table @ vector).max())
        soft += rare * min(1.0, max(0.0, (close - 0.3) / 0.5))
    return exact, soft / total


def negated(text: str) -> bool:
    """Whether a stretch denies or replaces something."""
    return not _NEGATIONS.isdisjoint(words(text))


def numbers(text: str) -> set[str]:
    """The figures in a text."""
    return {n.replace(",", "") for n in _NUMBER.findall(text)}
