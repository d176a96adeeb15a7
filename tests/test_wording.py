"""How the interviewer sounds: never the same twice, never flattering, never a point given away."""

import itertools
import re

import pytest

from agent.phrases import Voice, clip, phrases, short_question, slots
from agent.state import Challenge, Line, Move
from agent.wording import Scene, worded
from evals.dialogue import PRAISE

CLAIM = "we cut the p99 from ninety-two to seventy-four"


def test_there_are_at_least_three_ways_of_saying_each_kind_of_move():
    assert min(len(texts) for texts in phrases().values()) >= 3


@pytest.mark.parametrize("key", ["guess", "folded"])
def test_whoever_knows_nothing_of_a_dozen_questions_hears_a_dozen_wordings(key):
    """Ten questions of "I don't know" used up nine."""
    assert sum(not slots(text) for text in phrases()[key]) >= 12


def test_no_phrase_flatters_or_repeats_another():
    every = [text for texts in phrases().values() for text in texts]
    assert [text for text in every if PRAISE.search(text) or "!" in text] == []
    assert len(set(every)) == len(every)


def test_phrases_have_no_slot_that_nobody_fills():
    known = {"title", "minutes", "ask", "reason", "key", "value", "claim", "topic"}
    assert {name for texts in phrases().values() for text in texts for name in slots(text)} <= known


def test_a_phrase_comes_again_only_when_all_the_others_were_said():
    used: list[str] = []
    said = []
    for turn in range(len(phrases()["ask_next"])):
        voice = Voice(f"seed/{turn}", used)
        said.append(voice.say("ask_next"))
        used += voice.chosen
    assert sorted(said) == sorted(phrases()["ask_next"])


def test_a_phrase_is_never_said_twice_in_a_row():
    used: list[str] = []
    said = []
    for turn in range(60):
        voice = Voice(f"s/{turn}", used)
        said.append(voice.say("held"))
        used += voice.chosen
    assert all(a != b for a, b in itertools.pairwise(said))


def test_the_same_seed_says_the_same():
    assert [Voice("7/1", []).say("probe") for _ in range(3)] == [Voice("7/1", []).say("probe")] * 3


@pytest.mark.parametrize(
    ("text", "said_back"),
    [
        ("So, basically we cut p99 from 92 to 74 ms.", "we cut p99 from 92 to 74 ms"),
        ('I\'d call it "fine" then', "I'd call it 'fine' then"),
        ("def f(x):\n    return x", ""),
        ("Yes.", ""),
        ("我会用双塔模型", ""),
        ("😀 😀", ""),
        ("x" * 400 + " and more", ""),
    ],
)
def test_only_words_that_can_be_said_are_said_back(text, said_back):
    assert clip(text) == said_back


def test_a_long_claim_is_cut_where_speech_would_pause_and_stays_verbatim():
    long = "we moved the whole feature join into the trainer, because the serving hosts had no memory left for it and the on-call hated it"
    cut = clip(long)
    assert cut == "we moved the whole feature join into the trainer"
    assert cut in long


def test_short_question_is_the_last_one_asked():
    assert short_question("You ship it. It breaks. What do you look at first?") == "What do you look at first?"


def _scene(bank, **fields):
    return Scene(question=bank.questions["reco.inbatch-false-negatives"], slot=None, plan=None, **fields)


def test_a_challenge_quotes_the_candidate_and_then_says_the_banks_words(bank):
    push = bank.questions["reco.inbatch-false-negatives"].pushbacks[0]
    move = Move(kind="push_back", rule="push-back", target="q/p", quote=CLAIM)
    text = worded(move, _scene(bank, push_text=push.say), Voice("1", []))
    assert f'"{CLAIM}' in text or f'"{CLAIM[0].upper()}{CLAIM[1:]}' in text
    assert text.endswith(push.say)


def test_the_second_push_asks_in_other_words_and_a_fold_is_asked_what_changed(bank):
    push = bank.questions["reco.inbatch-false-negatives"].pushbacks[0]
    waiting = Challenge(id="q/p", kind="we_wouldnt", slot="0.0", claim=CLAIM, turn=1)
    move = Move(kind="push_back", rule="push-back", target="q/p", quote=CLAIM)
    again = worded(move, _scene(bank, open=waiting, outcome="repeated", push_text=push.again), Voice("1", []))
    folded = worded(move, _scene(bank, open=waiting, outcome="folded", push_text=push.again), Voice("1", []))
    assert push.again in again
    assert push.say not in again
    assert push.again not in folded
    assert folded in [way.format(claim=CLAIM) for way in phrases()["folded"]]


@pytest.mark.parametrize(
    ("outcome", "key"), [("held", "held"), ("adapted", "adapted"), ("repeated", "left"), ("folded", "left")]
)
def test_giving_way_is_said_only_for_data_or_a_reason(bank, outcome, key):
    closed = Challenge(id="q/p", kind="scale", slot="0.0", claim=CLAIM, turn=1, outcome=outcome, closed=2)
    text = worded(Move(kind="probe", rule="probe", target="more"), _scene(bank, closed=closed), Voice("3", []))
    opened = [way for way in phrases()[key] if text.startswith(way)]
    assert opened


def test_a_hint_and_a_fact_are_the_only_moves_that_say_what_the_bank_keeps_back(bank):
    question = bank.questions["reco.inbatch-false-negatives"]
    kept = [p.says for p in question.points] + [line for p in question.points for line in p.like]
    line = Line(text=question.ask, move=Move(kind="ask", rule="start"), at=0, after_turn=0, round=0, slot=0)
    for kind, target in (
        ("probe", question.probes[0].missing),
        ("probe", "guess"),
        ("clarify", "empty"),
        ("redirect", "steer"),
        ("harder", ""),
        ("repeat", ""),
    ):
        text = worded(Move(kind=kind, rule="r", target=target), _scene(bank, last=line), Voice("9", []))
        assert not [k for k in kept if k in text]
        assert re.search(r"\w", text)
