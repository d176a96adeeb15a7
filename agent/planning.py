"""Which questions will be asked, and why: the loop's topics, this level and team, what was weak, what the job asks for.

The same brief, content and history give the same plan; the seed only breaks ties among questions that fit as well.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from agent.coding import plan as coding_plan
from agent.defence import plan as defence_plan
from agent.errors import PlanError
from agent.state import Brief, RoundPlan, Slot
from corpus.content import Bank
from corpus.problem_schema import Problem
from corpus.schema import Loop, LoopRound, Question
from corpus.search import Library

CLOSING_MINUTES = 4.0
"""Kept at the end of a round for the candidate's own questions."""
OWN_MINUTES = 8.0
CODING_MINUTES = 30.0
"""What a coding problem takes, when a round is nothing else."""
DEFAULT_ROUND, DEFAULT_MINUTES = "ml", 45
JOB, TEAM, WEAK, LEVEL, CHANCE = 0.5, 0.3, 0.35, 0.1, 0.2
"""What moves a question up, beside each other; CHANCE is the seed's share. A question of another team loses TEAM, which is more than
chance and likeness give it back: it comes only when nothing else is left."""
ALIKE = 0.5
"""How much nearness to a question already chosen for the round counts against the next one."""
_BY_ROUND = {
    "ml": ("recommender-modeling", "deep-learning", "attention", "llm-multimodal"),
    "inference": ("inference", "attention", "deep-learning"),
}
"""Rounds that draw on more than one topic; others draw on the questions filed under them."""


@dataclass(frozen=True)
class History:
    """What earlier sessions say about this one."""

    recent: frozenset[str] = frozenset()
    """Ids asked in the last sessions."""
    weak: Mapping[str, float] = field(default_factory=dict)
    """Topic → how weak it was, 0 to 1."""
    trouble: str = ""
    """Why what was weak could not be read."""


@dataclass(frozen=True)
class Plan:
    """The rounds, and what the candidate is told about them."""

    rounds: tuple[RoundPlan, ...]
    notes: tuple[str, ...]


def make_plan(brief: Brief, bank: Bank, library: Library, history: History | None = None) -> Plan:
    """The rounds of an interview; PlanError when there is nothing to ask."""
    chooser = _Chooser(brief, bank, library, history or History())
    wanted = _loop(brief, bank)
    own: tuple[Slot, ...] = ()
    if brief.questions:
        own = tuple(chooser.chosen(n, text) for n, text in enumerate(brief.questions, 1))
    rounds = [chooser.round(part) for part in wanted]
    if own:
        first = next((n for n, r in enumerate(rounds) if r.slots), 0)
        rounds[first] = rounds[first].model_copy(update={"slots": own + rounds[first].slots})
    if not any(r.slots for r in rounds):
        left = " ".join(r.left_out for r in rounds if r.left_out)
        raise PlanError(
            f"Nothing in the bank fits this interview. {left} Try `--loop tiktok-mle` or `--round ml`.".replace(
                "  ", " "
            )
        )
    return Plan(tuple(r for r in rounds if r.slots or r.left_out), tuple(chooser.notes()))


def topics_of(brief: Brief, bank: Bank) -> set[str]:
    """The topics an interview is to ask about, coding apart, which is practised elsewhere."""
    return {topic for part in _loop(brief, bank) for topic, count in part.picks.items() if count and topic != "coding"}


