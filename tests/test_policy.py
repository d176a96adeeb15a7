"""The rules of the interviewer's next move, one by one."""

import itertools

import pytest

from agent.policy import GUESS, PROBES, PUSHES_A_QUESTION, RULES, Sight, choose
from agent.state import Challenge, Sign

Q = "reco.inbatch-false-negatives"
OPEN = Challenge(id=f"{Q}/mask-is-expensive", kind="we_wouldnt", slot="0.0", claim="I'd mask them", turn=1)


def sign(**fields):
    return Sign(turn=2, words=60, **fields)


def sight(said=None, **fields):
    return Sight(
        said or sign(), **{"answered": True, "missing": ("a", "b"), "probes": ("a",), "hints_left": 3, **fields}
    )


def test_every_rule_of_the_design_has_a_row():
    assert {rule.number for rule in RULES} >= set(range(1, 11))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_rule_1_steering_goes_back_to_the_question_whatever_else_the_answer_holds():
    said = sign(steers=True, challenge="x", numbers="sum", does_not_know=True)
    move = choose(sight(said, open=OPEN))
    assert (move.kind, move.target, move.rule) == ("redirect", "steer", "steering")


def test_rule_1_an_answer_about_something_else_is_called_back_once():
    assert choose(sight(sign(off_topic=True))).rule == "off-topic"
    assert choose(sight(sign(off_topic=True), recalled=True)).rule == "probe"


def test_rule_2_nothing_said_is_clarified_once_then_helped_then_left():
    empty = sign(empty=True)
    assert choose(sight(empty)).kind == "clarify"
    assert choose(sight(empty, clarified=1)).kind == "hint"
    assert choose(sight(empty, clarified=1, hinted=1)).kind == "next"


def test_rule_2_an_unreadable_answer_is_asked_for_again_and_never_hinted():
    unreadable = sign(unreadable="not English")
    assert choose(sight(unreadable)).target == "unreadable"
    assert choose(sight(unreadable, clarified=1)).kind == "next"


def test_rule_3_not_knowing_earns_a_guess_then_a_hint_then_the_next_question():
    unknown = sign(does_not_know=True)
    assert choose(sight(unknown)).target == "guess"
    assert choose(sight(unknown, guessed=GUESS)).kind == "hint"
    assert choose(sight(unknown, guessed=GUESS, hinted=2)).kind == "next"
    assert choose(sight(unknown, guessed=GUESS, hints_left=0)).kind == "next"


def test_rule_4_a_clarifying_question_is_answered_with_its_fact():
    move = choose(sight(sign(asks="How big is the batch?", fact="batch size")))
    assert (move.kind, move.target) == ("answer", "batch size")


def test_rule_5_a_claim_not_yet_challenged_is_pushed_back_on():
    move = choose(sight(sign(challenge=OPEN.id, challenge_quote="I'd mask them")))
    assert (move.kind, move.target, move.quote) == ("push_back", OPEN.id, "I'd mask them")


@pytest.mark.parametrize("outcome", ["repeated", "folded", "dodged"])
def test_rule_5_tone_repetition_and_folding_earn_a_second_push(outcome):
    move = choose(sight(sign(outcome=outcome), open=OPEN))
    assert (move.kind, move.target) == ("push_back", OPEN.id)


@pytest.mark.parametrize("outcome", ["repeated", "folded", "dodged"])
def test_rule_5_there_is_no_third_push_on_a_claim(outcome):
    twice = OPEN.model_copy(update={"pushes": 2})
    assert choose(sight(sign(outcome=outcome), open=twice)).kind != "push_back"


@pytest.mark.parametrize("outcome", ["held", "adapted"])
def test_rule_5_data_or_a_reason_ends_the_challenge_at_once_and_no_other_follows_in_the_same_breath(outcome):
    said = sign(outcome=outcome, challenge="another", challenge_quote="and so on")
    assert choose(sight(said, open=OPEN)).rule == "probe"


