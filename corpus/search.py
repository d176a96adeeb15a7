"""Finds questions, points, pushbacks, rubric criteria and the user's notes: by meaning and by rare words at once.

Each side alone misses: vectors do not know `logQ`, words do not know that a nap is a rest. Their scores are added
after each was brought to 0..1; the weights were chosen on the tuning half of evals/suites/retrieval.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corpus.bm25 import BM25
from corpus.content import Bank
from corpus.embed import Embedder
from corpus.index import Shelf, newest, open_shelf
from corpus.ingest import NOTES
from corpus.passages import Meta, Passage, bank_passages

KINDS = ("question", "point", "pushback", "rubric", "notes")
_COLLECTIONS = {
    "question": "questions",
    "point": "points",
    "pushback": "pushbacks",
    "rubric": "rubrics",
    "notes": NOTES,
}
_WORDS = {"question": ("questions", "points")}
"""Collections whose words count for a kind, where they are more than its own."""

WORDS_WEIGHT = 0.2
"""How much rare words count beside meaning."""
BEST = {"question": 3, "point": 2}
"""How many of an owner's passages its meaning is the mean of; one where nothing else is said."""
DEPTH = 300
"""Passages looked at before owners are ranked."""


@dataclass(frozen=True)
class Hit:
    """One thing found. For notes, `meta` names the file and heading to cite."""

    id: str
    kind: str
    score: float
    text: str
    meta: Meta


@dataclass(frozen=True)
class Filters:
    """What a hit must fit; None lets everything pass."""

    round: str | None = None
    topic: str | None = None
    level: str | None = None

    def where(self) -> dict[str, Any] | None:
        """The same, as Chroma reads it."""
        parts: list[dict[str, Any]] = []
        if self.round:
            parts.append({"round": self.round})
        if self.topic:
            parts.append({"topic": self.topic})
        if self.level:
            parts.append({"levels": {"$contains": self.level}})
        return {"$and": parts} if len(parts) > 1 else (parts[0] if parts else None)

    def fit(self, meta: Meta) -> bool:
        """Whether a passage passes."""
        levels = meta.get("levels", [])
        return (
            (not self.round or meta.get("round") == self.round)
            and (not self.topic or meta.get("topic") == self.topic)
            and (not self.level or (isinstance(levels, list) and self.level in levels))
        )


class Library:
    """The open index: one per process, safe to share between threads."""

    def __init__(
        self, home: Path, load: Callable[[], Embedder], shelf: Shelf, passages: Mapping[str, Sequence[Passage]]
    ) -> None:
        self.home, self._load, self.shelf = home, load, shelf
        self._passages = dict(passages)
        self._words: dict[str, tuple[BM25, dict[str, Passage]]] = {}

    @cached_property
    def embedder(self) -> Embedder:
        """Loaded at the first search."""
        return self._load()

    def search(
        self,
        text: str,
        kind: str = "question",
        k: int = 5,
        filters: Filters | None = None,
        vector: np.ndarray | None = None,
    ) -> list[Hit]:
        """The k best owners of a kind, best first. `vector` is the text's, where it was encoded already."""
        scores, shown = self.scores(text, kind, filters or Filters(), vector=vector)
        best = sorted(scores, key=lambda owner: (-scores[owner], owner))[:k]
        return [Hit(owner, kind, round(scores[owner], 4), shown[owner].text, shown[owner].meta) for owner in best]

    def scores(
        self,
        text: str,
        kind: str,
        filters: Filters,
        words_weight: float = WORDS_WEIGHT,
        vector: np.ndarray | None = None,
    ) -> tuple[dict[str, float], dict[str, Passage]]:
        """Every candidate's score, and the passage to show for it. `words_weight` 0 is vectors alone, 1 words alone."""
        found: dict[str, list[float]] = defaultdict(list)
        if words_weight < 1:
            vector = self.embedder.one(text) if vector is None else vector
            shelf = self._notes if kind == NOTES else self.shelf
            for owner, similarity in (
                shelf.nearness(_COLLECTIONS[kind], vector, DEPTH, filters.where()) if shelf else []
            ):
                found[owner].append(similarity)
        bm25, shown = self._index_of_words(kind)
        words = {o: s for o, s in bm25.scores(text).items() if filters.fit(shown[o].meta)} if words_weight > 0 else {}
        top = max(words.values(), default=1.0) or 1.0
        count = BEST.get(kind, 1)
        floor = min((similarity for rows in found.values() for similarity in rows), default=0.0)
        scores = {}
        for owner in {*found, *words}:
            near = (sorted(found.get(owner, ()), reverse=True) + [floor] * count)[:count]
            scores[owner] = (1 - words_weight) * sum(near) / count + words_weight * words.get(owner, 0.0) / top
        return scores, shown

    def with_notes_of(self, home: Path) -> "Library":
        """The same library with the documents of another home, as they are now."""
        return Library(home, self._load, self.shelf, self._passages)

    def warm(self, kind: str) -> None:
        """Read what the first search of a kind would have to read."""
        self._index_of_words(kind)

    @cached_property
    def asks(self) -> dict[str, np.ndarray]:
        """Question → the vector of how it is asked."""
        texts, vectors = self.shelf.vectors("questions", {"part": "ask"})
        owners = {row.text: row.owner for row in self._passages["questions"]}
        return {owners[text]: vector for text, vector in zip(texts, vectors, strict=True)}

    @cached_property
    def _notes(self) -> Shelf | None:
        return newest(self.home, NOTES)

    def _index_of_words(self, kind: str) -> tuple[BM25, dict[str, Passage]]:
        if kind not in self._words:
            if kind == NOTES:
                rows = self._notes.everything(NOTES) if self._notes else []
            else:
                names = _WORDS.get(kind, (_COLLECTIONS[kind],))
                rows = [row for name in names for row in self._passages.get(name, ())]
            texts: dict[str, list[str]] = defaultdict(list)
            shown: dict[str, Passage] = {}
            for row in rows:
                owner = str(row.meta["question"]) if kind == "question" else row.owner
                texts[owner].append(row.text)
                shown.setdefault(owner, row)
            self._words[kind] = (BM25((owner, " ".join(parts)) for owner, parts in texts.items()), shown)
        return self._words[kind]


def open_library(
    home: Path,
    bank: Bank,
    load: Callable[[], Embedder],
    extra: Mapping[str, Sequence[Passage]] | None = None,
    *,
    rebuild: bool = False,
    say: Callable[[str], None] | None = None,
) -> Library:
    """The library over this bank, its index built when it is not there or no longer true.

    `extra` are collections the corpus does not know of (the rubrics' criteria).
    """
    passages = {**bank_passages(bank), **(extra or {})}
    shelf, status = open_shelf(home, "bank", passages, lambda texts: load().many(texts), rebuild=rebuild)
    if say:
        say(status)
    return Library(home, load, shelf, passages)
