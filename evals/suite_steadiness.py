"""The same answer said another way: does the score stay?"""

import random
import re
from pathlib import Path
from typing import Any

from evals.judging import judged, ladder
from evals.report import table
from evals.stats import bootstrap_mean
from evals.suite import Item, Options, Summary

KINDS = ("strong-short", "strong-long", "adequate", "weak", "fluent-wrong", "dont-know")
_FILLERS = ("um, ", "uh, ", "you know, ", "I mean, ", "like, ", "sort of ", "basically ")
_REWORDED = (
    (r"\bI'd\b", "I would"), (r"\bI'm\b", "I am"), (r"\bwe'd\b", "we would"), (r"\bit's\b", "it is"), (r"\bdon't\b", "do not"),
    (r"\bcan't\b", "cannot"), (r"\bdoesn't\b", "does not"), (r"\bthat's\b", "that is"), (r"\bisn't\b", "is not"), (r"\bbecause\b", "since"),
    (r"\bso\b", "hence"), (r"\bbut\b", "yet"), (r"\bbig\b", "large"), (r"\bfirst\b", "to begin with"), (r"\bmaybe\b", "perhaps"),
    (r"\balso\b", "as well"), (r"\bget\b", "obtain"), (r"\bstart\b", "begin"), (r"\buse\b", "make use of"), (r"\bneed\b", "require"),
)  # fmt: skip


def reworded(text: str, rng: random.Random) -> str:
    """Contractions spelt out, everyday words exchanged."""
    for pattern, instead in _REWORDED:
        text = re.sub(pattern, instead, text, flags=re.IGNORECASE)
    return text


def reordered(text: str, rng: random.Random) -> str:
    """The sentences in another order."""
    parts = re.split(r"(?<=[.!?])\s+", text)
    rng.shuffle(parts)
    return " ".join(parts)


def typos(text: str, rng: random.Random) -> str:
    """Two letters exchanged in one long word of twelve."""
    out = []
    for word in text.split(" "):
        if len(word) > 4 and word.isalpha() and rng.random() < 1 / 12:
            at = rng.randrange(1, len(word) - 2)
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        out.append(word)
    return " ".join(out)


def fillers(text: str, rng: random.Random) -> str:
    """Um, you know, like: one before a word of nine."""
    return " ".join(rng.choice(_FILLERS) + word if rng.random() < 1 / 9 else word for word in text.split(" "))


def lowered(text: str, rng: random.Random) -> str:
    """All in lower case."""
    return text.lower()


def transcript(text: str, rng: random.Random) -> str:
    """As a recogniser without punctuation writes it."""
    return " ".join(re.sub(r"[^\w\s'%.]|\.(?=\s|$)", " ", text.lower()).split())


WAYS = {f.__name__: f for f in (reworded, reordered, typos, fillers, lowered, transcript)}


def items(options: Options) -> list[Item]:
    """The ladder's answers that say something."""
    rows = [row for row in ladder(options.half) if row["kind"] in KINDS]
    return [Item(f"{row['question']}|{row['kind']}", row["question"], row) for row in rows]


def work(item: Item, home: Path) -> dict[str, Any]:
    """The score as it is, and each other way."""
    question, answer = item.data["question"], item.data["answer"]
    trace: dict[str, Any] = {"plain": judged(question, answer, home)["forced"]}
    for name, change in WAYS.items():
        trace[name] = judged(question, change(answer, random.Random(item.id)), home)["forced"]
    return trace


def summarize(rows: list[tuple[Item, dict[str, Any]]], options: Options) -> Summary:
    """Mean absolute and mean signed change, over all and each way."""
    summary = Summary(scores={item.id: trace["plain"] for item, trace in rows})
    groups = [item.group for item, _ in rows]
    every = [abs(trace[way] - trace["plain"]) for _, trace in rows for way in WAYS]
    summary.figures["mean absolute change"] = bootstrap_mean(every, [g for g in groups for _ in WAYS])
    for way in WAYS:
        summary.figures[f"change, {way}"] = bootstrap_mean([abs(t[way] - t["plain"]) for _, t in rows], groups)
        summary.figures[f"drift, {way}"] = bootstrap_mean([t[way] - t["plain"] for _, t in rows], groups)
    moved = sorted(((abs(t[w] - t["plain"]), i.id, w, t) for i, t in rows for w in WAYS), key=lambda m: -m[0])[:15]
    cells = [[f"<code>{i}</code>", w, f"{t['plain']:.2f}", f"{t[w]:.2f}"] for _, i, w, t in moved]
    summary.sections = [("What moved most", table(["answer", "change", "before", "after"], cells))]
    return summary
