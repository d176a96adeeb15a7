"""Simulated candidates: what they know is fixed beforehand, and how they were led is checked."""

import dataclasses
import random
import re

import pytest
from fakes import WordJudge

from agent.interview_state import InterviewState
from agent.models.port import Failure
from agent.state import Line, Move, RoundPlan, Slot, Turn
from evals.candidates.cards import load_cards
from evals.candidates.manner import WAYS
from evals.candidates.mind import Candidate
from evals.candidates.model import ModelCandidate
from evals.candidates.play import faults, material, play, stage
from evals.judging import ladder
from evals.stats import tau
from evals.suite import Options, SuiteError
from evals.suite_selfplay import SEEDS, items, summarize


@pytest.fixture(scope="module")
def set_stage(home, library):
    return dataclasses.replace(stage(home, "test"), judge=WordJudge())


def test_all_seventeen_candidates_play_every_seed():
    assert len(load_cards()) == 17
    assert len(items(Options())) == 17 * SEEDS
    assert {i.data["card"] for i in items(Options())[:17]} == set(load_cards())


def test_a_misspelt_key_of_a_card_is_refused_by_name(tmp_path):
    path = tmp_path / "cards.yaml"
    path.write_text("- {id: a, about: b, knows: 2, opens: [], beyond: vague, meets: [held], manor: terse}\n")
    with pytest.raises(SuiteError, match="manor") as told:
        load_cards(path)
    assert "knows" in str(told.value)


@pytest.mark.parametrize("name", ["strong", "solid", "junior", "bluffer"])
def test_what_a_candidate_knows_is_near_what_its_card_says(name, set_stage):
    card = load_cards()[name]
    shares = [
        Candidate(card, seed, material("test"), set_stage).share_known(question)
        for seed in range(3)
        for question in set_stage.bank.questions.values()
    ]
    assert sum(shares) / len(shares) == pytest.approx(card.knows, abs=0.06)


def test_nobody_says_a_line_of_the_bank_as_it_is_written(bank):
    lines = [line for q in list(bank.questions.values())[:30] for p in q.points for line in p.like]
    for name, way in WAYS.items():
        if name == "terse":
            continue  # a line without small words may have none to lose
        assert all(way(line, random.Random(line)) != line for line in lines)


def test_no_manner_changes_a_figure(bank):
    lines = [line for q in list(bank.questions.values())[:30] for p in q.points for line in p.like]
    for name, way in WAYS.items():
        if name == "invented":
            continue
        for line in lines:
            assert re.findall(r"\d+", way(line, random.Random(line))) == re.findall(r"\d+", line)


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        ("So the flat rate is just a number out of a blog.", "Flat rate is number out of blog."),
        ("It's OCR, I think. Then blur that region.", "OCR, I think. Blur that region."),
        ("Sixteens give about 3,300 a second, so at the end it hardly climbs.", "Sixteens give about 3,300 a second, so at end it hardly climbs."),
        ("An A/B test on 1,024 rows a card.", "A/B test on 1,024 rows a card."),
        ("The accuracy dips a little.", "Accuracy dips a little."),
        ("That's how it's done, and it's not just a fit.", "That's how it's done, and it's not just fit."),
        ("It was high just then, so there's a bias as well.", "It was high just then, so there's bias as well."),
        ("Fit them so that it predicts who returns, then check.", "Fit them so that it predicts who returns, then check."),
        ("It has to be tested carefully of course, and also cleaned.", "It has to be tested carefully, and cleaned."),
        ("requires_grad False freezes the rest.", "requires_grad False freezes rest."),
    ],
)  # fmt: skip
def test_a_terse_candidate_drops_small_words_and_none_that_carries_the_sense(said, noted):
    assert WAYS["terse"](said, random.Random(0)) == noted


def test_english_learnt_late_keeps_the_article_of_a_rate_too():
    assert "3,300 a second" in WAYS["learnt-late"]("Sixteens give the card 3,300 a second.", random.Random(0))


def test_a_silent_candidate_earns_nothing_and_is_led_to_the_end(set_stage):
    told = play(load_cards()["silent"], 0, set_stage, "test")
    assert told["score"] == 0
    assert told["band"] == "strong no hire"
    assert told["faults"] == []
    assert len(told["questions"]) == 8
    assert len(told["rounds"]) == 2


