"""What the candidate does by hand: Done, the caption, the button to hold, mute; and a line that is cut and restored."""

import pytest
from voices import Table, answered, asked_which_figure

from ui.voice.actions import Caption, Hurry, Listen, Show, TakeBack
from ui.voice.talk import BARGE, GRACE, Talk
from ui.voice.turns import SOONEST

WORDS = "We used the logQ correction."


# --- Done


def test_done_while_the_reply_is_kept_back_brings_it_at_once_and_nothing_takes_it_back():
    table = answered()
    assert Hurry() not in table.actions
    table.take(table.talk.done())
    assert table.actions[-1] == Hurry()
    table.speaks(1)
    assert TakeBack() not in table.actions
    table.take(table.talk.done())
    assert table.actions.count(Hurry()) == 1


@pytest.mark.parametrize("push", [False, True])
def test_the_last_syllable_does_not_undo_the_button_that_ended_the_answer(push):
    table = Table(Talk(push=push))
    table.slow = True
    table.take(table.talk.pressed(True) if push else [])
    table.hears("I would mask them.")
    table.speaks(2)
    table.take(table.talk.pressed(False) if push else table.talk.done())
    table.speaks(0.2)  # on its way when the button was pressed
    table.catches_up()
    assert [s.text for s in table.sent] == ["I would mask them."]
    assert table.talk.state == "thinking"


def test_done_while_the_last_words_are_written_down_ends_the_answer_for_good():
    table = Table()
    table.hears("I would mask them.")
    table.hears("I would mask them.")
    table.speaks(2)
    table.waits(0.2)
    table.slow = True
    table.speaks(0.2)
    table.waits(0.3)
    table.take([*table.talk.done(), *table.talk.done()])
    table.speaks(0.5)
    table.catches_up()
    assert [s.text for s in table.sent] == ["I would mask them."]
    assert TakeBack() not in table.actions


# --- the caption


def misheard():
    """Somebody who speaks, and sees a wrong word."""
    table = Table()
    table.hears("We used the logic you correction.")
    table.speaks(2)
    table.waits(0.4)
    return table


def test_a_correction_of_the_caption_counts_and_waits_for_done():
    table = misheard()
    table.take(table.talk.edited("We used the logQ correction."))
    table.waits(10)
    assert not table.sent
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == ["We used the logQ correction."]


def test_what_is_said_after_a_correction_is_added_to_it():
    table = misheard()
    table.take(table.talk.edited(WORDS))
    table.hears("And it helped.")
    table.speaks(1)
    table.waits(10)
    assert table.actions[-1] == Caption(f"{WORDS} And it helped.")
    assert not table.sent
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == [f"{WORDS} And it helped."]


def test_a_correction_while_the_reply_is_kept_back_takes_the_answer_back_and_waits_for_done():
    table = answered()
    table.take(table.talk.edited("We dropped the sampling stage."))
    assert TakeBack() in table.actions
    assert table.talk.state == "listening"
    table.waits(10)
    assert len(table.sent) == 1
    table.take(table.talk.done())
    assert [s.text for s in table.sent[1:]] == ["We dropped the sampling stage."]


def test_a_correction_while_the_last_words_are_written_down_is_not_overtaken_by_them():
    table = Table()
    table.slow = True
    table.hears("We used the logic you correction.")
    table.speaks(2)
    table.take([*table.talk.done(), *table.talk.edited(WORDS)])
    table.catches_up()
    assert not table.sent
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == [WORDS]


def test_a_correction_that_comes_too_late_is_told_so():
    table = answered()
    table.take([*table.talk.done(), *table.talk.edited("We dropped the sampling stage.")])
    assert table.actions[-1] == Show("thinking", "your words went as they were; put it right in the next answer")


def test_done_without_a_word_more_sends_the_answer_about_which_something_was_asked():
    table = asked_which_figure()
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == ["It fell by 80 percent."]
    assert table.sent[0].unsure


