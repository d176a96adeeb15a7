"""The judge that asks a language model, one criterion at a time or all at once.

The model only reads: a level above 0 counts with a quote that code finds in the answer, an unusable reply is
unscored, and statements that speak to the grader never reach it.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median_low, pstdev
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from agent.judge import prompts
from agent.judge.features import Target
from agent.judge.fence import GAP, defused, evidence, fence, repeats, said_anything
from agent.judge.port import Task, contract
from agent.judge.quotes import Place, find_quote
from agent.judge.text import Unit, units, words
from agent.models.port import Cancel, Failure, Model, Picked, Prompt
from agent.state import Verdict
from rubrics.schema import Criterion, Rubric
from rubrics.scoring import TOP

ALONE = 0.5
"""The confidence of a level when nothing is known of its spread; each reading that agrees outweighs it more."""
STATEMENTS = 40
"""Statements of an answer that a quote is picked from."""
LEVELS = tuple(f"Level {n}" for n in range(TOP + 1))


class Finding(BaseModel):
    """What the model says of one criterion; the quote comes first, so that the level follows from it."""

    model_config = ConfigDict(extra="forbid")
    quote: str
    why: str
    level: Literal[0, 1, 2, 3]


class NamedFinding(Finding):
    """One of several findings in a reply."""

    criterion: str


class Findings(BaseModel):
    """All criteria in one reply."""

    model_config = ConfigDict(extra="forbid")
    findings: list[NamedFinding]


@dataclass(frozen=True)
class Item:
    """A point or a criterion, as the model is asked about it."""

    id: str
    asks: str
    words: str
    """The criterion, with its levels unless they stand in the shared part, and its notes."""


@dataclass(frozen=True)
class Reading:
    """One usable reading of an item."""

    level: int
    place: Place | None
    why: str


@dataclass(frozen=True)
class _Case:
    """One answer being judged."""

    question: str
    answer: str
    shown: str
    """The answer as the model sees it, letter for letter in the same places."""
    reference: str
    levels: str
    """The levels, where all items have the same: what all share is read once."""
    blank: dict[str, Any]

    def prompt(self, ask: str, shown: str = "") -> Prompt:
        reference = prompts.REFERENCE.format(reference=self.reference) if self.reference else ""
        answer = fence("ANSWER", shown or self.shown)
        levels = prompts.ALIKE.format(levels=self.levels) if self.levels else ""
        shared = prompts.SHARED.format(question=self.question, reference=reference, levels=levels, answer=answer)
        return Prompt(prompts.SYSTEM, shared, ask)


class ModelJudge:
    """Judges by asking a model. Safe to share between threads as far as its model is."""

    def __init__(
        self,
        model: Model,
        *,
        samples: int = 1,
        together: bool = False,
        guarded: bool = False,
        cancel: Cancel | None = None,
    ) -> None:
        """`samples` readings each; `together`: all criteria in one reply, for fewer calls.

        `guarded`: every level above 0 is read again from its quote alone, as is done in any case where something in
        the answer spoke to the judge: what was not noticed cannot raise a level by being read along.
        """
        self.model, self.samples, self.together = model, max(1, samples), together
        self.guarded, self.cancel = guarded, cancel

    @property
    def name(self) -> str:
        """Which model judged."""
        return f"model/{self.model.picker if self.model.picks else self.model.name}"

    @property
    def version(self) -> str:
        """Changes with the model, the prompts and the way of asking."""
        held = "\n".join(
            (*prompts.ALL, str(self.samples), str(self.together), str(self.guarded), str(self.model.picks))
        )
        return f"{self.name}+prompts-{hashlib.sha256(held.encode()).hexdigest()[:10]}"

    def judge(self, task: Task) -> list[Verdict]:
        """One verdict a point; with a reference alone, one verdict a part of it."""
        targets = task.points or _parts(task.reference)
        leaks = tuple((t.says, bool(t.like)) for t in targets) if task.points else ()
        return self._judged(
            task,
            [_point(t) for t in targets],
            leaks,
            _levels(prompts.POINT_LEVELS),
            contract(self.name, self.version, task),
        )

    def judge_rubric(self, question: str, answer: str, rubric: Rubric) -> list[Verdict]:
        """One verdict a criterion of a rubric."""
        points = tuple(Target(c.id, c.question, c.weight) for c in rubric.criteria)
        task = Task(question, answer, points)
        held = contract(self.name, f"{self.version}+{rubric.id}-{rubric.version}", task)
        return self._judged(task, [_criterion(c) for c in rubric.criteria], (), "", held)

    def _judged(
        self, task: Task, items: Sequence[Item], leaks: tuple[tuple[str, bool], ...], levels: str, held: str
    ) -> list[Verdict]:
        shown, flags = evidence(task.answer, leaks)
        blank = {"judge": self.name, "contract": held, "flags": flags}
        if not said_anything(shown):
            why = "nothing but attempts to steer the judge" if flags and words(task.answer) else "nothing was said"
            sure = {"level": 0, "degree": 0.0, "confidence": 0.95, "why": why}
            return [Verdict(criterion_id=item.id, **sure, **blank) for item in items]
        case = _Case(task.question, task.answer, defused(shown), task.reference, levels, blank)
        found = self._picked(case, items) if self.model.picks else self._written(case, items)
        return self._from_quotes_alone(case, items, found) if flags or self.guarded else found

    def _from_quotes_alone(self, case: _Case, items: Sequence[Item], found: Sequence[Verdict]) -> list[Verdict]:
        """The verdicts, none higher than what its quote bears out when nothing else of the answer is read."""
        raised = [n for n, verdict in enumerate(found) if verdict.level]
        if self.model.picks:
            asks = [case.prompt(prompts.PICK_LEVEL.format(criterion=items[n].words), found[n].quote) for n in raised]
            got = [
                one.best if isinstance(one, Picked) else one
                for one in self.model.pick(LEVELS, asks, cancel=self.cancel)
            ]
        else:
            asks = [case.prompt(prompts.WRITE.format(criterion=items[n].words), found[n].quote) for n in raised]
            filled = self.model.fill(Finding, asks, cancel=self.cancel)
            got = [one.level if isinstance(one, Finding) else one for one in filled]
        again = dict(zip(raised, got, strict=True))
        return [_no_higher(verdict, again.get(n)) for n, verdict in enumerate(found)]

    def _written(self, case: _Case, items: Sequence[Item]) -> list[Verdict]:
        """Levels, quotes and reasons as the model writes them."""
        rounds = [self._round(case, items) for _ in range(self.samples if self.together else 1)]
        return [
            _verdict(item, [one for found in rounds for one in found[n]], case, self.samples)
            for n, item in enumerate(items)
        ]

    def _round(self, case: _Case, items: Sequence[Item]) -> list[list[Reading | str]]:
        """The readings of each item: one of each when asked together, else all samples at once."""
        if self.together:
            found = [[one] for one in self._all_in_one(case, items)]
        else:
            asks = [
                case.prompt(prompts.WRITE.format(criterion=item.words)) for item in items for _ in range(self.samples)
            ]
            flat = self.model.fill(Finding, asks, cancel=self.cancel, vary=self.samples > 1)
            found = [flat[n * self.samples : (n + 1) * self.samples] for n in range(len(items))]
        wrong = [
            (n, k)
            for n, row in enumerate(found)
            for k, one in enumerate(row)
            if isinstance(one, Finding) and not _sound(one, case)
        ]
        again = [
            case.prompt(prompts.QUOTE_AGAIN.format(write=prompts.WRITE.format(criterion=items[n].words)))
            for n, _ in wrong
        ]
        if again:
            for (n, k), one in zip(wrong, self.model.fill(Finding, again, cancel=self.cancel), strict=True):
                found[n][k] = one
        return [[_reading(one, case) for one in row] for row in found]

    def _all_in_one(self, case: _Case, items: Sequence[Item]) -> list[Finding | Failure]:
        listed = "\n\n".join(prompts.NAMED.format(name=item.id, criterion=item.words) for item in items)
        ask = case.prompt(prompts.WRITE_ALL.format(criteria=listed))
        limit = 150 + 150 * len(items)
        [got] = self.model.fill(Findings, [ask], limit=limit, cancel=self.cancel, vary=self.samples > 1)
        if isinstance(got, Failure):
            return [got] * len(items)
        named = Counter(one.criterion for one in got.findings)
        by_id = {one.criterion: one for one in got.findings if named[one.criterion] == 1}
        missing = Failure("unreadable", "The model's reply has not exactly one finding for this criterion.")
        return [by_id.get(item.id, missing) for item in items]

    def _picked(self, case: _Case, items: Sequence[Item]) -> list[Verdict]:
        """Levels by probability; then, for each level above 0, the statement that is the best evidence."""
        asks = [case.prompt(prompts.PICK_LEVEL.format(criterion=item.words)) for item in items]
        rounds: list[list[Picked | Failure]] = []
        for turn in range(self.samples):  # another order each time: models favour places in a list
            order = [(n + turn) % len(LEVELS) for n in range(len(LEVELS))]
            got = self.model.pick([LEVELS[n] for n in order], asks, cancel=self.cancel)
            rounds.append([_in_order(one, order) if isinstance(one, Picked) else one for one in got])
        levels = [_averaged([found[n] for found in rounds]) for n in range(len(items))]
        statements = _statements(case.shown)
        raised = [n for n, one in enumerate(levels) if isinstance(one, Picked) and one.best > 0]
        quotes: dict[int, Unit | Failure] = {}
        if len(statements) == 1:
            quotes = dict.fromkeys(raised, statements[0])
        elif raised:
            asks = [case.prompt(prompts.PICK_QUOTE.format(asks=items[n].asks)) for n in raised]
            got = self.model.pick([s.text for s in statements], asks, cancel=self.cancel)
            for n, one in zip(raised, got, strict=True):
                quotes[n] = statements[one.best] if isinstance(one, Picked) else one
        return [_weighed(item, levels[n], quotes.get(n), case) for n, item in enumerate(items)]


def _parts(reference: str) -> tuple[Target, ...]:
    from agent.judge.evidence import reference_points

    return reference_points(reference)


def _point(target: Target) -> Item:
    notes = [prompts.LIKE.format(text=text) for text in target.like[:2]]
    notes += [prompts.UNLIKE.format(text=text) for text in target.unlike[:2]]
    return Item(target.id, target.says, "\n".join((prompts.CRITERION.format(asks=target.says), *notes)))


def _criterion(criterion: Criterion) -> Item:
    asks = prompts.CRITERION.format(asks=criterion.question)
    levels = _levels([criterion.anchors.at(n) for n in range(TOP + 1)])
    notes = [prompts.EXAMPLES.format(level=n, text=criterion.examples.at(n)) for n in range(TOP + 1)]
    notes.append(prompts.NOT_EVIDENCE.format(text=criterion.not_evidence))
    return Item(criterion.id, criterion.question, "\n".join((asks, levels, *notes)))


def _levels(texts: Sequence[str]) -> str:
    zero, one, two, three = texts
    return prompts.LEVELS.format(zero=zero, one=one, two=two, three=three)


def _place(quote: str, case: _Case) -> Place | None:
    """Where the quote stands in what the model saw, in the words of the answer; never across what was left out."""
    place = find_quote(case.shown, quote)
    if place is None or GAP in case.shown[place.start : place.end]:
        return None
    return Place(place.start, place.end, case.answer[place.start : place.end])


def _sound(finding: Finding, case: _Case) -> bool:
    return finding.level == 0 or _place(finding.quote, case) is not None


def _reading(finding: Finding | Failure, case: _Case) -> Reading | str:
    """A usable reading, or why it is none."""
    if isinstance(finding, Failure):
        return str(finding)
    if finding.level == 0:
        return Reading(0, None, _why(finding.why))
    place = _place(finding.quote, case)
    if place is None:
        return "no quote was given" if not finding.quote.strip() else "its quote is not in the answer"
    return Reading(finding.level, place, _why(finding.why))


def _why(text: str) -> str:
    """The model's reason in one short line; none where it repeats its instructions."""
    text = " ".join(text.replace(GAP, " ").split())[:240]
    return "" if repeats(text, prompts.SYSTEM, 6) else text


