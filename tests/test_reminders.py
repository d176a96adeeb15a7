"""What is said again: the part that waits for an answer, without the stock phrase that led into it."""

import pytest

from agent import listening
from agent.phrases import Voice, clip, phrases, short_question, without_lead
from agent.policy import Sight, choose
from agent.state import Challenge, Line, Move, Sign
from agent.wording import Scene, worded


@pytest.mark.parametrize(
    ("ask", "short"),
    [
        ("It trains for an hour. Give me the first five checks, in order. I have ten minutes.", "Give me the first five checks, in order."),
        ("Watch time is up 0.8%. The team wants to launch. Would you?", "The team wants to launch. Would you?"),
        ("Is that enough? Do the sum aloud, and then tell me what changes.", "Do the sum aloud, and then tell me what changes."),
        ("A handful of people. That's an anecdote.", "A handful of people. That's an anecdote."),
    ],
)  # fmt: skip
def test_a_reminder_is_what_was_asked_for_last_and_stands_on_its_own(ask, short):
    assert short_question(ask) == short


def test_what_is_repeated_comes_without_its_lead_in():
    lead = phrases()["probe"][0]
    assert without_lead(f"{lead} Where does the root come from?") == "Where does the root come from?"
    assert without_lead("Where does the root come from?") == "Where does the root come from?"


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("**I'd** re-rank with a *greedy* pass (see [the paper](http://x.org/a)), i.e.", "I'd re-rank with a greedy pass (see the paper)"),
        ("- first we replay the batch", "first we replay the batch"),
        ("One versioned definition of every feature, and both the Spark job and the streaming job come out of it.", "One versioned definition of every feature"),
        ("at 16 a batch takes 4.8, that's about 3,300 a second, and 32 is only 3,800, so it is flat", "at 16 a batch takes 4.8, that's about 3,300 a second"),
        ("see http://x.org for all of it", ""),
    ],
)  # fmt: skip
def test_a_quotation_has_no_markup_and_ends_where_speech_pauses(said, quoted):
    assert clip(said) == quoted


def test_an_empty_reply_to_a_challenge_is_reminded_of_the_challenge():
    push = Line(
        text="We wouldn't do this. What does it buy?",
        move=Move(kind="push_back", rule="r"),
        at=0,
        after_turn=1,
        round=0,
        slot=0,
    )
    scene = Scene(question=None, slot=None, plan=None, last=push)
    assert worded(Move(kind="redirect", rule="r", target="steer"), scene, Voice("1", [])).endswith("What does it buy?")  # fmt: skip


def test_a_mended_sum_is_not_called_another_plan():
    closed = Challenge(
        id="numbers-1",
        kind="numbers",
        slot="0.0",
        claim="25 percent",
        turn=1,
        outcome="adapted",
        arithmetic="19.6%",
        closed=2,
    )
    said = worded(
        Move(kind="probe", rule="probe", target="more"),
        Scene(question=None, slot=None, plan=None, closed=closed),
        Voice("2", []),
    )
    assert any(said.startswith(way) for way in phrases()["numbers_settled"])


@pytest.mark.parametrize(
    ("wish", "kind"), [("skip", "debrief"), ("hint", "repeat"), ("repeat", "repeat"), ("end", "debrief")]
)
def test_in_the_closing_part_a_skip_ends_it_and_a_hint_gives_no_question_away(wish, kind):
    assert choose(Sight(Sign(turn=3), wish=wish, stage="reverse", hints_left=3)).kind == kind


def test_a_piece_that_was_guessed_at_is_the_one_named_in_the_move():
    unknown = Sign(turn=2, does_not_know=True)
    assert choose(Sight(unknown, probes=("a", "b"), hinted=1)).target == "guess:a"
    assert choose(Sight(unknown, probes=("a", "b"))).target == "guess"
    assert choose(Sight(unknown, probes=("a", "b"), hinted=1, answered=True)).target == "guess"


def test_code_is_readable_and_a_held_down_key_is_nothing():
    assert listening.unreadable("def f(q, k):\n    s = q @ k\n    return s.softmax(-1)\n") == ""
    assert listening.is_empty("aaaaaaaaaaaaaa")
    assert listening.is_empty("A" * 200)
    assert not listening.is_empty("1000000")
    assert not listening.is_empty("logQ")
