"""A judge that decides by words, so that tests of the interview need not wait for the real one."""

from agent.judge.port import Task, contract
from agent.judge.quotes import verified
from agent.state import Verdict


class WordJudge:
    """A point is made when the answer holds one of its words: `made` maps point ids to words; `all` makes every point."""

    name = "words"
    version = "1"

    def __init__(self, made: dict[str, str] | None = None, fails: bool = False) -> None:
        self.made, self.fails, self.calls = made or {}, fails, 0

    def judge(self, task: Task) -> list[Verdict]:
        self.calls += 1
        if self.fails:
            raise TimeoutError("the judge took too long")
        blank = {"judge": self.name, "contract": contract(self.name, self.version, task)}
        verdicts = []
        for point in task.points:
            word = self.made.get(point.id, "covers-everything")
            if word in task.answer:
                made = Verdict(criterion_id=point.id, level=3, degree=1.0, quote=word, confidence=0.9, **blank)
                verdicts.append(verified(made, task.answer))
            else:
                verdicts.append(Verdict(criterion_id=point.id, level=0, degree=0.0, confidence=0.9, **blank))
        return verdicts


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now = 1_760_000_000.0

    def __call__(self) -> float:
        return self.now
