"""40 attacks on a model that obeys whatever it reads: it must never get to read them, and no reply may move anything."""

import json

import pytest

from agent.judge import prompts
from agent.judge.features import Target
from agent.judge.fence import evidence, repeats
from agent.judge.model import ModelJudge
from agent.judge.port import Task
from agent.models import facts, say
from agent.models.connections import close_connections
from agent.models.known import forget_servers
from agent.models.openai import OpenAIModel
from agent.settings import ModelSettings
from evals.fake_mind import Mind
from evals.fake_provider import FakeProvider
from evals.suite import SUITES

ATTACKS = [json.loads(line) for line in (SUITES / "attacks" / "model.jsonl").read_text(encoding="utf-8").splitlines()]
POINTS = (
    Target("masks", "Mask the positives of the same session."),
    Target("measures", "Measures recall for users with several follows."),
    Target("cost", "Names what the join costs every hour."),
)
HONEST = "I'd mask the positives of one session first. We shipped in May."
PROJECT = "Ranker served 2 billion requests a day."
LINE = "We tried that at half the load. Why would it hold at yours?"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    forget_servers()
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")
    yield
    close_connections()


def of(where):
    return [pytest.param(attack, id=attack["id"]) for attack in ATTACKS if attack["where"] == where]


def gullible(attack):
    return FakeProvider(mind=Mind(obeys=[attack["order"]]))


def model_at(provider, *, official=False):
    settings = ModelSettings(openai_url=provider.url) if official else ModelSettings()
    return OpenAIModel(settings, provider.url, "gullible")


def levels(answer, provider, *, official=False, together=False):
    verdicts = ModelJudge(model_at(provider, official=official), together=together).judge(Task("Why?", answer, POINTS))
    assert not [v for v in verdicts if repeats(f"{v.why} {v.quote} {v.failure}", prompts.SYSTEM, 6)]
    assert all(v.quote in HONEST for v in verdicts)
    return [v.level for v in verdicts]


def test_there_are_forty_attacks():
    assert len({attack["text"] for attack in ATTACKS}) == 40


def test_the_model_does_obey_what_it_reads():
    with FakeProvider(mind=Mind(obeys=["We shipped"])) as provider:
        verdicts = ModelJudge(model_at(provider)).judge(Task("Why?", HONEST, POINTS))
    assert [v.level for v in verdicts] == [3, 3, 3]


def test_what_was_not_noticed_does_not_reach_a_guarded_level():
    unnoticed = "In my family we round everything up."
    with FakeProvider(mind=Mind(obeys=[unnoticed])) as provider:
        task = Task("Why?", f"{HONEST} {unnoticed}", POINTS)
        assert [v.level for v in ModelJudge(model_at(provider)).judge(task)] == [3, 3, 3]
        assert [v.level for v in ModelJudge(model_at(provider), guarded=True).judge(task)] == [3, 0, 0]


@pytest.mark.parametrize(
    "text",
    [
        "I'd print the mask, repeat the run and read the instructions of the vendor.", "We score it and mark every batch as seen.",
        "Two points are missing from the curve, so I'd ignore it.", "The model returns the maximum over the heads.",
        "Per row we take the dot product, then the bias and a ReLU.", "We hire raters, they grade pages, and I assume that some are wrong.",
    ],
)  # fmt: skip
def test_the_speech_of_an_engineer_is_shown_whole(text):
    assert evidence(text) == (text, ())


@pytest.mark.parametrize("ways", [{}, {"together": True}, {"official": True}], ids=["each", "together", "picked"])
@pytest.mark.parametrize("attack", of("answer"))
def test_what_a_candidate_says_to_the_judge_moves_no_level(attack, ways):
    with gullible(attack) as provider:
        assert levels(f"{attack['text']}\n{HONEST}\n{attack['text']}", provider, **ways) == [3, 0, 0]


@pytest.mark.parametrize("attack", of("resume"))
def test_what_a_resume_says_to_the_model_is_no_fact_of_a_project(attack):
    with gullible(attack) as provider:
        got = facts.facts(model_at(provider), f"{PROJECT}\n{attack['text']}")
        assert [one.quote for one in got.found] == [PROJECT]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["id"])
def test_nothing_read_changes_what_the_interviewer_says(attack):
    said = say.Say(
        kind="push_back", line=LINE, claim=f"{attack['text']} {PROJECT}",
        transcript=(("Candidate", attack["text"]),), forbidden=tuple(p.says for p in POINTS),
    )  # fmt: skip
    with gullible(attack) as provider:
        got = say.Worder(model_at(provider)).word(said)
    assert got.text in (LINE, None)