def test_rule_5_four_pushes_a_question_are_the_most():
    said = sign(challenge="fifth", challenge_quote="q")
    assert choose(sight(said, pushed=PUSHES_A_QUESTION)).kind != "push_back"


def test_rule_6_numbers_that_do_not_hold_are_argued_with_twice_at_most():
    said = sign(numbers="92 to 74 is not 25 per cent", numbers_quote="25 per cent")
    assert choose(sight(said)).target == "numbers"
    assert choose(sight(said, argued=2)).rule == "probe"


def test_rule_7_each_gap_is_asked_about_once():
    said = sign(gaps=("measurement",), gap_quote="it got faster")
    assert choose(sight(said)).target == "gap:measurement"
    assert choose(sight(said, gaps_raised=frozenset({"measurement"}))).rule == "probe"


def test_rule_8_probes_go_to_the_most_valuable_missing_point_and_end():
    assert choose(sight()).target == "a"
    assert choose(sight(probes=())).target == "more"
    assert choose(sight(probes=(), asked_more=True)).kind == "next"
    assert choose(sight(probed=PROBES)).kind == "next"


def test_rule_9_when_all_is_covered_a_constraint_shifts_if_there_is_time():
    assert choose(sight(missing=(), probes=())).kind == "harder"
    assert choose(sight(missing=(), probes=(), question_left=20)).kind == "next"
    assert choose(sight(missing=(), probes=(), stage="harder")).kind == "next"


def test_rule_10_time_ends_questions_and_rounds():
    assert choose(sight(question_left=0)).rule == "out-of-time"
    assert choose(sight(question_left=0)).target == "slot"
    assert choose(sight(round_left=0)).kind == "reverse"
    assert choose(sight(round_left=0, closing=False, last_round=False)).target == "round"
    assert choose(sight(round_left=0, closing=False)).kind == "debrief"


def test_rule_10_someone_who_talks_for_three_minutes_is_asked_for_the_short_version_once():
    said = sign().model_copy(update={"words": 900})
    assert choose(sight(said)).target == "rambling"
    assert choose(sight(said, cut_in=True)).rule == "probe"


def test_out_of_time_nothing_else_is_asked_not_even_of_one_who_steers():
    for said in (sign(steers=True), sign(empty=True), sign(challenge="x"), sign(asks="what?")):
        assert choose(sight(said, question_left=0)).kind == "next"


@pytest.mark.parametrize(
    ("wish", "kind"), [("hint", "hint"), ("repeat", "repeat"), ("skip", "next"), ("end", "debrief")]
)
def test_the_candidates_own_buttons_come_first(wish, kind):
    assert choose(sight(sign(steers=True), wish=wish)).kind == kind


def test_the_candidates_questions_are_answered_three_times_then_the_round_is_over():
    asks = sign(asks="How big is the team?")
    assert choose(sight(asks, stage="reverse")).target == "reverse"
    assert choose(sight(asks, stage="reverse", asked_back=3)).kind == "debrief"
    assert choose(sight(sign(empty=True), stage="reverse", last_round=False)).target == "round"


def test_every_situation_has_a_move():
    flags = ("steers", "empty", "does_not_know", "off_topic")
    for values in itertools.product([False, True], repeat=len(flags)):
        for stage, left, rest in itertools.product(
            ("question", "harder", "reverse"), (-5.0, 30.0, 900.0), (-5.0, 900.0)
        ):
            said = sign(**dict(zip(flags, values, strict=True)))
            move = choose(sight(said, stage=stage, question_left=left, round_left=rest))
            assert move.rule in {rule.name for rule in RULES}


def test_nothing_a_candidate_says_can_skip_a_question_while_there_is_time_and_something_to_ask():
    for said in (
        sign(steers=True),
        sign(),
        sign(challenge="x"),
        sign(numbers="y"),
        sign(asks="skip?"),
        sign(gaps=("alternative",)),
    ):
        assert choose(sight(said)).kind not in ("next", "reverse", "debrief")
