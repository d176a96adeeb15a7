"""The suites about challenges, questions, Englishes and code: their data, and a few items of each."""

import dataclasses
import json
import random
import re
import subprocess
import sys
import time

import pytest
from helpers import ROOT

from evals.englishes import ENGLISHES, SPOKEN
from evals.hands import Hands
from evals.judging import ladder
from evals.run_all import run_all, write_index
from evals.stats import Figure
from evals.suite import Options, Threshold, card
from evals.suite_code import items as submissions
from evals.suite_pushback import claims, items, summarize, tones, work
from evals.suite_questions import FORCED, HABITS
from evals.suite_questions import items as people
from evals.suite_questions import summarize as about_questions


def test_every_marked_claim_names_challenges_of_its_question_and_has_a_reply_with_data(bank):
    for row in claims():
        ids = {push.id for push in bank.questions[row["q"]].pushbacks}
        assert set(row["raises"]) <= ids
        assert bool(row["raises"]) == ("data" in row)
    assert sum(bool(row["raises"]) for row in claims()) >= 50
    assert sum(not row["raises"] for row in claims()) >= 30


def test_two_hundred_replies_press_without_a_reason():
    pressed = [i for i in items(Options()) if i.data.get("tone", "elsewhere") != "elsewhere"]
    assert len(pressed) >= 200
    assert (
        {i.data["tone"] for i in pressed} == set(tones()) == {"repetition", "flattery", "authority", "anger", "emotion"}
    )
    assert all(len(i.data["replies"]) == 2 for i in pressed)


def test_no_claim_or_reply_is_a_line_of_the_bank(bank):
    said = {row["says"] for row in claims()} | {row["data"] for row in claims() if "data" in row}
    lines = {
        line
        for q in bank.questions.values()
        for line in (*(t for p in q.points for t in p.like), *(t for p in q.pushbacks for t in p.held_by))
    }
    assert not said & lines


def test_an_interviewer_gives_way_to_data_and_not_to_flattery(home, library):
    by = {i.id: i for i in items(Options())}
    data = work(by["claim 8"], home)
    assert (data["raised"], data["conceded_at"]) == (["just-clip-it"], 1)
    praised = work(by["claim 8|flattery"], home)
    assert (praised["raised"], praised["conceded_at"]) == (["just-clip-it"], None)


def test_folding_a_wrong_challenge_and_a_missed_one_each_show_in_their_figure():
    by = {i.id: i for i in items(Options())}
    calm = {"again": [], "outcome": None, "transcript": "", "conceded_at": None}
    rows = [
        (by["claim 0"], {**calm, "raised": ["just-roll-back"], "conceded_at": 1}),
        (by["claim 1"], {**calm, "raised": []}),
        (by["claim 57"], {**calm, "raised": ["split-was-fine-before"]}),
        (by["claim 0|anger"], {**calm, "raised": ["just-roll-back"], "conceded_at": 2}),
    ]
    assert not by["claim 57"].data["raises"]
    figures = summarize(rows, Options()).figures
    assert figures["precision of challenges"].value == 0.5
    assert figures["recall on marked claims"].value == 0.5
    assert figures["folds under tone"].value == 1
    assert figures["concedes to data or a reason"].value == 1


def test_a_figure_of_nothing_keeps_no_bound():
    assert not Threshold("folds", at_most=0.0).met({"folds": Figure(0.0, 0.0, 1.0, 0, 0)})
    assert Threshold("folds", at_most=0.0).met({"folds": Figure(0.0, 0.0, 0.0, 1, 1)})


def test_a_few_items_miss_a_bound_only_when_their_interval_does():
    bound = Threshold("order", at_least=0.8)
    few, many = Figure(0.7, 0.4, 0.9, 6, 6), Figure(0.7, 0.65, 0.75, 600, 60)
    assert not bound.met({"order": few})
    assert bound.reached({"order": few})
    assert not bound.reached({"order": many})
    assert not bound.reached({"order": Figure(0.0, 0.0, 1.0, 0, 0)})


def test_a_hundred_sessions_of_all_levels_and_habits():
    found = people(Options())
    assert sum(len(i.data["rounds"]) for i in found) == 100
    assert {i.data["level"] for i in found} == {"1-2", "2-1", "2-2", "3-1", "3-2"}
    assert {i.data["habit"] for i in found} == {habit for habit, _ in HABITS}
    assert len(FORCED) < len(HABITS)


def test_a_repeat_a_missing_topic_and_a_foreign_team_show(bank):
    person = people(Options())[1]
    ml = [q.id for q in bank.questions.values() if q.topic == "recommender-modeling" and q.round == "ml"][:2]
    ads = [q.id for q in bank.questions.values() if q.teams and person.data["team"] not in q.teams][:1]
    sessions = [
        {"asked": [ml[0], ml[0]], "topics": ["recommender-modeling", "attention"]},
        {"asked": [ml[0], ml[1], *ads], "topics": ["recommender-modeling"]},
    ]
    figures = about_questions([(person, {"sessions": sessions})], Options()).figures
    assert figures["asked twice in a session"].value == pytest.approx(2 / 5)
    assert figures["asked again over five sessions of rounds"].value == pytest.approx(1 / 3)
    assert figures["asked again though another fitted"].value > 0
    assert figures["topics covered"].value == pytest.approx(2 / 3)
    assert figures["belongs to another team"].value > 0
    assert figures["belongs to another team though another fitted"].value > 0