def test_scratch_that_is_heard_when_the_button_is_released_too():
    table = Table(Talk(push=True))
    table.slow = True
    table.hears("Scratch that.")
    table.take(table.talk.pressed(True))
    table.speaks(2)
    table.take(table.talk.pressed(False))
    table.catches_up()
    assert not table.sent
    assert Show("listening", "dropped; start again") in table.actions


@pytest.mark.parametrize("goes_on", ["says more", "presses Done", "interrupts"])
def test_who_asks_for_a_hint_by_hand_keeps_what_they_had_begun_to_say(goes_on):
    table = Table()
    table.hears("I would start with the metric,", reads="unfinished")
    table.speaks(2)
    table.waits(0.4)
    half = table.talk.unsent()
    table.take(table.talk.replied("Think of what the metric counts.", half))
    assert table.talk.unsent() == half
    table.talk.sounded()
    table.waits(GRACE + 1)
    if goes_on != "interrupts":
        table.take(table.talk.spoken())
    if goes_on == "presses Done":
        table.take(table.talk.done())
        assert [s.text for s in table.sent] == [half]
        return
    table.hears("and then the baseline.")
    table.speaks(2)
    table.waits(1)
    assert [s.text for s in table.sent] == [f"{half} and then the baseline."]


def test_a_correction_during_the_question_which_figure_it_was_is_the_answer():
    table = Table()
    table.hears("It fell by 80 percent.", **{"80": 0.6})
    table.speaks(2)
    table.waits(SOONEST + 0.1)
    assert table.said == ["Did you say eighteen or eighty percent?"]
    table.take(table.talk.edited("It fell by 18 percent."))
    table.take(table.talk.done())
    assert "halt" in table.played
    assert [s.text for s in table.sent] == ["It fell by 18 percent."]


def test_with_the_check_on_nothing_counts_before_done():
    table = Table(Talk(check=True))
    table.hears("I would mask them.")
    table.speaks(2)
    table.waits(5)
    assert not table.sent
    assert table.talk.state == "checking"
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == ["I would mask them."]


def test_with_the_check_on_who_was_not_done_goes_on():
    table = Table(Talk(check=True))
    table.hears("I would mask them.")
    table.speaks(2)
    table.waits(2)
    assert table.talk.state == "checking"
    table.hears("And count how many there are.")
    table.speaks(2)
    assert table.talk.state == "listening"
    table.waits(2)
    assert (table.talk.state, table.sent) == ("checking", [])
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == ["I would mask them. And count how many there are."]


# --- the button to hold, and mute


def test_push_to_talk_lasts_as_long_as_the_button():
    table = Table(Talk(push=True))
    table.speaks(2)
    assert not table.actions
    table.take(table.talk.pressed(True))
    table.hears("I would mask them.")
    table.speaks(1)
    table.waits(3)
    assert not table.sent
    table.take(table.talk.pressed(False))
    assert [s.text for s in table.sent] == ["I would mask them."]


def test_who_held_the_button_once_is_told_to_hold_it_and_may_talk_freely_again():
    table = Table()
    table.hears("I would mask them.")
    table.take(table.talk.pressed(True))
    table.speaks(1)
    table.take(table.talk.pressed(False))
    table.take([*table.talk.replied("Why?"), *table.talk.spoken()])
    told = Show("listening", "hold the button while you talk")
    assert table.actions[-1] == told
    table.speaks(2)
    table.waits(1)
    assert len(table.sent) == 1
    table.take(table.talk.pushed(False))
    assert table.actions[-1] == Show("listening", "")
    table.hears("They are false negatives.")
    table.speaks(2)
    table.waits(1)
    assert len(table.sent) == 2


def test_who_presses_the_button_before_the_reply_is_heard_goes_on():
    table = answered()
    table.take(table.talk.pressed(True))
    assert TakeBack() in table.actions
    table.hears("And the listwise loss won.")
    table.speaks(2)
    table.take(table.talk.pressed(False))
    assert table.sent[-1].text == "We dropped the sampling step. And the listwise loss won."


