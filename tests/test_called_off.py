"""A candidate who barges in or closes the tab: the turn that runs ends at once, and nothing that was said is lost."""

import dataclasses
import threading
import time
from collections import deque

import pytest
from fakes import Clock, WordJudge

from agent.backends import with_backend
from agent.interview import Interviews
from agent.models.connections import close_connections
from agent.models.known import forget_servers
from agent.nodes import CALLED_OFF
from agent.settings import Settings
from agent.state import Brief
from agent.store import Store
from evals.fake_provider import FakeProvider

QUESTION = "reco.inbatch-false-negatives"
FIRST = "I'd keep the user's follows of the last week next to every row and mask those logits before the softmax."
SECOND = (
    "I'd count them first: under one per cent of rows I wouldn't bother, at ten I'd use the session id, which we log."
)
HANGS = ("hang",) * 200

# A stream that breaks off is closed by the library in a thread of its own, which may be too late for its own generator.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def provider():
    forget_servers()
    with FakeProvider() as made:
        yield made
    close_connections()


@pytest.fixture
def held(tmp_path, deps, provider):
    """A room with a model on the line, its settings as they are for everybody: an attempt may take 20 seconds."""
    backend = f"{provider.url}:honest"
    made = with_backend(dataclasses.replace(deps, clock=Clock()), backend, Settings(tmp_path, False))
    store = Store(tmp_path)
    yield Interviews(made, store), begun(Interviews(made, store), backend)
    store.close()


def begun(room, backend="none"):
    return room.start(Brief(round="ml", minutes=30, seed=5, questions=(QUESTION,), backend=backend))


def asked(provider, count, *, streams=False):
    """Wait until the server was asked that often."""
    until = time.monotonic() + 10
    while sum(bool(one.body.get("stream")) or not streams for one in list(provider.seen)) < count:
        assert time.monotonic() < until, "the model was never asked"
        time.sleep(0.01)


def called_off(room, view, text, provider, **when):
    """The view after an answer whose turn is called off while the server hangs, and how long that took."""
    got = []
    answer = threading.Thread(
        target=lambda: got.append(room.answer(view.session, text, prompt=view.prompt, seconds=30))
    )
    answer.start()
    asked(provider, **when)
    started = time.monotonic()
    assert room.cancel(view.session)
    answer.join(10)
    return got[0], time.monotonic() - started


def verdicts(room, view):
    return [v for judged in room.state(view.session).judged for v in judged.verdicts]


def test_a_turn_that_is_called_off_ends_at_once_with_the_answer_kept_and_the_banks_words_said(
    held, provider, tmp_path, deps
):
    room, view = held
    provider.script = deque(HANGS)
    after, took = called_off(room, view, FIRST, provider, count=1)
    assert took < 2
    assert [t.text for t in room.state(view.session).turns] == [FIRST]
    assert {v.failure for v in verdicts(room, view)} == {
        "unscored: Cancelled: it was called off before the model had replied."
    }
    assert after.prompt == 2
    unjudged = Interviews(
        dataclasses.replace(deps, judge=WordJudge(fails=True), clock=Clock()), Store(tmp_path / "plain")
    )
    same = begun(unjudged)
    assert after.text == unjudged.answer(same.session, FIRST, prompt=1, seconds=30).text
    unjudged.store.close()


def test_the_next_turn_is_judged_and_what_was_called_off_is_told_once(held, provider):
    room, view = held
    provider.script = deque(HANGS)
    view, _ = called_off(room, view, FIRST, provider, count=1)
    seen = len(provider.seen)
    view, _ = called_off(room, view, SECOND, provider, count=seen + 1)
    assert view.notes.count(CALLED_OFF) == 1
    provider.script.clear()
    view = room.answer(view.session, "And I'd compare recall before and after.", prompt=view.prompt, seconds=30)
    assert all(v.level is not None for v in verdicts(room, view))
    assert view.notes.count(CALLED_OFF) == 1


def test_what_was_judged_before_the_wording_was_called_off_stays_judged(held, provider, deps):
    room, view = held
    points = len(deps.bank.questions[QUESTION].points)
    provider.script = deque(["honest"] * points + ["stall"] * 5)
    view, took = called_off(room, view, FIRST, provider, count=1, streams=True)
    assert took < 2
    assert [v.level is None for v in verdicts(room, view)] == [False] * points
    assert view.lines[-1].text
    assert view.notes.count(CALLED_OFF) == 1


def test_what_an_earlier_turn_showed_is_not_lost_with_a_later_one(held, provider):
    room, view = held
    view = room.answer(view.session, FIRST, prompt=view.prompt, seconds=30)
    shown = {v.criterion_id: (v.level, v.quote) for v in verdicts(room, view) if v.level}
    provider.script = deque(HANGS)
    view, _ = called_off(room, view, SECOND, provider, count=len(provider.seen) + 1)
    assert shown
    assert {v.criterion_id: (v.level, v.quote) for v in verdicts(room, view) if v.level} == shown
    assert any(v.level is None for v in verdicts(room, view))


def test_an_end_that_is_called_off_is_still_an_end(held, provider):
    room, view = held
    view = room.answer(view.session, FIRST, prompt=view.prompt, seconds=30)
    seen = len(provider.seen)
    provider.script = deque(HANGS)
    got = []
    ending = threading.Thread(target=lambda: got.append(room.answer(view.session, wish="end", prompt=view.prompt)))
    ending.start()
    asked(provider, seen + 1)
    assert room.cancel(view.session)
    ending.join(10)
    assert got[0].over
    card = room.scorecard(view.session)
    assert card.score.value is not None
    assert {c.unscored for r in card.rounds for c in r.criteria} == {
        "unscored: Cancelled: it was called off before the model had replied."
    }


def test_there_is_nothing_to_call_off_between_turns_or_without_a_model(held, room):
    modelled, view = held
    assert not modelled.cancel(view.session)
    plain = begun(room)
    assert not room.cancel(plain.session)
    assert not room.cancel("no-such-session")
    after = modelled.answer(view.session, FIRST, prompt=view.prompt, seconds=30)
    assert CALLED_OFF not in after.notes


def test_an_answer_in_another_session_is_not_called_off(held, provider):
    room, view = held
    other = begun(room, view.brief.backend)
    provider.script = deque(HANGS)
    got = []
    answer = threading.Thread(target=lambda: got.append(room.answer(view.session, FIRST, prompt=view.prompt)))
    answer.start()
    asked(provider, 1)
    assert not room.cancel(other.session)
    assert not got
    assert room.cancel(view.session)
    answer.join(10)
    assert got[0].prompt == 2