def _verdict(item: Item, found: Sequence[Reading | str], case: _Case, samples: int) -> Verdict:
    """The middle of the readings, and their spread as confidence; unscored when most of them are unusable."""
    usable = [one for one in found if isinstance(one, Reading)]
    if 2 * len(usable) <= samples - 1 or not usable:
        why = Counter(one for one in found if isinstance(one, str)).most_common(1)[0][0]
        return Verdict(criterion_id=item.id, failure=f"unscored: {why}", **case.blank)
    levels = [one.level for one in usable]
    level = median_low(levels)
    chosen = next(one for one in usable if one.level == level)
    agreement = 1 - pstdev(levels) / (TOP / 2)
    place = chosen.place
    return Verdict(
        criterion_id=item.id,
        level=level,
        degree=fmean(levels) / TOP,
        quote=place.text if place else "",
        start=place.start if place else None,
        end=place.end if place else None,
        confidence=(len(usable) * agreement + ALONE) / (len(usable) + 1),
        why=chosen.why,
        **case.blank,
    )


def _no_higher(verdict: Verdict, alone: int | Failure | None) -> Verdict:
    """The verdict with the level its quote alone was given, where that is lower."""
    nothing: dict[str, Any] = {"quote": "", "start": None, "end": None}
    if isinstance(alone, Failure):
        return verdict.model_copy(update={**nothing, "level": None, "degree": None, "failure": f"unscored: {alone}"})
    if alone is None or verdict.level is None or alone >= verdict.level:
        return verdict
    less = {"level": alone, "degree": alone / TOP, "why": "no more than its quote bears out by itself"}
    return verdict.model_copy(update={**less, **({} if alone else nothing)})


