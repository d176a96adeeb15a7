"""Plays one candidate through a whole interview, with a clock that passes as speech would, and checks how it was led."""

import dataclasses
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from agent.deps import Deps, open_deps
from agent.interview import Interviews, View
from agent.interview_state import InterviewState
from agent.judge.port import Judge, Task
from agent.state import Brief, Verdict
from agent.store import Store
from corpus.content import Bank
from corpus.schema import Loop
from evals import judging
from evals.candidates.cards import Card
from evals.candidates.mind import Candidate, Material
from evals.dialogue import PRAISE, WORDS_A_SECOND, Clock, leaks, transcript
from evals.judging import ladder

THINKS = 25.0
"""Seconds to read and think before a candidate speaks."""
MOST_TURNS = 120
LOOP = {
    "id": "selfplay",
    "title": "Two short rounds over what has written answers",
    "about": "Eight questions of five topics, three and a half minutes each.",
    "rounds": [
        {
            "kind": "ml",
            "title": "Models",
            "minutes": 18,
            "picks": {"recommender-modeling": 1, "deep-learning": 2, "inference": 1},
        },
        {
            "kind": "ml",
            "title": "Systems",
            "minutes": 18,
            "picks": {"system-design": 2, "statistics": 1, "inference": 1},
        },
    ],
    "source": {"seed": "004", "section": "Interview Process", "kind": "extended"},
}


class Remembering:
    """A judge that judges the same task once: candidates of one card say the same to the same question."""

    def __init__(self, judge: Judge) -> None:
        self._judge, self._seen = judge, dict[Task, list[Verdict]]()
        self.name, self.version = judge.name, judge.version

    def judge(self, task: Task) -> list[Verdict]:
        if task not in self._seen:
            self._seen[task] = self._judge.judge(task)
        return self._seen[task]


class Speaks(Protocol):
    """Whoever answers: written material or a model."""

    def reply(self, view: View, state: InterviewState) -> str: ...


@lru_cache(maxsize=2)
def opened(home: Path) -> Deps:
    """What an interview needs, once a process; with the run's backend, where it has one."""
    deps = open_deps(home)
    if judging.backend() == "none":
        return deps
    from agent.backends import with_backend
    from agent.settings import load_settings

    return with_backend(deps, judging.backend(), load_settings(home=home))


def material(half: str) -> Material:
    """The ladder's answers by question and kind."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in ladder(half):
        found.setdefault(row["question"], {})[row["kind"]] = row
    return found


@lru_cache(maxsize=2)
def stage(home: Path, half: str) -> Deps:
    """Everything an interview needs, asking only what has written answers."""
    deps = opened(home)
    written = material(half)
    bank = Bank(
        questions={k: q for k, q in deps.bank.questions.items() if k in written},
        patterns=deps.bank.patterns,
        loops={"selfplay": Loop.model_validate(LOOP)},
        levels=deps.bank.levels,
        fingerprint=deps.bank.fingerprint,
    )
    return dataclasses.replace(deps, bank=bank, judge=Remembering(deps.judge))


def play(card: Card, seed: int, deps: Deps, half: str, speaks: Speaks | None = None) -> dict[str, Any]:
    """One interview: what was scored, what should have been, and every fault in how it was led."""
    clock = Clock()
    own = Candidate(card, seed, material(half), deps)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        room = Interviews(dataclasses.replace(deps, clock=clock), store)
        view = room.start(Brief(loop="selfplay", seed=seed))
        for _ in range(MOST_TURNS):
            if view.over:
                break
            text = (speaks or own).reply(view, room.state(view.session))
            seconds = THINKS + len(text.split()) / WORDS_A_SECOND
            clock.now += seconds
            view = room.answer(view.session, text, prompt=view.prompt, seconds=seconds)
        state = room.state(view.session)
        result = room.scorecard(view.session)
        store.close()
    asked = [q for part in result.rounds for q in part.questions]
    shares = [own.share_known(deps.bank.questions[q.id]) for q in asked]
    return {
        "score": result.score.value,
        "low": result.score.low,
        "high": result.score.high,
        "rounds": [(part.score.value, part.score.low, part.score.high) for part in result.rounds],
        "band": result.band,
        "unscored": result.score.unscored,
        "known": sum(shares) / len(shares),
        "questions": {q.id: q.score.value for q in asked},
        "outcomes": [c.outcome for q in asked for c in q.challenges],
        "turns": len(state.turns),
        "minutes": round(sum(t.seconds for t in state.turns) / 60, 1),
        "faults": [*faults(state), *(f"leak: {leak}" for leak in leaks(state, deps))],
        "transcript": transcript(state),
    }


def faults(state: InterviewState) -> Iterator[str]:
    """What an interviewer must never do: end short of the plan, ignore a clock, repeat itself, praise."""
    if state.stage != "over":
        yield "end: the interview did not come to its end"
    for n, part in enumerate(state.plan):
        used = sum(t.seconds for t in state.turns if t.round == n)
        asked = {line.move.target for line in state.lines if line.round == n and line.move.kind == "ask"}
        left = [slot.id for slot in part.slots if slot.id not in asked]
        if left and part.minutes * 60 - used > 90:
            yield f"plan: {', '.join(left)} was never asked, with {part.minutes * 60 - used:.0f} seconds left"
    asked_all = [line.move.target for line in state.lines if line.move.kind == "ask"]
    for question in sorted({q for q in asked_all if asked_all.count(q) > 1}):
        yield f"repeat: {question} was asked twice"
    texts = [line.text for line in state.lines if line.move.kind not in ("repeat", "redirect", "clarify", "answer")]
    for text in sorted({t for t in texts if texts.count(t) > 1}):
        yield f"repeat: said twice: {text[:80]}"
    yield from _late(state)
    for line in state.lines:
        if PRAISE.search(line.text):
            yield f"praise: {line.text[:80]}"


def _late(state: InterviewState) -> Iterator[str]:
    """A question or a round that goes on when its time is over."""
    for line in state.lines:
        if line.after_turn == 0 or line.move.kind in ("ask", "reverse", "debrief", "answer", "redirect", "repeat"):
            continue
        before = [t for t in state.turns if t.number <= line.after_turn and t.round == line.round]
        slots = state.plan[line.round].slots
        if line.slot >= len(slots):
            continue
        spent = sum(t.seconds for t in before if t.slot == line.slot)
        if spent > slots[line.slot].minutes * 60 + 1:
            yield f"time: {line.move.kind} {spent - slots[line.slot].minutes * 60:.0f} seconds after the question's time"
        if sum(t.seconds for t in before) > state.plan[line.round].minutes * 60 + 1:
            yield f"time: {line.move.kind} after the round's time"