def test_who_presses_the_button_in_the_middle_of_the_reply_interrupts_it_and_their_answer_stands():
    table = answered()
    table.take(table.talk.replied("Which one won, and by how much?"))
    table.talk.sounded()
    table.waits(GRACE + 3)
    table.take(table.talk.pressed(True))
    assert table.played == ["halt"]
    assert TakeBack() not in table.actions


def test_muted_hears_nothing_and_ends_nothing():
    table = Table()
    table.hears("I would mask them.")
    table.speaks(1)
    table.take(table.talk.muted(True))
    table.speaks(5)
    table.waits(30)
    assert not table.sent
    table.take(table.talk.muted(False))
    table.waits(1)
    assert [s.text for s in table.sent] == ["I would mask them."]


def test_who_mutes_after_their_last_word_is_answered_once_they_are_back():
    table = Table()
    table.hears("I would mask them.")
    table.speaks(1)
    table.waits(0.3)
    table.take(table.talk.muted(True))
    table.waits(30)
    table.take(table.talk.muted(False))
    assert not table.sent
    table.waits(1)
    assert [s.text for s in table.sent] == ["I would mask them."]


def test_who_mutes_while_the_interviewer_speaks_is_muted_when_it_is_their_turn():
    table = Table()
    table.take(table.talk.replied("Which one won?"))
    table.talk.sounded()
    table.waits(1.5)
    table.speaks(0.2)  # a cough, and the hand goes to the button
    table.take(table.talk.muted(True))
    assert table.played == ["hold", "go"]
    table.speaks(3)
    assert table.talk.state == "speaking"
    table.take(table.talk.spoken())
    assert table.talk.state == "muted"
    table.speaks(3)
    assert not any(isinstance(a, Listen) for a in table.actions)
    table.take(table.talk.muted(False))
    assert table.talk.state == "listening"


def test_words_can_be_corrected_and_sent_while_muted():
    table = Table()
    table.hears("We used the logic you correction.")
    table.speaks(2)
    table.waits(0.3)
    table.take([*table.talk.muted(True), *table.talk.edited("We used the logQ correction.")])
    assert table.talk.unsent() == "We used the logQ correction."
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == ["We used the logQ correction."]


# --- the interviewer says that the judge is at work


def test_who_goes_on_after_give_me_a_second_goes_on_with_their_answer():
    table = answered()
    table.talk.acknowledged(1.5)
    table.waits(0.5)
    table.speaks(BARGE - 0.2)  # the loudspeaker, as the microphone hears it
    assert TakeBack() not in table.actions
    table.waits(3)
    table.hears("And the listwise loss won.")
    table.speaks(2)
    assert table.actions.count(TakeBack()) == 1
    table.waits(1)
    assert table.sent[-1].text == "We dropped the sampling step. And the listwise loss won."


# --- a line that is cut


def test_an_answer_about_which_something_is_asked_is_not_lost_with_the_line():
    table = Table()
    table.hears("It fell by 80 percent.", **{"80": 0.6})
    table.speaks(2)
    table.waits(SOONEST + 0.1)
    assert table.talk.state == "speaking"
    assert table.talk.unsent() == "It fell by 80 percent."
    table.take(table.talk.spoken())
    assert table.talk.unsent() == "It fell by 80 percent."


def test_a_figure_of_an_answer_that_was_restored_is_asked_about():
    table = Table()
    table.take([*table.talk.restored("It fell by 80 percent."), *table.talk.done()])
    assert table.said == ["Did you say eighteen or eighty percent?"]


def test_an_answer_that_could_not_be_taken_can_be_sent_again():
    table = answered()
    table.take(table.talk.failed(table.sent[-1].text))
    table.waits(10)
    assert len(table.sent) == 1
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == ["We dropped the sampling step."] * 2


def test_done_sends_what_was_restored():
    table = Table()
    table.take(table.talk.restored(WORDS))
    assert table.talk.unsent() == WORDS
    table.take(table.talk.done())
    assert [s.text for s in table.sent] == [WORDS]
