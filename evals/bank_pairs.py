"""Pairs for the reader from the bank's own lines: points made, left out and got wrong. Tuning half only.

    python -m evals.bank_pairs > bank.jsonl

Hard negatives are the point of it: an `unlike` is fluent, on the subject, and wrong.
"""

import json
import random
import sys
from collections.abc import Iterator

from corpus.content import load_bank
from corpus.schema import Question
from evals.halves import half


def pairs(question: Question, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """(what was said, the point, label). What was said comes alone and among other lines."""
    said = [(p.id, text, "entails") for p in question.points for text in p.like]
    wrong = [(p.id, text, "contradicts") for p in question.points for text in p.unlike]
    for point in question.points:
        others = [text for pid, text, _ in (*said, *wrong) if pid != point.id]
        for pid, text, label in (*said, *wrong):
            if pid == point.id:
                yield text, point.says, label
                yield _among(text, others, rng), point.says, label
                if label == "entails":
                    yield text, rng.choice([t for t in point.like if t != text]), "entails"
                    yield text, rng.choice(point.unlike), "contradicts"
        for text in rng.sample(others, min(5, len(others))):
            yield text, point.says, "neutral"
        yield " ".join(rng.sample(others, 3)), point.says, "neutral"


def _among(text: str, others: list[str], rng: random.Random) -> str:
    lines = [text, *rng.sample(others, 2)]
    rng.shuffle(lines)
    return " ".join(lines)


def main() -> int:
    """Print them, a JSON object a line."""
    for question in load_bank().questions.values():
        if half(question.id) == "tune":
            for text, point, label in pairs(question, random.Random(question.id)):
                print(json.dumps({"a": text, "b": point, "label": label, "group": question.id, "set": "bank"}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