def _in_order(picked: Picked, order: Sequence[int]) -> Picked:
    """The probabilities back in the order of the levels."""
    by_level = dict(zip(order, picked.probabilities, strict=True))
    return Picked(tuple(by_level[n] for n in range(len(order))), picked.measured)


def _averaged(found: Sequence[Picked | Failure]) -> Picked | Failure:
    usable = [one for one in found if isinstance(one, Picked)]
    if not usable:
        return found[0]
    means = tuple(fmean(column) for column in zip(*(one.probabilities for one in usable), strict=True))
    return Picked(means, all(one.measured for one in usable))


def _statements(shown: str) -> list[Unit]:
    """What a quote may be picked from: whole statements, the longest where there are too many."""
    found = [unit for unit in units(shown) if GAP not in shown[unit.start : unit.end]]
    longest = sorted(found, key=lambda unit: unit.start - unit.end)[:STATEMENTS]
    return sorted(longest, key=lambda unit: unit.start)


def _weighed(item: Item, picked: Picked | Failure, quote: Unit | Failure | None, case: _Case) -> Verdict:
    """A verdict from the probabilities of the levels: their mean is the degree, the likeliest is the level."""
    if isinstance(picked, Failure):
        return Verdict(criterion_id=item.id, failure=f"unscored: {picked}", **case.blank)
    if isinstance(quote, Failure):
        return Verdict(criterion_id=item.id, failure=f"unscored: {quote}", **case.blank)
    level = picked.best
    if level and quote is None:
        return Verdict(criterion_id=item.id, failure="unscored: no statement to quote", **case.blank)
    sure = picked.probabilities[level] if picked.measured else (1 + ALONE) / 2
    span = {"quote": case.answer[quote.start : quote.end], "start": quote.start, "end": quote.end} if quote else {}
    return Verdict(
        criterion_id=item.id,
        level=level,
        degree=sum(n * share for n, share in enumerate(picked.probabilities)) / TOP,
        confidence=min(1.0, sure),
        why="the likeliest level" if picked.measured else "",
        **(span if level else {}),
        **case.blank,
    )
