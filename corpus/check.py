"""What a content author is told before a reader has to: `python -m corpus.check [FILE…]`.

The schema is checked on loading; here are the faults that only show when texts are held against each other.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from corpus.content import SHIPPED, load_bank, parse_records
from corpus.embed import Embedder, load_embedder
from corpus.problem_schema import Problem
from corpus.schema import Pattern, Question

TWINS = 0.86
"""Two questions closer than this ask the same. Measured on the bank: the closest honest pair stands below .80."""
ECHO = 0.95
"""An `unlike` this close to a `like` differs by a word: a typo, not a mistake somebody makes."""
SHARED_WORDS = 8

_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def words(text: str) -> list[str]:
    """Lower-case words; punctuation is no word."""
    return _WORDS.findall(text.lower().replace("’", "'"))


def texts_of(record: Question | Pattern) -> list[str]:
    """Every sentence a person wrote into a record."""
    out: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            out.append(value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key not in ("id", "source", "levels", "round", "topic", "kind", "missing", "topics", "teams"):
                    walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    walk(record.model_dump())
    return out


def astray(questions: Iterable[Question], embedder: Embedder) -> list[str]:
    """Every `like` that is nearer to another point of its question than to its own.

    Nearness to a point is the mean of the two closest of its texts (what it says, its other `like`s).
    """
    faults = []
    for question in questions:
        texts = [(point.id, i, text) for point in question.points for i, text in enumerate((point.says, *point.like))]
        vectors = embedder.many([text for _, _, text in texts])
        close = vectors @ vectors.T
        np.fill_diagonal(close, -1)
        rows = {point.id: [n for n, (pid, _, _) in enumerate(texts) if pid == point.id] for point in question.points}
        for n, (own, i, text) in enumerate(texts):
            if i == 0:
                continue
            near = {pid: float(np.mean(np.sort(close[n, cols])[-2:])) for pid, cols in rows.items()}
            best = max(near, key=lambda pid: near[pid])
            if best != own:
                faults.append(
                    f"{question.id} > {own}: this `like` is nearer to {best} ({near[best]:.2f} against {near[own]:.2f}):"
                    f' "{text}"'
                )
    return faults


def echoes(questions: Iterable[Question | Problem], embedder: Embedder) -> list[str]:
    """Every `unlike` that all but repeats a `like` of its question."""
    faults = []
    for question in questions:
        right = [text for point in question.points for text in point.like]
        wrong = [(point.id, text) for point in question.points for text in point.unlike]
        close = embedder.many([text for _, text in wrong]) @ embedder.many(right).T
        for (pid, text), row in zip(wrong, close, strict=True):
            if row.max() >= ECHO:
                faults.append(
                    f'{question.id} > {pid}: this `unlike` all but repeats "{right[int(row.argmax())]}": "{text}"'
                )
    return faults


def twins(questions: Sequence[Question], embedder: Embedder, among: Sequence[Question] | None = None) -> list[str]:
    """Pairs of questions that ask the same thing, with how close they are."""
    others = among if among is not None else questions
    close = embedder.many([q.ask for q in questions]) @ embedder.many([q.ask for q in others]).T
    faults = []
    for i, one in enumerate(questions):
        for j, other in enumerate(others):
            if one.id < other.id and close[i, j] >= TWINS:
                faults.append(f"{one.id} and {other.id} ask the same ({close[i, j]:.2f})")
    return faults


def shared_runs(texts: Iterable[tuple[str, str]], seeds: Path, length: int = SHARED_WORDS) -> list[str]:
    """Runs of `length` words that a text (label, text) shares with a seed document."""
    known: dict[tuple[str, ...], str] = {}
    for path in sorted(seeds.glob("*.txt")):
        flow = words(path.read_text(encoding="utf-8"))
        for i in range(len(flow) - length + 1):
            known.setdefault(tuple(flow[i : i + length]), path.name[:3])
    faults = []
    for label, text in texts:
        flow = words(text)
        for i in range(len(flow) - length + 1):
            run = tuple(flow[i : i + length])
            if run in known:
                faults.append(f'{label}: shares "{" ".join(run)}" with seed {known[run]}; say it in your own words')
                break
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files named, or the whole shipped content."""
    parser = argparse.ArgumentParser(prog="python -m corpus.check", description=main.__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--home", type=Path, default=Path("~/.cache/sparring-check").expanduser())
    parser.add_argument("--seeds", type=Path, default=SHIPPED.parent.parent / "shared" / "seeds")
    options = parser.parse_args(arguments)
    faults: list[str] = []
    questions: list[Question] = []
    patterns: list[Pattern] = []
    if options.files:
        for path in options.files:
            found: list[str] = []
            if path.resolve().parent.name == "pushbacks":
                patterns += parse_records(path, Pattern, found)
            else:
                questions += parse_records(path, Question, found)
            faults += [f"{path}: {fault}" for fault in found]
    else:
        bank = load_bank()
        questions, patterns = list(bank.questions.values()), list(bank.patterns.values())
    embedder = load_embedder(options.home)
    faults += astray(questions, embedder) + echoes(questions, embedder) + twins(questions, embedder)
    if options.seeds.is_dir():
        labelled = [(record.id, text) for record in [*questions, *patterns] for text in texts_of(record)]
        faults += shared_runs(labelled, options.seeds)
    for fault in faults:
        print(fault)
    print(f"{len(questions)} questions and {len(patterns)} patterns read, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
