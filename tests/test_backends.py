"""An interview with a model, well and badly behaved: it goes on, nothing is lost, and one line says what to do."""

import dataclasses

import pytest
from fakes import Clock

from agent.backends import with_backend
from agent.interview import Interviews
from agent.models.connections import close_connections
from agent.models.known import forget_servers
from agent.results.export import markdown
from agent.settings import ModelSettings, Price, Settings
from agent.state import Brief
from agent.store import Store
from evals.fake_provider import FakeProvider
from ui.terminal import Terminal

QUICK = ModelSettings(
    attempt_seconds=0.5, turn_seconds=1.0, pause_seconds=0.02, retries=1, prices={"honest": Price(1.0, 0.1, 5.0)}
)
QUESTION = "reco.inbatch-false-negatives"
ANSWERS = (
    "I'd keep the user's follows of the last week next to every row and mask those logits before the softmax.",
    "I'd count them first: under one per cent of rows I wouldn't bother, at ten I'd use the session id, which we log.",
    "I don't know.",
)


# A stream that breaks off is closed by the library in a thread of its own, which may be too late for its own generator.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def _fresh():
    forget_servers()
    yield
    close_connections()


@pytest.fixture
def interview(tmp_path, deps):
    """Three answers to one question with a server that behaves as `model` says."""

    def run(model, **options):
        with FakeProvider(**options) as provider:
            backend = f"{provider.url}:{model}"
            made = with_backend(dataclasses.replace(deps, clock=Clock()), backend, Settings(tmp_path, False, QUICK))
            room = Interviews(made, Store(tmp_path))
            view = room.start(Brief(round="ml", minutes=30, seed=5, questions=(QUESTION,), backend=backend))
            for text in ANSWERS:
                view = room.answer(view.session, text, prompt=view.prompt, seconds=30)
            return room, view, provider

    return run


def used(view):
    assert view.usage
    return view.usage


def test_a_model_that_works_judges_and_words_and_decides_nothing(interview):
    room, view, provider = interview("honest")
    state = room.state(view.session)
    assert [t.text for t in state.turns] == list(ANSWERS)
    assert provider.seen
    points = [p for r in room.scorecard(view.session).rounds for q in r.questions for p in q.points]
    assert points
    said = " ".join(t.text for t in state.turns)
    assert all(p.quote in said for p in points if p.quote)


@pytest.mark.parametrize("model", ["500", "429", "401", "hang", "cut", "half", "empty", "refusal", "echo"])
def test_a_model_that_fails_leaves_the_interview_going_and_what_it_could_not_judge_unscored(interview, model):
    room, view, _ = interview(model)
    state = room.state(view.session)
    assert [t.text for t in state.turns] == list(ANSWERS)
    assert len(state.lines) == len(ANSWERS) + 1
    assert all(line.text.strip() for line in state.lines)
    card = room.scorecard(view.session)
    assert all(p.level is None or p.level == 0 or p.quote for r in card.rounds for q in r.questions for p in q.points)
    if model in ("500", "401", "hang"):
        assert card.unscored
        assert card.score.value is None


def test_a_refused_key_is_told_once_with_what_to_do_and_is_shown_nowhere(interview, tmp_path, monkeypatch):
    monkeypatch.setenv("SPARRING_API_KEY", "sk-very-secret-key")
    room, view, _ = interview("401")
    told = [note for note in view.notes if "key" in note.lower()]
    assert len(told) == 1
    room.store.close()
    assert all(b"sk-very-secret-key" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_scorecard_says_what_the_model_took_also_when_the_session_is_opened_again(interview):
    room, view, provider = interview("honest")
    card = room.scorecard(view.session)
    assert card.usage == used(view)
    assert 0 < card.usage.calls <= len(provider.asked("/responses"))
    assert card.usage.dollars == pytest.approx((card.usage.read + 5 * card.usage.written) / 1e6)
    assert f"{card.usage.calls} calls" in markdown(card)
    assert f"${card.usage.dollars:.4f}" in markdown(card)
    again = Interviews(room.deps, Store(room.store.path.parent))
    assert again.scorecard(view.session).usage == card.usage
    assert used(again.answer(view.session, "I'd log it.", prompt=view.prompt)).calls > card.usage.calls
    again.delete(view.session)
    assert again.store.usage(view.session) is None


def test_each_session_has_a_cap_of_its_own_and_keeps_it_when_it_is_taken_up_again(tmp_path, deps):
    with FakeProvider() as provider:
        backend = f"{provider.url}:honest"
        few = Settings(tmp_path, False, dataclasses.replace(QUICK, max_tokens=9000))
        made = with_backend(dataclasses.replace(deps, clock=Clock()), backend, few)
        room = Interviews(made, Store(tmp_path))
        brief = Brief(round="ml", minutes=30, seed=5, questions=(QUESTION,), backend=backend)
        first = room.start(brief)
        for text in (*ANSWERS, *ANSWERS):
            first = room.answer(first.session, text, prompt=first.prompt, seconds=30)
        assert any("9,000 tokens are used up" in line for line in room.scorecard(first.session).unscored)
        asked = len(provider.seen)
        first = Interviews(made, Store(tmp_path)).answer(first.session, ANSWERS[1], prompt=first.prompt, seconds=30)
        assert used(first).read + used(first).written <= 9000
        assert len(provider.seen) <= asked + 1
        second = room.start(brief)
        second = room.answer(second.session, ANSWERS[0], prompt=second.prompt, seconds=30)
        assert used(second).calls > 1


def test_a_session_taken_up_again_keeps_the_backend_it_was_begun_with(interview):
    room, view, provider = interview("honest")
    assert room.store.row(view.session).brief.backend == f"{provider.url}:honest"


def test_a_trouble_is_told_in_the_terminal_when_it_comes_and_once(tmp_path, deps, capsys):
    with FakeProvider() as provider:
        backend = f"{provider.url}:401"
        made = with_backend(dataclasses.replace(deps, clock=Clock()), backend, Settings(tmp_path, False, QUICK))
        room = Interviews(made, Store(tmp_path))
        view = room.start(Brief(round="ml", minutes=30, seed=5, questions=(QUESTION,), backend=backend))
        Terminal(room).script(view, iter(ANSWERS))
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.count("the interviewer speaks in its written words") == 1
    assert shown.index("the interviewer speaks in its written words") < shown.index("Scorecard")
