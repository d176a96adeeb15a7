"""What an interview costs: one turn, the file it grows, and two hundred interviews in one process."""

import dataclasses
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from agent.deps import Deps, open_deps
from agent.interview import Interviews, View
from agent.state import Brief
from agent.store import Store

TURNS, LONG, MANY = 120, 50, 200
BRIEF = Brief(round="ml", minutes=90, repeat=True)
Row = tuple[str, str, str]


def interview_rows(home: Path) -> Iterator[Row]:
    """Name, value, note."""
    deps = open_deps(home)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        room = Interviews(dataclasses.replace(deps), store)
        cpu, wall = _turns(room, deps)
        yield (
            "interview, one turn",
            f"p50 {_ms(cpu, 50)}, p95 {_ms(cpu, 95)} of CPU; p95 {_ms(wall, 95)} by the clock",
            f"{len(cpu)} turns, the question's lines encoded while it is read",
        )
        early, late = _growth(room, store)
        yield "interview, bytes a turn", f"{early:,.0f} at turn 10, {late:,.0f} at turn 50", "checkpoints and writes"
        yield f"interview, {MANY} at once", _crowd(room), "one process, 16 threads; p50 and p95 of a turn by the clock"
        store.close()


def _turns(room: Interviews, deps: Deps) -> tuple[list[float], list[float]]:
    """Strong answers and follow-ups, question by question, each timed alone."""
    cpu: list[float] = []
    wall: list[float] = []
    view = room.start(BRIEF.model_copy(update={"seed": 1}))
    seen: dict[str, int] = {}
    while len(cpu) < TURNS:
        if view.over:
            view = room.start(BRIEF.model_copy(update={"seed": len(cpu)}))
        room.prepared()
        text = _answer(deps, view, seen)
        began, clock = time.process_time(), time.perf_counter()
        view = room.answer(view.session, text, prompt=view.prompt, seconds=60)
        cpu.append(time.process_time() - began)
        wall.append(time.perf_counter() - clock)
    return cpu, wall


def _answer(deps: Deps, view: View, seen: dict[str, int]) -> str:
    question = deps.bank.questions[view.question_id]
    n = seen[question.id] = seen.get(question.id, -1) + 1
    return question.strong if n == 0 else question.points[n % len(question.points)].like[n % 3]


def _growth(room: Interviews, store: Store) -> tuple[float, float]:
    """Bytes a turn adds around turn 10 and turn 50, with the same long answer each time."""
    view = room.start(BRIEF.model_copy(update={"seed": 3, "mode": "coach"}))
    grown = []
    while len(grown) < LONG:
        if view.over:
            break
        before = store.size(view.session)
        text = (
            f"Number {len(grown)}: I'd look at the loss, then at the batches that make it, then at what the loader did. "
            * 12
        )
        view = room.answer(view.session, text, prompt=view.prompt, seconds=20)
        grown.append(store.size(view.session) - before)
    return float(np.mean(grown[7:13])), float(np.mean(grown[-6:]))


def _crowd(room: Interviews) -> str:
    with ThreadPoolExecutor(16) as threads:
        views = list(threads.map(lambda n: room.start(BRIEF.model_copy(update={"seed": n % 7})), range(MANY)))
        room.prepared()

        def turn(view: View) -> float:
            clock = time.perf_counter()
            room.answer(
                view.session,
                "I'd count the collisions first, then mask the session's follows before the softmax.",
                prompt=view.prompt,
                seconds=60,
            )
            return time.perf_counter() - clock

        began = time.perf_counter()
        took = list(threads.map(turn, views))
        whole = time.perf_counter() - began
    return f"p50 {_ms(took, 50)}, p95 {_ms(took, 95)}, {MANY / whole:.0f} turns a second"


def _ms(values: list[float], share: int) -> str:
    return f"{1000 * float(np.percentile(values, share)):.0f} ms"
