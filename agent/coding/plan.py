"""Which problems a coding round asks: of the level, easier ones in the first round and harder ones after it, none again."""

import random
from collections.abc import Collection

from agent.coding.slot import PREFIX
from agent.state import Brief, Slot
from corpus.problem_files import load_problems, usable_here
from corpus.problem_schema import Difficulty, Problem


class Problems:
    """Picks problems one by one; the same brief and history pick the same ones."""

    def __init__(self, brief: Brief, recent: Collection[str]) -> None:
        self._level, self._recent = brief.level, frozenset() if brief.repeat else frozenset(recent)
        self._luck = random.Random(f"{brief.seed}/code")
        self._left = {p.about.id: p.about for p in load_problems().values() if usable_here(p.about)}
        self.ids = frozenset(f"{PREFIX}{ident}" for ident in self._left)
        """What may be asked for by its id."""
        self._rounds = 0
        self._topics: set[str] = set()

    def pick(self, count: int) -> list[Problem]:
        """The problems of the next coding round."""
        wanted: Difficulty = "hard" if self._rounds else "medium"
        self._rounds += bool(count)
        return [chosen for _ in range(count) if (chosen := self._one(wanted))]

    def take(self, ident: str) -> Problem | None:
        """A problem that was asked for by its id, as the bank's questions are."""
        return self._left.pop(ident.removeprefix(PREFIX), None) if ident.startswith(PREFIX) else None

    def _one(self, wanted: Difficulty) -> Problem | None:
        def worth(problem: Problem) -> tuple[bool, bool, bool, bool, float]:
            return (
                f"{PREFIX}{problem.id}" not in self._recent,
                self._level in problem.levels,
                problem.difficulty == wanted,
                problem.topic not in self._topics,
                self._luck.random(),
            )

        best = max(self._left.values(), key=worth, default=None)
        if best is not None:
            self._topics.add(best.topic)
            del self._left[best.id]
        return best


def slot_of(problem: Problem, minutes: float) -> Slot:
    """The problem as something to ask."""
    return Slot(
        id=f"{PREFIX}{problem.id}", minutes=minutes, why=f"{problem.difficulty} coding problem, {problem.topic}"
    )