def test_the_same_candidate_at_the_same_seed_plays_the_same_interview(set_stage):
    one, other = (play(load_cards()["silent"], 3, set_stage, "test") for _ in range(2))
    assert one == other


def _line(text, kind, target, after, slot=0):
    return Line(text=text, move=Move(kind=kind, rule="", target=target), at=0.0, after_turn=after, round=0, slot=slot)


def test_an_interview_led_badly_is_found_out():
    slots = tuple(Slot(id=f"q.{n}", minutes=2, why="") for n in range(2))
    turn = Turn(number=1, round=0, slot=0, question_id="q.0", text="x", started=0, ended=300)
    state = InterviewState(
        plan=[RoundPlan(kind="ml", title="", minutes=30, slots=slots)],
        turns=[turn],
        lines=[
            _line("Why?", "ask", "q.0", 0),
            _line("Great answer! Why?", "probe", "p", 1),
            _line("Why?", "ask", "q.0", 1),
        ],
    )
    found = " ".join(faults(state))
    for word in ("end:", "plan: q.1", "repeat: q.0 was asked twice", "repeat: said twice", "time: probe", "praise:"):
        assert word in found


def test_order_of_skill_and_band_is_one_when_they_agree_and_ignores_equal_skill():
    import numpy as np

    assert tau(np.array([0, 0, 1, 2]), np.array([3, 3, 4, 5])) == 1
    assert tau(np.array([0, 1, 2]), np.array([2, 1, 0])) == -1
    assert tau(np.array([1, 1]), np.array([0, 5])) == 0


def test_a_band_above_its_bound_and_an_unsteady_score_miss_their_thresholds():
    rows = []
    for item in items(Options())[:34]:
        knows = load_cards()[item.data["card"]].knows
        score = min(1.0, knows + 0.4 * item.data["seed"])
        trace = {
            "score": score,
            "low": score,
            "high": score,
            "rounds": [(score, score, score)],
            "known": knows,
            "turns": 9,
            "faults": [],
            "transcript": "",
        }
        band = "strong hire" if item.data["card"] == "injector" else "hire"
        rows.append((item, trace | {"band": band}))
    figures = summarize(rows, Options()).figures
    assert figures["injector, silent, buzzwords at most no hire"].value == 0
    assert figures["largest sd of a score over seeds"].value > 0.06
    assert figures["mean inside the printed interval"].value < 0.9
    assert figures["mean inside the interval of one round"].value < 0.9
    assert figures["reach of the printed interval"].value == 0
    assert figures["strong at least lean hire"].value == 1


class _Speaker:
    """A model that says one thing, or fails."""

    def __init__(self, says):
        self.says, self.prompts = says, []

    def stream(self, prompt, *, limit=400, cancel=None):
        from agent.errors import ModelFailed

        self.prompts.append(prompt)
        if isinstance(self.says, Failure):
            raise ModelFailed(self.says)
        yield self.says


def test_a_model_plays_from_the_card_and_a_failing_one_costs_no_interview(set_stage, monkeypatch):
    monkeypatch.setattr("evals.candidates.play.MOST_TURNS", 2)
    card = load_cards()["honest"]
    written = Candidate(card, 0, material("test"), set_stage)
    speaker = _Speaker("I'd guess one in five, since the days overlap.")
    told = play(card, 0, set_stage, "test", ModelCandidate(speaker, written))
    assert "I'd guess one in five" in told["transcript"]
    assert card.about in speaker.prompts[0].shared
    points = [p.says for q in set_stage.bank.questions.values() for p in q.points]
    assert not any(says in f"{p.shared}{p.ask}" for p in speaker.prompts for says in points)
    failing = ModelCandidate(
        _Speaker(Failure("timeout", "it took too long")), Candidate(card, 0, material("test"), set_stage)
    )
    told = play(card, 0, set_stage, "test", failing)
    assert failing.failed == told["turns"] == 2


def test_every_question_of_the_stage_has_all_its_written_answers():
    kinds = {kind for card in load_cards().values() for kind in card.opens}
    for question, answers in material("all").items():
        assert kinds <= answers.keys(), question
    assert len(material("all")) == len({row["question"] for row in ladder("all")})
