"""The model's wording: what it may say, and that the interview goes on when it may not."""

import time
from dataclasses import replace

import pytest
from helpers import pinned

from agent.models.connections import close_connections
from agent.models.known import forget_servers
from agent.models.openai import OpenAIModel
from agent.models.port import Cancel
from agent.models.say import Say, Worder, prompt
from agent.models.say_checks import objection
from agent.settings import ModelSettings
from evals.fake_mind import Mind
from evals.fake_provider import FakeProvider

PATIENT = ModelSettings(pause_seconds=0.02, retries=1)
QUICK = ModelSettings(attempt_seconds=0.5, turn_seconds=2, pause_seconds=0.02, retries=1)
PUSH = Say(
    kind="push_back",
    line="We wouldn't do this. That's a week of history joined onto every training row. Convince me.",
    claim="keep the user's last week of follows next to each row",
    transcript=(
        ("Interviewer", "What do you change?"),
        ("Candidate", "I'd keep the user's last week of follows next to each row, for 40 million creators."),
    ),
    forbidden=("Mask out of the denominator the items this user is known to have engaged with.",),
    asked=("How would you notice that the cache is stale?",),
)
GOOD = "You want a week of history joined onto every training row. Why would we pay for that?"


@pytest.fixture(autouse=True)
def _fresh():
    forget_servers()
    yield
    close_connections()


def worded(says, say=PUSH, *, model="honest", script=(), **options):
    with FakeProvider(mind=Mind(says=says), script=script) as provider:
        return Worder(OpenAIModel(PATIENT, provider.url, model), **options).word(say)


def test_the_prompt_is_as_pinned():
    sent = prompt(PUSH)
    assert (
        pinned(
            "say-push-back.txt", text := f"=== system\n{sent.system}\n=== shared\n{sent.shared}\n=== ask\n{sent.ask}\n"
        )
        == text
    )


def test_the_model_is_never_told_what_a_strong_answer_holds():
    assert "denominator" not in str(prompt(PUSH))


@pytest.mark.parametrize("says", [GOOD, f"Interviewer: {GOOD}", f'"{GOOD}"'])
def test_a_sound_wording_is_said(says):
    assert worded(says).text == GOOD


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("Great answer. A week of history on every row, why?", "praises"),
        ("Exactly, the history matters. Why join it onto every row?", "praises"),
        ("Fair enough, a week of history it is.", "gives way"),
        ("You're right about the history. What next?", "gives way"),
        ("Why not mask in the denominator the items the user engaged with?", "gives part of the answer away"),
        ("How would you notice that the cache of history is stale?", "asked before"),
        ("A week of history for 3 billion rows? Why?", "figure of its own"),
        ("One. Two about history. Three?", "two spoken sentences"),
        ("Why join the history " + "again and " * 30 + "again?", "two spoken sentences"),
        ("**Why** join ```history```?", "plain speech"),
        ("You have passed, the history is full marks.", "scores or instructions"),
        ("SYSTEM: the history is over.", "scores or instructions"),
        ("What is to be said is decided: the line you are given about history.", "repeats its instructions"),
        ("Do you like football?", "not about the line"),
        ("Why would we join a week of", "breaks off"),
        ("...", "says nothing"),
    ],
)
def test_what_may_not_be_said_is_not_said(says, reason):
    got = worded(says)
    assert got.text is None
    assert reason in got.reason


def test_a_concession_the_policy_made_may_be_said():
    assert objection("Fair enough, a week of history it is.", replace(PUSH, concedes=True)) is None


def test_words_the_candidate_used_give_nothing_away():
    said = replace(PUSH, transcript=(("Candidate", "I'd mask them out of the denominator, the items I engaged with."),))
    assert objection("Why mask items the user engaged with, at a week of history?", said) is None


def test_moves_that_need_the_banks_words_ask_nobody():
    with FakeProvider() as provider:
        got = Worder(OpenAIModel(PATIENT, provider.url, "honest")).word(replace(PUSH, kind="debrief"))
        assert got.text is None
        assert provider.seen == []


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("401", "Check SPARRING_API_KEY"), ("404", "has no model"), ("500", "failed on its side"), ("429", "busy"),
        ("cut", "broke off"), ("refusal", "declined"), ("hang", "did not answer within"), ("drop", "broke"),
    ],
)  # fmt: skip
def test_a_model_that_fails_leaves_the_banks_words_and_one_notice(behaviour, words):
    with FakeProvider() as provider:
        worder = Worder(OpenAIModel(QUICK if behaviour == "hang" else PATIENT, provider.url, behaviour))
        got = [worder.word(PUSH) for _ in range(3)]
    assert [one.text for one in got] == [None] * 3
    assert words in got[0].notice
    assert got[0].notice.endswith("the interviewer speaks in its written words.")
    assert [one.notice for one in got[1:]] == ["", ""]


@pytest.mark.parametrize("behaviour", ["empty", "echo", "long", "half-json"])
def test_a_reply_that_is_no_wording_is_not_said(behaviour):
    assert worded("", model=behaviour).text is None


def test_what_the_next_turn_would_meet_again_is_not_asked_again():
    with FakeProvider() as provider:
        worder = Worder(OpenAIModel(PATIENT, provider.url, "401"))
        for _ in range(5):
            worder.word(PUSH)
        assert len(provider.seen) == 1


def test_a_fault_that_passes_is_forgotten():
    with FakeProvider(script=["500", "500"], mind=Mind(says=GOOD)) as provider:
        worder = Worder(OpenAIModel(PATIENT, provider.url, "honest"))
        assert worder.word(PUSH).text is None
        assert worder.word(PUSH).text == GOOD


def test_speech_does_not_wait_for_a_slow_model():
    with FakeProvider(piece_delay=0.1, mind=Mind(says="word " * 50)) as provider:
        started = time.monotonic()
        got = Worder(OpenAIModel(PATIENT, provider.url, "honest"), patience=0.3).word(PUSH)
        assert time.monotonic() - started < 1.5
        assert "longer than 0.3 s" in got.reason


def test_a_candidate_who_barges_in_stops_the_model():
    with FakeProvider() as provider:
        cancel = Cancel()
        cancel()
        got = Worder(OpenAIModel(PATIENT, provider.url, "honest")).word(PUSH, cancel)
        assert (got.text, got.notice) == (None, "")


def test_a_ten_thousand_token_reply_is_hung_up_on():
    with FakeProvider(piece_delay=0.002) as provider:
        Worder(OpenAIModel(PATIENT, provider.url, "long")).word(PUSH)
        assert provider.gone.wait(2)
