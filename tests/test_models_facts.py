"""Facts that a model reads out of a write-up: only what stands there, each with its quote."""

from agent.models.facts import facts
from agent.models.openai import OpenAIModel
from agent.settings import ModelSettings
from evals.fake_provider import FakeProvider

TEXT = "Ranker served 2 billion requests a day.\nRanker was my design."


def read(behaviour):
    with FakeProvider() as provider:
        return facts(OpenAIModel(ModelSettings(pause_seconds=0.02, retries=1), provider.url, behaviour), TEXT)


def test_facts_of_a_project_come_with_their_quotes():
    got = read("honest")
    assert [one.quote for one in got.found] == TEXT.splitlines()
    assert got.found[0].entry.project == "Ranker"


def test_facts_that_are_not_in_the_text_are_dropped_and_counted():
    got = read("invented-quote")
    assert got.found == ()
    assert got.dropped >= 1


def test_a_reading_that_fails_says_why_and_finds_nothing():
    got = read("wrong-schema")
    assert got.found == ()
    assert got.failure.reason == "unreadable"
