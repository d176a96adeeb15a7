"""A person scores answers one by one, blind to the machine; how far the judge agrees is worked out at once.

Labels are versioned data: each line holds the answer's and the points' hash, so that it is never read for other words.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.content import load_bank
from corpus.files import lock, write_atomic
from evals.judging import judged, ladder
from evals.stats import Figure, bootstrap, bootstrap_mean, pearson, qwk
from evals.suite import SuiteError
from rubrics.scoring import TOP

VERSION = 1
FEW = 3
KEYS = "0 not there, 1 touched, 2 made, 3 made plainly; s to skip this answer, q to stop"


@dataclass(frozen=True)
class Waiting:
    """One answer to be labelled; nothing of what it is known or judged to be worth."""

    id: str
    question: str
    ask: str
    answer: str
    points: tuple[tuple[str, str], ...]
    """Id and what the point says."""

    @property
    def hash(self) -> str:
        """Changes with the answer's words or a point's."""
        return hashlib.sha256(json.dumps([self.answer, self.points]).encode()).hexdigest()[:12]


class Labels:
    """The labels of one person, in a file of their own."""

    def __init__(self, home: Path, name: str) -> None:
        safe = "".join(c for c in name if c.isalnum() or c in "-_")
        if not safe:
            raise SuiteError(f"{name!r} is no name for labels. Use letters and digits.")
        self.name, self.path = safe, home / "labels" / f"{safe}.jsonl"

    def rows(self) -> list[dict[str, Any]]:
        """Every label, each answer once, the last word counting."""
        if not self.path.exists():
            return []
        found = [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]
        return list({row["id"]: row for row in found}.values())

    def add(self, waiting: Waiting, levels: Sequence[int]) -> None:
        """Keep the levels of one answer, in the order of its points."""
        if len(levels) != len(waiting.points) or any(not 0 <= level <= TOP for level in levels):
            raise SuiteError(f"{waiting.id} needs {len(waiting.points)} levels from 0 to {TOP}.")
        given = dict(zip((ident for ident, _ in waiting.points), levels, strict=True))
        row = {
            "version": VERSION,
            "id": waiting.id,
            "hash": waiting.hash,
            "levels": given,
            "by": self.name,
            "at": round(time.time()),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with lock(self.path.with_suffix(".lock")):
            kept = [r for r in self.rows() if r["id"] != waiting.id]
            write_atomic(self.path, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in [*kept, row]))


def blind(labels: Labels, half: str, most: int) -> list[Waiting]:
    """Answers this person has not labelled, in an order that is theirs and says nothing of quality."""
    done = {row["id"] for row in labels.rows()}
    open_ones = [w for w in every(half) if w.id not in done]
    open_ones.sort(key=lambda w: hashlib.sha256(f"{labels.name}/{w.id}".encode()).hexdigest())
    return open_ones[:most]


def every(half: str) -> list[Waiting]:
    """The ladder's answers, under ids that do not say how good they are."""
    found = []
    for row in ladder(half):
        question = load_bank().questions[row["question"]]
        ident = hashlib.sha256(f"{row['question']}|{row['kind']}".encode()).hexdigest()[:10]
        points = tuple((p.id, p.says) for p in question.points)
        found.append(Waiting(ident, question.id, question.ask, row["answer"], points))
    return found


def in_terminal(
    labels: Labels,
    waiting: Sequence[Waiting],
    read: Callable[[str], str] = input,
    show: Callable[[str], None] = print,
) -> None:
    """Shows each answer and asks for a level a point."""
    for number, answer in enumerate(waiting, 1):
        show(f"\n{number} of {len(waiting)}\n\nQuestion: {answer.ask}\n\nAnswer: {answer.answer}\n\n{KEYS}")
        levels = _asked(answer, read, show)
        if levels is None:
            return
        if levels:
            labels.add(answer, levels)


def _asked(answer: Waiting, read: Callable[[str], str], show: Callable[[str], None]) -> list[int] | None:
    """The levels; empty to skip; None to stop."""
    levels: list[int] = []
    while len(levels) < len(answer.points):
        try:
            said = read(f"  {answer.points[len(levels)][1]} [0-3] ").strip().lower()
        except EOFError:
            return None
        if said == "q":
            return None
        if said == "s":
            return []
        if said in ("0", "1", "2", "3"):
            levels.append(int(said))
        else:
            show(f"  {KEYS}")
    return levels


def agreement(labels: Labels, home: Path) -> dict[str, Figure]:
    """The judge against this person, point by point and answer by answer; labels of words that changed are left out."""
    known = {w.id: w for w in every("all")}
    mine, machine, made, groups, whole_mine, whole_machine, whole_groups = [], [], [], [], [], [], []
    for row in labels.rows():
        answer = known.get(row["id"])
        if answer is None or answer.hash != row["hash"]:
            continue
        found = judged(answer.question, answer.answer, home)
        weights = {p.id: p.weight for p in load_bank().questions[answer.question].points}
        total = sum(weights.values())
        whole_mine.append(sum(weights[i] * level for i, level in row["levels"].items()) / TOP / total)
        whole_machine.append(found["forced"])
        whole_groups.append(answer.question)
        for verdict in found["verdicts"]:
            if verdict["level"] is None:
                continue
            mine.append(row["levels"][verdict["criterion_id"]] / TOP)
            machine.append(verdict["level"] / TOP)
            made.append(float((verdict["level"] >= 2) == (row["levels"][verdict["criterion_id"]] >= 2)))
            groups.append(answer.question)
    if len(whole_mine) < FEW:
        return {}
    a, b = np.array(mine), np.array(machine)
    return {
        "answers, correlation of scores": bootstrap(
            pearson, whole_groups, np.array(whole_mine), np.array(whole_machine)
        ),
        "points, weighted kappa": bootstrap(lambda x, y: qwk(x, y, steps=TOP), groups, a, b),
        "points, made or not the same": bootstrap_mean(made, groups),
    }
