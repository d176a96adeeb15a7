"""OpenAI and servers like it: the call succeeds, or says in one line what happened and what to do."""

import logging
import threading
import time

import pytest
from pydantic import BaseModel

from agent.errors import ModelFailed, SettingsError
from agent.models.connections import close_connections
from agent.models.known import forget_servers
from agent.models.meter import Meter
from agent.models.open import open_model
from agent.models.openai import OpenAIModel
from agent.models.port import Cancel, Failure, Picked, Prompt, Usage
from agent.settings import ModelSettings, Price, Settings, load_settings
from evals.fake_mind import Mind
from evals.fake_provider import EVERYTHING, FakeProvider

KEY = "sk-test-very-secret-key-0123456789"
PATIENT = ModelSettings(pause_seconds=0.02)
PROMPT = Prompt(
    "You judge.", "<<<ANSWER\nWe measured recall twice.\nANSWER>>>", "Criterion: measured recall twice again"
)


class Finding(BaseModel):
    quote: str
    why: str
    level: int


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    forget_servers()
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    yield
    close_connections()


def model_at(provider, name="honest", *, settings=PATIENT, official=False, meter=None):
    if official:
        settings = ModelSettings(**{**vars(settings), "openai_url": provider.url})
    return OpenAIModel(settings, provider.url, name, meter)


def failure_of(provider, name="honest", **options):
    [got] = model_at(provider, name, **options).fill(Finding, [PROMPT])
    assert isinstance(got, Failure), got
    return got


@pytest.mark.parametrize("offers", [EVERYTHING, ("chat",), ("chat", "json"), ("responses", "schema")])
def test_a_type_is_filled_whatever_the_server_offers(offers):
    with FakeProvider(offers) as provider:
        [got] = model_at(provider).fill(Finding, [PROMPT])
    assert got == Finding(quote="We measured recall twice.", why="By the words they share.", level=3)


@pytest.mark.parametrize("offers", [EVERYTHING, ("chat",), ("responses",)])
def test_text_streams_whatever_the_server_offers(offers):
    with FakeProvider(offers, mind=Mind(says="And what did it cost?")) as provider:
        assert list(model_at(provider).stream(PROMPT)) == ["And", " what", " did", " it", " cost?"]


def test_what_a_server_offers_is_found_out_once():
    with FakeProvider(("chat",)) as provider:
        model_at(provider).fill(Finding, [PROMPT])
        before = len(provider.seen)
        model_at(provider).fill(Finding, [PROMPT])
        "".join(model_at(provider).stream(PROMPT))
        assert before == 4  # responses, then chat with a schema, with any JSON, in words
        assert len(provider.seen) == before + 3  # the stream's usage had still to be found out
        "".join(model_at(provider).stream(PROMPT))
        assert len(provider.seen) == before + 4


def test_an_error_text_with_status_200_is_no_endpoint():
    with FakeProvider(("chat", "schema"), script=["error-200"]) as provider:
        [got] = model_at(provider).fill(Finding, [PROMPT])
        assert isinstance(got, Finding)
        assert [one.path for one in provider.seen] == ["/v1/responses", "/v1/chat/completions"]


@pytest.mark.parametrize(
    ("behaviour", "reason", "requests"),
    [
        ("400", "unsupported", 3), ("401", "key", 1), ("404", "not_found", 1), ("quota", "busy", 1), ("429-long", "busy", 1),
        ("429", "busy", 3), ("500", "server", 3), ("503", "server", 3), ("hang", "timeout", 2), ("drop", "unreachable", 3),
        ("garbage", "unreadable", 3), ("cut", "unreachable", 3), ("refusal", "refused", 1), ("empty", "empty", 2),
        ("half-json", "unreadable", 2), ("wrong-schema", "unreadable", 2), ("echo", "unreadable", 2), ("long", "unreadable", 2),
    ],
)  # fmt: skip
def test_each_failure_says_what_happened_and_is_tried_again_only_where_that_may_help(behaviour, reason, requests):
    hangs = behaviour == "hang"
    settings = ModelSettings(attempt_seconds=0.3 if hangs else 20, retries=1 if hangs else 2, pause_seconds=0.02)
    with FakeProvider(("responses", "schema")) as provider:
        failure = failure_of(
            provider,
            behaviour,
            settings=settings,
        )
        assert failure.reason == reason
        assert len(provider.seen) == requests
        assert "\n" not in str(failure)
        assert KEY not in str(failure)


@pytest.mark.parametrize("behaviour", ["429", "500", "drop", "garbage", "half-json", "wrong-schema", "empty"])
def test_a_fault_that_passes_costs_nothing_but_time(behaviour):
    with FakeProvider(script=[behaviour]) as provider:
        [got] = model_at(provider).fill(Finding, [PROMPT])
        assert isinstance(got, Finding)
        assert len(provider.seen) == 2


@pytest.mark.parametrize("behaviour", ["fenced", "thinks"])
def test_a_value_wrapped_in_words_is_read(behaviour):
    with FakeProvider(("chat",)) as provider:
        [got] = model_at(provider, behaviour).fill(Finding, [PROMPT])
    assert isinstance(got, Finding)