def _loop(brief: Brief, bank: Bank) -> list[LoopRound]:
    if brief.loop:
        loop = bank.loops.get(brief.loop)
        if loop is None:
            raise PlanError(f"There is no loop {brief.loop!r}. Choose from: {', '.join(sorted(bank.loops))}.")
        return _scaled(loop, brief.minutes)
    kind = brief.round or DEFAULT_ROUND
    minutes = brief.minutes or DEFAULT_MINUTES
    if not 5 <= minutes <= 90:
        raise PlanError(f"One round takes 5 to 90 minutes, not {minutes}. Use --loop for more.")
    if kind == "coding":
        count = max(1, round(minutes / CODING_MINUTES))
        return [LoopRound(kind=kind, title="Coding round", minutes=minutes, picks={"coding": count}, closing=False)]
    if kind == "defence" and brief.projects:
        return [defence_plan.defence_round(brief, brief.minutes, CLOSING_MINUTES)]
    own = [q for q in bank.questions.values() if q.round == kind]
    topics = _BY_ROUND.get(kind) or tuple(dict.fromkeys(q.topic for q in own))
    if not topics:
        kinds = sorted({q.round for q in bank.questions.values()})
        raise PlanError(f"There are no questions for a round {kind!r}. Choose from: {', '.join(kinds)}.")
    room = max(minutes - CLOSING_MINUTES, 4)
    count = max(1, round(room / _typical(bank, kind)))
    picks = {topic: count // len(topics) + (n < count % len(topics)) for n, topic in enumerate(topics)}
    title = f"{kind.replace('-', ' ').capitalize() if kind != 'ml' else 'Machine learning'} round"
    return [LoopRound(kind=kind, title=title, minutes=minutes, picks=picks)]  # type: ignore[arg-type]


def _typical(bank: Bank, kind: str) -> float:
    return float(np.median([q.minutes for q in bank.questions.values() if q.round == kind]))


def _scaled(loop: Loop, minutes: int | None) -> list[LoopRound]:
    """The loop's rounds, each with the same share of a shorter or longer day."""
    total = sum(part.minutes for part in loop.rounds)
    if minutes is None or minutes == total:
        return list(loop.rounds)
    share = minutes / total
    if share * min(part.minutes for part in loop.rounds) < 3:
        least = int(np.ceil(3 * total / min(part.minutes for part in loop.rounds)))
        raise PlanError(
            f"{minutes} minutes are too few for the {len(loop.rounds)} rounds of {loop.id}: take at least {least}, or one --round."
        )
    return [
        part.model_copy(
            update={
                "minutes": max(3, round(part.minutes * share)),
                "picks": {topic: max(1, round(n * share)) for topic, n in part.picks.items()}
                if share < 0.7
                else part.picks,
            }
        )
        for part in loop.rounds
    ]


class _Chooser:
    """Picks questions one by one, never one twice."""

    def __init__(self, brief: Brief, bank: Bank, library: Library, history: History) -> None:
        self.brief, self.bank, self.library, self.history = brief, bank, library, history
        self._random = random.Random(f"{brief.seed}/plan")
        self._luck = {key: self._random.random() for key in sorted(bank.questions)}
        self._used: set[str] = set()
        self._repeats = 0
        self._asked_for = self._wishes()
        self._problems = coding_plan.Problems(brief, history.recent)
        self._projects = defence_plan.by_relevance(defence_plan.wanted(brief), brief.team, bank, library)

    def round(self, part: LoopRound) -> RoundPlan:
        """One round with its questions and their share of its minutes."""
        chosen: list[Question] = []
        problems: list[Problem] = []
        told = self._projects[: part.picks.get("defence", 0)]
        del self._projects[: len(told)]
        for topic, wanted in part.picks.items():
            count = wanted - len(told) if topic == "defence" else wanted
            if topic == "coding":
                problems = self._problems.pick(count)
                continue
            for _ in range(count):
                question = self._best(topic, part.kind, chosen)
                if question is not None:
                    self._used.add(question.id)
                    chosen.append(question)
        room = max(part.minutes - (CLOSING_MINUTES if part.closing else 0), 2)
        asked = sum(q.minutes for q in (*chosen, *problems)) + len(told) * defence_plan.PROJECT_MINUTES
        share = room / max(1, asked)
        projects = defence_plan.slots_of(told, share * defence_plan.PROJECT_MINUTES, self.brief)
        slots = tuple(
            Slot(id=q.id, minutes=round(min(q.minutes * share, q.minutes * 2), 1), why=self._why(q)) for q in chosen
        )
        slots = (*projects, *slots) if next(iter(part.picks)) == "defence" else (*slots, *projects)
        slots += tuple(coding_plan.slot_of(p, round(min(p.minutes * share, p.minutes * 2), 1)) for p in problems)
        short = part.picks.get("coding", 0) - len(problems)
        text = f"{part.title}: {short} coding problems fewer, for want of one that can be run here." if short else ""
        return RoundPlan(
            kind=part.kind, title=part.title, minutes=part.minutes, slots=slots, closing=part.closing, left_out=text
        )

    def chosen(self, n: int, text: str) -> Slot:
        """What the candidate asked for: a question of the bank by its id, or one in their own words."""
        problem = self._problems.take(text.strip())
        if problem is not None:
            return coding_plan.slot_of(problem, problem.minutes)
        question = self.bank.questions.get(text.strip())
        if question is None:
            return Slot(id=f"own-{n}", minutes=OWN_MINUTES, why="your own question", own=text.strip())
        self._used.add(question.id)
        return Slot(id=question.id, minutes=question.minutes, why="your choice")

    def notes(self) -> list[str]:
        """What the candidate is told before the first question."""
        notes = []
        if self.brief.job or self.brief.resume:
            topics = sorted(self._asked_for, key=lambda k: -self._asked_for[k])
            titles = [self.bank.questions[k].title for k in topics[:3]]
            source = " and ".join(
                n for n, t in (("job description", self.brief.job), ("résumé", self.brief.resume)) if t
            )
            notes.append(
                f"Weighed by your {source}; nearest to it: {', '.join(titles)}."
                if titles
                else f"Nothing in your {source} matched the bank."
            )
        if self.history.trouble:
            notes.append(f"Planned without what is remembered of you. {self.history.trouble}")
        if self.history.weak:
            worst = sorted(self.history.weak, key=lambda t: -self.history.weak[t])[:3]
            notes.append(f"Weak in earlier sessions, so asked first: {', '.join(t.replace('-', ' ') for t in worst)}.")
        if self._repeats:
            notes.append(
                f"{self._repeats} of the questions come again: you have met all that fit in your last sessions."
            )
        known = (*self.bank.questions, *self._problems.ids)
        if any(q.strip() not in known for q in self.brief.questions):
            notes.append("The points looked for in your own questions are found by retrieval, and approximate.")
        return notes

    def _best(self, topic: str, kind: str, chosen: Sequence[Question]) -> Question | None:
        pool = [q for q in self.bank.questions.values() if q.topic == topic and q.id not in self._used]
        if topic != "defence" and any(q.round == kind for q in pool):
            pool = [q for q in pool if q.round == kind]
        pool = [q for q in pool if self.brief.level in q.levels] or pool
        fresh = pool if self.brief.repeat else [q for q in pool if q.id not in self.history.recent]
        if not fresh and pool:
            self._repeats += 1
        return max(fresh or pool, key=lambda q: (self._worth(q) - self._likeness(q, chosen), q.id), default=None)

    def _worth(self, q: Question) -> float:
        team = self.brief.team
        return (
            JOB * self._asked_for.get(q.id, 0.0)
            + (TEAM if team and team in q.teams else -TEAM if team and q.teams else 0.0)
            + WEAK * self.history.weak.get(q.topic, 0.0)
            + (LEVEL if self.brief.level in q.levels else 0.0)
            + CHANCE * self._luck[q.id]
        )

    def _likeness(self, q: Question, chosen: Sequence[Question]) -> float:
        asks = self.library.asks
        return ALIKE * max((float(asks[q.id] @ asks[c.id]) for c in chosen), default=0.0)

    def _wishes(self) -> dict[str, float]:
        """Question → how much the job description and the résumé speak of it, 0 to 1."""
        scores: dict[str, float] = {}
        for text in (self.brief.job, self.brief.resume):
            for piece in _pieces(text):
                for hit in self.library.search(piece, "question", k=8):
                    scores[hit.id] = scores.get(hit.id, 0.0) + max(0.0, hit.score - 0.25)
        top = max(scores.values(), default=0.0)
        return {key: value / top for key, value in scores.items()} if top > 0 else {}

    def _why(self, q: Question) -> str:
        reasons = []
        if self._asked_for.get(q.id, 0) > 0.4:
            reasons.append("near to what the job asks for")
        if self.history.weak.get(q.topic, 0) > 0:
            reasons.append(f"{q.topic.replace('-', ' ')} was weak in earlier sessions")
        if self.brief.team and self.brief.team in q.teams:
            reasons.append(f"asked by {self.brief.team} teams")
        return "; ".join(reasons) or f"{q.topic.replace('-', ' ')}, as this round asks"


def _pieces(text: str, words: int = 40, most: int = 30) -> list[str]:
    """A long text in pieces short enough to be about one thing."""
    pieces: list[str] = []
    for line in re.split(r"\n+|(?<=[.;])\s+", text):
        said = line.split()
        if len(said) >= 3:
            pieces += [" ".join(said[i : i + words]) for i in range(0, len(said), words)]
    return pieces[:most]
