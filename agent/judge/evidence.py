"""The offline judge: reads an answer statement by statement and needs no model, key or network.

It sees a point with `like` and `unlike`, or just a sentence of what a strong answer says, or just a reference answer.
Where the evidence is thin it gives no level and says so.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from agent.judge.attacks import MAX_CHARACTERS, Inspection, inspect, without_echoes, without_leaks, without_lists
from agent.judge.disguise import without_hidden
from agent.judge.evidence_features import Rows, on_subject, reference_row, with_reading
from agent.judge.features import Lens, Reading, Target
from agent.judge.forest import Forest, level_of
from agent.judge.port import Task, contract
from agent.judge.quotes import verified
from agent.judge.reader import Reader, load_reader
from agent.judge.text import units, words
from agent.state import Verdict
from corpus.embed import load_embedder

HEAD = Path(__file__).parent / "head.json"
THIN, THIN_REFERENCE = 0.06, 0.02
"""A chance this close to one half is no verdict; a reference alone says less, so less is asked of it."""
FAR, HOPELESS, ASK = 0.14, 0.1, 3
"""The reader is slow. It is asked about the ASK points most in doubt, unless nothing in the answer comes near them."""
MAX_PARTS = 8


class EvidenceJudge:
    """Judges by evidence. Safe to share between threads; deterministic."""

    name = "evidence"

    def __init__(self, lens: Lens, reader: Reader, head: Path = HEAD) -> None:
        raw = head.read_bytes()
        self._fitted = json.loads(raw)
        self.lens, self.reader = lens, reader
        self._last: tuple[Task, _Seen] | None = None
        self.version = f"{lens.embedder.fingerprint}+head-{hashlib.sha256(raw).hexdigest()[:10]}"

    @cached_property
    def _first(self) -> Forest:
        return Forest(self._fitted["first"])

    @cached_property
    def _read(self) -> Forest:
        return Forest(self._fitted["read"])

    @cached_property
    def _reference(self) -> Forest:
        return Forest(self._fitted["reference"])

    def judge(self, task: Task) -> list[Verdict]:
        """One verdict a point; with a reference alone, one verdict a part of it."""
        targets = task.points or reference_points(task.reference)
        seen = self._look(task, targets)
        blank = {"judge": self.name, "contract": contract(self.name, self.version, task), "flags": seen.flags}
        if seen.rows is None:
            if seen.failure:
                return [Verdict(criterion_id=t.id, failure=seen.failure, **blank) for t in targets]
            return [
                Verdict(criterion_id=t.id, level=0, degree=0.0, confidence=0.95, why=seen.why, **blank) for t in targets
            ]
        verdicts = []
        for n, target in enumerate(targets):
            quote = seen.rows.quote(n)
            said = seen.answer[quote.start : quote.end]
            asked = target.id in task.asked
            verdict = _verdict(
                target, float(seen.degrees[n]), float(seen.chances[n]), said, seen.thin, blank, asked=asked
            )
            verdicts.append(verified(verdict, seen.answer))
        return verdicts

    def weigh(self, task: Task) -> tuple[list[float], list[float]]:
        """The degree and the chance of every point, also where a verdict would say that the evidence is thin."""
        targets = task.points or reference_points(task.reference)
        seen = self._look(task, targets)
        if seen.rows is None:
            return [0.0] * len(targets), [0.05] * len(targets)
        return [float(d) for d in seen.degrees], [float(c) for c in seen.chances]

    def _look(self, task: Task, targets: Sequence[Target]) -> "_Seen":
        """An answer looked at; the last one is remembered, for whoever asks for verdicts and for degrees."""
        last = self._last
        if last and last[0] == task:
            return last[1]
        seen = self._looked(task, targets)
        self._last = (task, seen)
        return seen

    def _looked(self, task: Task, targets: Sequence[Target]) -> "_Seen":
        answer = without_hidden(task.answer[:MAX_CHARACTERS])
        found = evidence_in(self.lens, task, targets)
        if not english(answer):
            return _Seen(
                answer, found.flags, failure="unscored: the answer is not in English, which is all this judge reads"
            )
        if not found.kept:
            why = "nothing that is about the question" if words(answer) else "nothing was said"
            return _Seen(answer, found.flags, why=why)
        rows = Rows(self.lens, Reading(self.lens, answer, found.kept), targets)
        if not task.points:
            degrees, chances = self._against_reference(task, rows)
            return _Seen(answer, found.flags, rows=rows, degrees=degrees, chances=chances, thin=THIN_REFERENCE)
        degrees, chances = self._against_points(rows)
        if found.doubted:
            company = sorted((*found.kept, *found.doubted), key=lambda unit: unit.start)
            others = self._against_points(Rows(self.lens, Reading(self.lens, answer, company), targets))
            degrees, chances = np.minimum(degrees, others[0]), np.minimum(chances, others[1])
        return _Seen(answer, found.flags, rows=rows, degrees=degrees, chances=chances)

    def _against_points(self, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
        """What the first head says; where it doubts most, what the second says who has had the passage read."""
        table = rows.table()
        raw = self._first.raw(table)
        degrees, chances = self._first.degree(raw), self._first.chance(raw)
        order = np.argsort(np.abs(chances - 0.5), kind="stable")[:ASK]
        asked = [int(n) for n in order if chances[n] > HOPELESS and rows.nearness(n) >= FAR]
        if asked:
            again = self._read.raw(with_reading(table[asked], self.read(rows, asked)))
            degrees[asked], chances[asked] = self._read.degree(again), self._read.chance(again)
        return degrees, chances

    def read(self, rows: Rows, asked: Sequence[int]) -> np.ndarray:
        """The reader's shares of (absent, made, contradicted) for some of the points."""
        return self.reader.read([(rows.targets[n].says, rows.passage(n)) for n in asked])

    def _against_reference(self, task: Task, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
        """Degrees whose mean is what the head says of the whole answer, spread as the parts were met."""
        parts = [target.says for target in rows.targets]
        row = reference_row(self.lens, rows.reading, task.question, task.reference, parts)
        raw = self._reference.raw(row[None, :])
        whole, chance = float(self._reference.degree(raw)[0]), float(self._reference.chance(raw)[0])
        near = np.array([rows.nearness(n) for n in range(len(rows.targets))])
        spread = 0.5 * (near - near.mean())
        room = min(whole, 1 - whole)
        scale = min(1.0, room / (np.abs(spread).max() + 1e-9))
        return np.clip(whole + scale * spread, 0, 1), np.full(len(near), chance)


@dataclass(frozen=True)
class _Seen:
    """An answer looked at: its rows and what the head made of them, or why there are none."""

    answer: str
    flags: tuple[str, ...]
    rows: Rows | None = None
    degrees: Sequence[float] | np.ndarray = ()
    chances: Sequence[float] | np.ndarray = ()
    thin: float = THIN
    why: str = ""
    failure: str = ""


def _verdict(
    target: Target,
    degree: float,
    chance: float,
    quote: str,
    thin: float,
    blank: dict[str, object],
    *,
    asked: bool = False,
) -> Verdict:
    """`asked`: the candidate was asked for this point and has answered. What is still not clear then was touched at most."""
    confidence = max(chance, 1 - chance)
    unclear = abs(chance - 0.5) < thin
    if unclear and not asked:
        failure = f"unscored: the evidence is thin (a chance of {chance:.2f} that this point was made)"
        return Verdict(criterion_id=target.id, confidence=confidence, failure=failure, **blank)  # type: ignore[arg-type]
    level = min(level_of(degree), 1) if unclear else level_of(degree)
    why = {
        0: "nothing said amounts to this point",
        1: "touched, but not made",
        2: "made",
        3: "made plainly",
    }[level]
    return Verdict(
        criterion_id=target.id,
        level=level,
        degree=degree,
        quote=quote if level else "",
        confidence=confidence,
        why=why,
        **blank,  # type: ignore[arg-type]
    )


def evidence_in(lens: Lens, task: Task, targets: Sequence[Target]) -> Inspection:
    """The statements of an answer that may count, and what was found in the others."""
    answer = without_hidden(task.answer[:MAX_CHARACTERS])
    found = inspect(task.answer, units(answer))
    ids = [target.id for target in targets] if task.points else []
    found = without_echoes(found, answer, task.question, ids)
    if not task.points:
        return found
    found = without_lists(found, answer)
    found = without_leaks(found, [(target.says, bool(target.like)) for target in targets])
    return replace(found, kept=on_subject(lens, found.kept, targets) if found.kept else ())


@lru_cache(maxsize=512)
def reference_points(reference: str) -> tuple[Target, ...]:
    """The statements of a reference answer as points, longer ones weighing more."""
    parts = [unit.text for unit in units(reference) if len(words(unit.text)) >= 2] or [reference.strip() or "-"]
    while len(parts) > MAX_PARTS:  # neighbours that are shortest together become one point
        at = min(range(len(parts) - 1), key=lambda i: len(parts[i]) + len(parts[i + 1]))
        parts[at : at + 2] = [f"{parts[at]} {parts[at + 1]}"]
    return tuple(Target(f"part-{n}", text) for n, text in enumerate(parts, start=1))


def english(text: str) -> bool:
    """Whether most letters are Latin, and another language's small words do not outnumber the English ones.

    Telegram style has hardly any small words: their lack alone says nothing.
    """
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    if sum(c.isascii() for c in letters) < 0.7 * len(letters):
        return False
    said = re.findall(r"[^\W\d_]+", text.lower())
    foreign = sum(word in _FOREIGN for word in said)
    return len(said) < 15 or foreign <= max(2, sum(word in _EVERYDAY for word in said))


_EVERYDAY = frozenset(
    """
    the a an of to and in is it that i we you for on with as be are was this so if not at or by
    """.split()
)
_FOREIGN = frozenset(
    """
    der das und nicht ist ein eine einen dem mit auf für von wir ich sie sind wird auch als dass aber oder wenn
    le la les des une est dans pour que qui sur avec pas nous je vous mais ou où sont cette du el los del una
    por para pero más porque muy y se il gli che non sono di della nel anche o uma não em mas
    het een niet dat zijn voor maar ook wat og det som på med ikke är och att inte för
    """.split()
)


@lru_cache(maxsize=2)
def evidence_judge(home: Path) -> EvidenceJudge:
    """The judge, loaded once a process."""
    return EvidenceJudge(Lens(load_embedder(home)), load_reader(home))