def test_nobody_at_the_address_is_told_at_once():
    started = time.monotonic()
    [got] = OpenAIModel(PATIENT, "http://127.0.0.1:9/v1", "any").fill(Finding, [PROMPT])
    assert str(got) == "Nothing answers at http://127.0.0.1:9/v1. Start the server there, or go on with --backend none."
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("behaviour", ["cut", "stall"])
@pytest.mark.parametrize("offers", [("responses",), ("chat", "stream_usage")])
def test_a_stream_that_breaks_off_says_so_and_is_not_begun_again(behaviour, offers):
    with FakeProvider(offers, mind=Mind(says="one two three four five six")) as provider:
        model = model_at(provider, settings=ModelSettings(attempt_seconds=1.0))
        assert "".join(model.stream(PROMPT))
        provider.script.append(behaviour)
        pieces = []
        with pytest.raises(ModelFailed, match="broke off"):
            pieces.extend(iter(model.stream(PROMPT)))
        assert len(provider.seen) - len(provider.asked("/responses")) <= 2


def test_a_stream_is_tried_again_before_its_first_word():
    with FakeProvider(script=["500", "429"], mind=Mind(says="Why so?")) as provider:
        assert "".join(model_at(provider).stream(PROMPT)) == "Why so?"


def test_thoughts_are_not_spoken():
    with FakeProvider(mind=Mind(says="Why so?")) as provider:
        assert "".join(model_at(provider, "thinks").stream(PROMPT)) == "Why so?"


def test_cancel_stops_a_stream_and_hangs_up():
    with FakeProvider(piece_delay=0.02, mind=Mind(says="word " * 400)) as provider:
        cancel = Cancel()
        stream = model_at(provider).stream(PROMPT, limit=4000, cancel=cancel)
        assert next(stream) == "word"
        cancel()
        with pytest.raises(ModelFailed, match="called off"):
            list(stream)
        assert provider.gone.wait(2)


def test_cancel_stops_a_call_that_waits():
    with FakeProvider() as provider:
        cancel = Cancel()
        threading.Timer(0.2, cancel).start()
        started = time.monotonic()
        [got] = model_at(provider, "hang", settings=ModelSettings()).fill(Finding, [PROMPT], cancel=cancel)
        assert got.reason == "cancelled"
        assert time.monotonic() - started < 2


def test_leaving_a_stream_early_hangs_up():
    with FakeProvider(piece_delay=0.02, mind=Mind(says="word " * 400)) as provider:
        stream = model_at(provider).stream(PROMPT, limit=4000)
        next(stream)
        stream.close()
        assert provider.gone.wait(2)


def test_a_server_that_does_not_keep_to_the_limit_is_cut():
    with FakeProvider() as provider, pytest.raises(ModelFailed, match="broke off"):
        for _ in model_at(provider, "long").stream(PROMPT, limit=100):
            pass


def test_the_decisions_api_answers_many_questions_in_one_request():
    prompts = [PROMPT, Prompt(PROMPT.system, PROMPT.shared, "Criterion: bought more machines")]
    with FakeProvider() as provider:
        first, second = model_at(provider, official=True).pick(["Level 0", "Level 1", "Level 2", "Level 3"], prompts)
        assert (first.best, second.best) == (3, 0)
        assert sum(first.probabilities) == pytest.approx(1)
        assert [one.path for one in provider.seen] == ["/v1/decisions"]
        assert len(provider.seen[0].body["questions"]) == 2


@pytest.mark.parametrize(("offers", "measured"), [(("chat", "logprobs"), True), (("responses", "schema"), False)])
@pytest.mark.parametrize("official", [True, False])
def test_without_decisions_a_pick_comes_from_logprobs_or_a_choice(offers, measured, official):
    with FakeProvider(offers) as provider:
        model = model_at(provider, official=official)
        [got] = model.pick(["Level 0", "Level 3"], [PROMPT])
        assert isinstance(got, Picked)
        assert (got.best, got.measured) == (1, measured)
        assert not model.picks


def test_a_refused_decision_is_a_failure_of_its_own():
    with FakeProvider(script=["refusal"]) as provider:
        [got] = model_at(provider, official=True).pick(["a", "b"], [PROMPT])
        assert got.reason == "refused"


def test_a_session_stops_at_its_cap_of_tokens_and_of_money():
    few = ModelSettings(max_tokens=1500)
    dear = ModelSettings(max_dollars=0.05, price=Price(10, 1, 50))
    with FakeProvider() as provider:
        for settings, words in ((few, "1,500 tokens are used up"), (dear, "\\$0.05 are used up")):
            model = model_at(provider, settings=settings)
            got = [model.fill(Finding, [PROMPT])[0] for _ in range(12)]
            assert isinstance(got[0], Finding)
            assert isinstance(got[-1], Failure)
            with pytest.raises(ModelFailed, match=words):
                list(model.stream(PROMPT, limit=1000))


