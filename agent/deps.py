"""What a run of the graph is given besides its state: the judge, the index, the clock. Nothing of it is ever saved."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from agent.coding import slot as coding_slot
from agent.errors import SandboxUnavailable, SessionError
from agent.judge.features import Lens, Target
from agent.judge.port import Judge
from agent.models.follow import Follower
from agent.models.port import Model, Usage
from agent.planning import History
from agent.results.calibration import Calibrated, calibrated
from agent.state import Slot
from corpus.content import Bank
from corpus.schema import Pushback, Question
from corpus.search import Library
from rubrics.schema import Rubric

WALKTHROUGH = "defence.walkthrough"
WALK = "Take me through {title} in two or three minutes, from the problem to what you'd do differently now."
"""The bank's question whose points are the six parts of a project, and how one of the candidate's own is asked for again."""
OWN_POINTS, OWN_NEAR = 5, 0.45
"""How many points are found for a question that is not in the bank, and how near they must be."""


@dataclass
class Deps:
    """One a process; safe to share between interviews and threads."""

    bank: Bank
    library: Library
    rubrics: dict[str, Rubric]
    judge: Judge
    lens: Lens
    clock: Callable[[], float] = time.time
    history: Callable[[str], History] = lambda _: History()
    """What earlier sessions say, given the id of this one."""
    remember: Callable[..., None] = lambda *_: None
    """Called with the final state: what is kept of the person."""
    words: Callable[..., tuple[str, str]] | None = None
    """Rewords a move with a model; None: the bank's words are said."""
    follows: Follower | None = None
    """Makes questions on the texts of projects, where there is a model."""
    opens: Callable[[Usage | None], Model] | None = None
    """Opens the model of one session, given what it has used before; None: there is no model."""
    called_off: Callable[[], bool] = lambda: False
    """Whether the model was called off in this turn."""
    pool: Callable[[], Any] = coding_slot.shared_pool
    """The sandbox that runs a candidate's code; SandboxUnavailable where there is none."""
    calibration: Callable[[Judge], Calibrated] = lambda _: Calibrated()
    """How far what a judge states may be trusted."""
    learned: set[str] = field(default_factory=set)
    own: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    ready: set[str] = field(default_factory=set)
    """Questions that were prepared."""
    preparing: dict[str, Lock] = field(default_factory=dict)

    def question(self, slot: Slot) -> Question | None:
        """The bank's question, None for one of the candidate's own."""
        if slot.own:
            return None
        problem = coding_slot.problem_of(slot)
        if problem is not None:
            return coding_slot.question_of(problem.about.id)
        if slot.project:
            told = self.bank.questions[WALKTHROUGH]
            return told.model_copy(update={"title": slot.title, "ask": WALK.replace("{title}", slot.title)})
        if slot.id not in self.bank.questions:
            raise SessionError(
                f"This session asks {slot.id}, which is no longer in the bank. It is untouched; open it with the version that wrote it."
            )
        return self.bank.questions[slot.id]

    def points(self, slot: Slot) -> tuple[Target, ...]:
        """What an answer is judged on; for an own question, the nearest points of the bank."""
        question = self.question(slot)
        if slot.drill:
            return ()
        if question is not None:
            return tuple(Target(p.id, p.says, p.weight, p.like, p.unlike) for p in question.points)
        if slot.own not in self.own:
            found = []
            for hit in self.library.search(slot.own, "point", k=OWN_POINTS):
                owner, point_id = hit.id.split("/")
                point = next(p for p in self.bank.questions[owner].points if p.id == point_id)
                if hit.score >= OWN_NEAR:
                    found.append(Target(hit.id, point.says, 1.0, point.like, point.unlike))
            self.own[slot.own] = tuple(found)
        return self.own[slot.own]

    def push(self, ident: str) -> Pushback | None:
        """The bank's pushback behind a challenge; None for arithmetic."""
        if ident in self.bank.patterns:
            return self.bank.patterns[ident]
        owner, _, push_id = ident.partition("/")
        question = self.bank.questions.get(owner)
        return next((p for p in question.pushbacks if p.id == push_id), None) if question else None

    def learn(self, collection: str, where: dict[str, Any]) -> None:
        """Take the vectors of passages from the index, once, instead of encoding their lines again."""
        key = f"{collection}{where}"
        if key not in self.learned:
            self.lens.learn(*self.library.shelf.vectors(collection, where))
            self.learned.add(key)

    def prepare(self, slot: Slot) -> None:
        """Encode everything an answer to this question will be compared with: while it is being read, or else now.

        Who comes second waits for the first: to encode the same lines twice would take longer.
        """
        key = slot.own or slot.id
        with self.preparing.setdefault(key, Lock()):
            if key not in self.ready:
                self._prepare(slot)
                self.ready.add(key)

    def _prepare(self, slot: Slot) -> None:
        question = self.question(slot)
        self.learn("pushbacks", {"owner": {"$in": sorted(self.bank.patterns)}})
        problem = coding_slot.problem_of(slot)
        if problem is not None:
            with suppress(SandboxUnavailable):  # said when code comes
                self.pool().warm_up(problem.about.needs)
        elif question is not None:
            for collection in ("points", "pushbacks"):
                self.learn(collection, {"question": question.id})
        lines = [line for p in self.points(slot) for line in (p.says, *p.like, *p.unlike)]
        if question is not None:
            lines += [question.ask, *(f"{key}: {value}" for key, value in question.facts.items())]
            for push in question.pushbacks:
                lines += [push.against, push.say, push.again, *push.holds_if, *push.held_by]
        self.lens.vectors(lines)
        for point in self.points(slot):
            self.lens.target(point)
        self.library.warm("pushback")


def open_deps(home: Path, clock: Callable[[], float] = time.time) -> Deps:
    """Everything offline: the evidence judge over the shipped bank."""
    from agent.judge.evidence import evidence_judge
    from agent.library import library
    from corpus.content import load_bank
    from rubrics.schema import load_rubrics

    judge, rubrics = evidence_judge(home), load_rubrics()
    return Deps(
        load_bank(), library(home), rubrics, judge, judge.lens, clock,
        calibration=lambda used: calibrated(home, used, rubrics),
    )  # fmt: skip
