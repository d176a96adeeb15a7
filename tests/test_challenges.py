"""How a challenge is met: what is new in the reply decides, never its tone."""

import pytest

from agent import challenges, listening

QUESTION = "reco.inbatch-false-negatives"
CLAIM = "I'd keep the user's last week of follows next to each row and drop those from the softmax."


@pytest.fixture(scope="module")
def push(bank):
    return next(p for p in bank.questions[QUESTION].pushbacks if p.id == "mask-is-expensive")


@pytest.fixture
def met(push, deps):
    return lambda reply: challenges.outcome(push, CLAIM, [CLAIM], reply, deps.lens)[0]


def test_a_count_and_a_condition_hold(met):
    assert (
        met(
            "I'd count them first: sample a thousand batches, see how many rows share a session. Under one per cent I wouldn't bother, at ten I'd use the session id."
        )
        == "held"
    )


def test_a_change_with_a_reason_is_adapted(met):
    reply = "Fair point, a week of history on every row is too much. I'd only compare session ids instead, because we log those anyway and most collisions are in one sitting."
    assert met(reply) == "adapted"


@pytest.mark.parametrize(
    "reply",
    [
        "I still think it's worth it, it's a cleaner objective.",
        "As I said, I'd keep the follows of the last week next to each row.",
        "It's best practice, everybody does it like that.",
    ],
)
def test_saying_it_again_is_repetition(met, reply):
    assert met(reply) == "repeated"


@pytest.mark.parametrize(
    "reply", ["Yeah, you're right.", "Okay, fair enough, I'd drop it.", "Good point. Let's not do that then."]
)
def test_giving_in_without_a_reason_is_folding(met, reply):
    assert met(reply) == "folded"


def test_talking_past_it_is_dodging(met):
    assert (
        met("By the way, I also led the hiring for our Dublin office and wrote the onboarding handbook there.")
        == "dodged"
    )


def test_the_same_words_said_three_times_never_hold(push, deps):
    said = [CLAIM]
    for _ in range(3):
        outcome, _ = challenges.outcome(push, CLAIM, said, CLAIM, deps.lens)
        assert outcome == "repeated"
        said.append(CLAIM)


def test_the_quote_that_decided_is_in_the_reply(push, deps):
    reply = "Honestly? I'd sample a thousand batches and count the collisions. If it's one in nine rows I pay for it."
    outcome, quote = challenges.outcome(push, CLAIM, [CLAIM], reply, deps.lens)
    assert outcome == "held"
    assert quote in reply


def test_a_challenge_is_found_against_what_was_claimed_with_the_words_it_is_against(bank, deps):
    found = challenges.best(
        listening.statements(CLAIM), bank.questions[QUESTION].pushbacks, challenges.AGAINST, deps.lens
    )
    assert found is not None
    assert found.push.id == "mask-is-expensive"
    assert found.quote in CLAIM


def test_a_claim_about_something_else_is_not_challenged(bank, deps):
    talk = "I grew up in Lisbon and studied physics before I moved into machine learning about seven years ago."
    assert (
        challenges.best(listening.statements(talk), bank.questions[QUESTION].pushbacks, challenges.AGAINST, deps.lens)
        is None
    )


def test_figures_that_were_corrected_hold_and_figures_said_again_do_not(deps):
    before = ["p99 went from 92 to 74 ms, that's 25 percent."]
    assert (
        challenges.outcome_on_numbers(
            before, "Sorry, I misspoke: it's 18 over 92, so just under twenty percent.", True, deps.lens
        )[0]
        == "adapted"
    )
    assert challenges.outcome_on_numbers(before, "No, it's 25 percent.", False, deps.lens)[0] == "repeated"
    assert challenges.outcome_on_numbers(before, "You're right, whatever.", False, deps.lens)[0] == "folded"


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.75])
def test_most_replies_written_to_hold_do_hold_when_they_are_left_out_of_the_comparison(bank, deps, share):
    held = total = 0
    for question in list(bank.questions.values())[::9]:
        push = question.pushbacks[0]
        for n, reply in enumerate(push.held_by):
            others = push.model_copy(update={"held_by": push.held_by[:n] + push.held_by[n + 1 :]})
            claim = question.points[0].like[0]
            held += challenges.outcome(others, claim, [claim], reply, deps.lens)[0] in ("held", "adapted")
            total += 1
    assert held / total >= share


def test_wanting_to_find_something_out_is_no_choice_and_neither_is_how_things_are():
    assert challenges.chooses("I'd put GradNorm on it, so that the gradients stay balanced.")
    assert not challenges.chooses("I'd log, per head, the norm of its gradient at the last shared layer.")
    assert not challenges.chooses("The ViT keeps one resolution from beginning to end.")


def test_data_on_something_else_settles_nothing(push, deps, bank):
    question = bank.questions[QUESTION]
    written = [question.ask, *question.facts.values(), *(line for p in question.points for line in (p.says, *p.like))]
    other = (
        "A machine takes six minutes until it serves, the model has to be loaded, and the traffic doubled in two. So for four "
        "minutes scaling does nothing, and by then the retries have tripled the load."
    )
    count = "I'd count first: in a thousand batches from the log, how many rows meet another follow? Under one percent I'd leave it."
    assert challenges.outcome(push, CLAIM, [CLAIM], other, deps.lens, written)[0] == "dodged"
    assert challenges.outcome(push, CLAIM, [CLAIM], count, deps.lens, written)[0] == "held"