def test_calls_at_once_cannot_overrun_the_cap():
    with FakeProvider(delay=0.1) as provider:
        model = model_at(provider, settings=ModelSettings(max_tokens=3000))
        got = model.fill(Finding, [PROMPT] * 12)
        assert 1 <= sum(isinstance(one, Finding) for one in got) <= 4
        assert model.usage.read + model.usage.written <= 3000


def test_cost_is_counted_and_an_unknown_price_is_no_price():
    priced = ModelSettings(prices={"honest": Price(1, 0.1, 5)})
    with FakeProvider() as provider:
        model = model_at(provider, settings=priced)
        model.fill(Finding, [PROMPT])
        "".join(model.stream(PROMPT))
        used = model.usage
        assert used.calls == 2
        assert used.dollars == pytest.approx((used.read * 1 + used.written * 5) / 1e6)
        unknown = model_at(provider)
        unknown.fill(Finding, [PROMPT])
        assert unknown.usage.dollars is None
        assert "price unknown" in str(unknown.usage)


def test_a_resumed_session_goes_on_counting():
    with FakeProvider() as provider:
        meter = Meter(ModelSettings(max_tokens=1000), Usage(9, 700, 0, 250))
        assert failure_of(provider, meter=meter).reason == "cap"


def test_the_key_is_in_no_log_error_or_repr(caplog):
    caplog.set_level(logging.DEBUG)
    with FakeProvider(key="another-key") as provider:
        model = model_at(provider, official=True)
        failure = failure_of(provider, official=True)
        assert provider.seen[0].authorization == f"Bearer {KEY}"
    assert failure.said.endswith("did not accept the key (401).")
    assert "OPENAI_API_KEY" in failure.remedy
    held = (caplog.text, repr(model), repr(model.settings), repr(load_settings()), str(failure), model.name)
    assert not [text for text in held if KEY in text or "leaked" in text]


def test_the_openai_key_and_account_go_to_openai_alone(monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    with FakeProvider() as provider:
        model_at(provider).fill(Finding, [PROMPT])
        assert provider.seen[0].authorization == "Bearer none"
        assert "openai-organization" not in provider.seen[0].headers
        monkeypatch.setenv("SPARRING_API_KEY", "for-this-server")
        model_at(provider).fill(Finding, [PROMPT])
        assert provider.seen[-1].authorization == "Bearer for-this-server"


def test_the_only_model_of_a_server_needs_no_name():
    with FakeProvider(models=["honest"]) as provider:
        model = model_at(provider, "")
        assert isinstance(model.fill(Finding, [PROMPT])[0], Finding)
        assert model.model == "honest"


def test_a_model_that_is_not_there_is_told_with_those_that_are():
    with FakeProvider(models=["one", "two"]) as provider:
        assert model_at(provider, "three").check().said.endswith("has no model 'three'. It has: one, two.")
        [got] = model_at(provider, "").fill(Finding, [PROMPT])
        assert "several models and none was named" in got.said
        assert model_at(provider, "two").check() is None


@pytest.mark.parametrize(
    ("backend", "name"),
    [
        ("openai", "openai:gpt-6.1-terra"), ("openai:other", "openai:other"), ("http://localhost:11434/v1:qwen3:8b", "http://localhost:11434/v1:qwen3:8b"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000/v1:(its only model)"), ("https://host/v1:a/b", "https://host/v1:a/b"),
    ],
)  # fmt: skip
def test_backends_are_read(backend, name, tmp_path):
    assert open_model(backend, load_settings({"SPARRING_HOME": str(tmp_path)})).name == name


def test_no_backend_is_no_model(tmp_path):
    assert open_model("none", Settings(tmp_path, False)) is None


@pytest.mark.parametrize(
    ("backend", "words"),
    [("gpt", "Choose none, openai"), ("http://", "is not an address"), ("http://me:pw@host/v1", "SPARRING_API_KEY")],
)
def test_a_backend_that_is_none_is_told(backend, words, tmp_path):
    with pytest.raises(SettingsError, match=words) as told:
        open_model(backend, Settings(tmp_path, False))
    assert "pw" not in str(told.value)


def test_a_missing_key_is_told_before_the_first_question(monkeypatch, tmp_path):
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(SettingsError, match="OPENAI_API_KEY is not set"):
        open_model("openai", Settings(tmp_path, False))


@pytest.mark.parametrize(
    ("name", "value"), [("SPARRING_MAX_TOKENS", "lots"), ("SPARRING_MAX_DOLLARS", "-1"), ("SPARRING_PRICE", "cheap")]
)
def test_a_setting_that_cannot_be_used_is_named(name, value, tmp_path):
    with pytest.raises(SettingsError, match=name):
        load_settings({"SPARRING_HOME": str(tmp_path), name: value})


def test_settings_come_from_the_environment(tmp_path):
    env = {
        "SPARRING_HOME": str(tmp_path),
        "SPARRING_PRICE": "1,5",
        "SPARRING_MAX_TOKENS": "5_000",
        "SPARRING_MODEL": "mine",
    }
    models = load_settings(env).models
    assert (models.price, models.max_tokens, models.model) == (Price(1, 1, 5), 5000, "mine")
