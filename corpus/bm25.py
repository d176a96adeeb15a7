"""Okapi BM25 over a few thousand short texts, in memory: the half of hybrid search that knows rare words."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

K1, B = 1.2, 0.5

_TOKEN = re.compile(r"[a-z0-9]+(?:[.@%][a-z0-9]+)*")
_COMMON = frozenset(
    """
    a about after all also am an and any are as at be because been before being but by can could did do does
    doing don down each few for from get gets getting go going got had has have having he her here hers him his
    how i if in into is it its just let like me more most much my no nor not now of off on once one only or
    other our out over own re s same say she should so some such t than that the their them then there these
    they this those through to too up us very was we were what when where which while who whom why will with
    would you your
    """.split()
)
_ENDINGS = (("ations", "ate"), ("ation", "ate"), ("ings", ""), ("ing", ""), ("edly", ""), ("ied", "y"), ("ies", "y"))


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """A crude common form, so that `embeddings` meets `embedding` and `quantised` meets `quantise`."""
    word = word.replace("isation", "ization").replace("ise", "ize") if len(word) > 6 else word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return (word[: -len(ending)] + instead).rstrip("e")
    if len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


def tokens(text: str) -> list[str]:
    """Stems of the words that carry meaning."""
    return [stem(word) for word in _TOKEN.findall(text.lower()) if word not in _COMMON]


class BM25:
    """Scores documents, by their key, for a query."""

    def __init__(self, documents: Iterable[tuple[str, str]]) -> None:
        self._postings: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._lengths: dict[str, int] = {}
        for key, text in documents:
            counts = Counter(tokens(text))
            self._lengths[key] = sum(counts.values())
            for word, count in counts.items():
                self._postings[word].append((key, count))
        self._mean = sum(self._lengths.values()) / max(1, len(self._lengths)) or 1.0

    def scores(self, query: str) -> dict[str, float]:
        """The score of every document that shares a word with the query."""
        found: dict[str, float] = defaultdict(float)
        for word in set(tokens(query)):
            postings = self._postings.get(word, [])
            rarity = self.rarity(word)
            for key, count in postings:
                norm = K1 * (1 - B + B * self._lengths[key] / self._mean)
                found[key] += rarity * count * (K1 + 1) / (count + norm)
        return dict(found)

    def rarity(self, word: str) -> float:
        """Inverse document frequency of a stem."""
        n = len(self._postings.get(word, ()))
        return math.log(1 + (len(self._lengths) - n + 0.5) / (n + 0.5))