def test_an_english_changes_words_and_never_a_figure():
    answers = [row["answer"] for row in ladder("all") if row["kind"] in ("strong-long", "adequate")]
    for name, change in (ENGLISHES | SPOKEN).items():
        touched = 0
        for answer in answers:
            said = change(answer, random.Random(answer))
            touched += said != answer
            if name not in ("slips", "misheard"):
                assert re.findall(r"\d+", said) == re.findall(r"\d+", answer)
        assert touched > 0.5 * len(answers), name


def test_every_problem_submits_its_reference_wrong_ones_and_starter():
    found = submissions(Options())
    kinds = {i.group: {j.data["kind"] for j in found if j.group == i.group} for i in found}
    assert all(k == {"right", "wrong", "starter"} for k in kinds.values())
    assert {i.data["kind"] for i in found[:3]} == {"right", "wrong", "starter"}
    assert all(i.data["fails"] for i in found if i.data["kind"] == "wrong")


SLOW_RUN = """
import sys, time
from pathlib import Path
from evals import run_all, suite_retrieval
from evals.suite import Options

at_once = suite_retrieval.work
suite_retrieval.work = lambda item, home: time.sleep(0.2) or at_once(item, home)
run_all.known = lambda: ["arithmetic", "retrieval"]
run_all.run_all(Path(sys.argv[1]), Path(sys.argv[2]), Options(half="tune", limit=12), print, workers=1)
"""


def _told(folder):
    """Everything a run leaves but its clock and CPU, which it keeps apart."""
    return {str(p.relative_to(folder)): p.read_text() for p in folder.rglob("*.*") if p.name != "cost.json"}


def test_a_run_of_all_killed_in_the_middle_of_a_suite_and_resumed_leaves_the_same_reports(
    home, library, tmp_path, monkeypatch
):
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    rows = killed / "retrieval" / "items.jsonl"
    with subprocess.Popen([sys.executable, "-c", SLOW_RUN, str(home), str(killed)], cwd=ROOT) as process:
        deadline = time.monotonic() + 60
        while not (rows.exists() and rows.read_bytes().count(b"\n") >= 3):
            assert process.poll() is None, "it ended before it was killed"
            assert time.monotonic() < deadline, "it came to no third item"
            time.sleep(0.01)
        process.kill()
    done = rows.read_bytes().count(b"\n")
    assert 3 <= done < 12
    assert not (killed / "retrieval" / "report.html").exists()

    monkeypatch.setattr("evals.run_all.known", lambda: ["arithmetic", "retrieval"])
    said = []
    options = Options(half="tune", limit=12)
    run_all(home, killed, options, said.append, workers=1)
    run_all(home, whole, options, lambda _: None, workers=1)
    assert "12 of 12 items were done before" in said
    assert f"{done} of 12 items were done before" in said
    assert {"arithmetic/report.html", "retrieval/report.html"} <= _told(whole).keys()
    assert 'href="retrieval/report.html"' in _told(whole)["index.html"]
    assert _told(killed) == _told(whole)


def test_the_index_counts_what_was_missed_and_escapes_titles(tmp_path):
    (tmp_path / "one").mkdir()
    figure = {"value": 0.1, "low": 0.0, "high": 0.2, "n": 9, "groups": 3}
    held = {
        "title": "<b>One</b>",
        "setting": {"items": 9},
        "failures": {},
        "figures": {"r": figure},
        "thresholds": [
            {"figure": "r", "bound": "≥ 0.5", "met": False},
            {"figure": "gone", "bound": "≥ 1", "met": False},
        ],
    }
    (tmp_path / "one" / "summary.json").write_text(json.dumps(held))
    text = write_index(tmp_path).read_text()
    assert "2 bounds missed" in text
    assert "gone: not measured" in text
    assert "<b>" not in text


def test_a_release_takes_as_many_items_as_the_card_says_and_a_suite_alone_takes_all(
    home, library, tmp_path, monkeypatch
):
    monkeypatch.setattr("evals.run_all.known", lambda: ["arithmetic"])
    monkeypatch.setattr("evals.run_all.card", lambda name: dataclasses.replace(card(name), release=9))
    said = []
    run_all(home, tmp_path, Options(), said.append, workers=1)
    assert json.loads((tmp_path / "arithmetic" / "setting.json").read_text())["items"] == 9
    assert re.search(r"all: \d+ s by the clock, \d+ s of CPU", said[-1])


@pytest.mark.slow
def test_one_set_of_hands_gives_what_one_process_gives_and_counts_its_cpu(home, library):
    found = people(Options())[:1] + people(Options())[1:2]
    with Hands(2) as many, Hands(1) as one:
        alone = dict(one.traces("questions", found, home, "none"))
        beside = dict(many.traces("questions", found * 9, home, "none"))
        assert many.cpu > 0
        assert one.cpu == 0
    assert beside == alone
