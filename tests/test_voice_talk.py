"""The conversation keeps its manners: it waits for who thinks, stops for who interrupts, and sends nothing it did not hear."""

import numpy as np
import pytest
from voices import Table, answered, asked_which_figure, heard

from ui.voice.actions import TakeBack
from ui.voice.audio import FRAME_SECONDS
from ui.voice.talk import UNHEARD
from ui.voice.turns import SOONEST


def test_a_whole_sentence_is_sent_half_a_second_after_its_end():
    table = Table()
    table.hears("I would mask the known positives.")
    table.speaks(3)
    table.waits(0.5)
    assert not table.sent
    table.waits(0.2)
    assert [s.text for s in table.sent] == ["I would mask the known positives."]
    assert table.talk.state == "thinking"


@pytest.mark.parametrize("pause", [4.0, 6.0])
@pytest.mark.parametrize(
    "begun", ["I would mask them because", "So the first thing I'd do", "Um, we trained it on, uh,"]
)
def test_a_pause_in_an_unfinished_sentence_keeps_the_floor(begun, pause):
    table = Table()
    table.hears(begun, chance=0.9, reads="unfinished")
    table.hears("they are no negatives.")
    table.speaks(2)
    table.waits(pause)
    assert not table.sent
    table.speaks(2)
    table.waits(1)
    assert len(table.sent) == 1
    assert table.sent[0].text.endswith("they are no negatives.")


def test_give_me_a_moment_holds_the_floor_and_is_no_answer():
    table = Table()
    table.hears("Give me a moment.", chance=0.99)
    table.hears("I'd count the collisions first.")
    table.speaks(1)
    table.waits(20)
    assert not table.sent
    table.speaks(2)
    table.waits(1)
    assert [s.text for s in table.sent] == ["I'd count the collisions first."]


def test_a_moment_that_lasts_and_lasts_is_still_no_answer():
    table = Table()
    table.hears("Let me think.", chance=0.99)
    table.speaks(1)
    table.waits(60)
    assert not table.sent
    assert table.talk.state == "listening"


def test_late_words_never_leak_into_the_next_answer():
    table = Table()
    table.slow = True
    table.hears("This belongs to the first question.")
    table.speaks(2)
    table.waits(0.3)
    table.take(table.talk.replied("Why?"))  # it was answered by hand meanwhile
    table.take(table.talk.spoken())
    table.catches_up()
    table.slow = False
    table.hears("Because it is cheap.")
    table.speaks(1)
    table.waits(1)
    assert table.sent[-1].text == "Because it is cheap."


def test_slow_ears_delay_an_answer_but_lose_nothing_of_it():
    table = Table()
    table.slow = True
    table.hears("I would start")
    table.hears("I would start with the session id.")
    table.speaks(2)
    table.waits(0.4)
    table.speaks(1)
    table.waits(0.4)
    table.catches_up()
    table.waits(0.5)
    assert [s.text for s in table.sent] == ["I would start with the session id."]


def test_speech_over_the_interviewer_silences_the_voice_at_once_and_then_takes_the_floor():
    table = Table()
    table.take(table.talk.replied("We would not do this at our volume."))
    table.speaks(0.2)
    assert table.played == ["hold"]
    table.hears("Wait, we do that already.")
    table.speaks(1)
    assert table.played == ["hold", "halt"]
    table.waits(1)
    assert table.sent[0].text == "Wait, we do that already."
    assert dict(table.sent[0].timings)["voice.interrupted"] == 1


@pytest.mark.parametrize("nod", ["Mm-hm.", "Right.", "okay", ""])
def test_a_nod_or_a_cough_lets_the_interviewer_go_on(nod):
    table = Table()
    table.take(table.talk.replied("We tried that."))
    table.hears(nod)
    table.speaks(0.3)
    table.waits(0.4)
    assert table.played == ["hold", "go"]
    assert table.talk.state == "speaking"


def test_a_click_does_not_even_pause_the_voice():
    table = Table()
    table.take(table.talk.replied("We tried that."))
    table.speaks(0.1)
    table.waits(1)
    assert table.played == []


def test_a_garbage_transcript_is_never_an_answer():
    table = Table()
    table.hears("zxq brm the flo", confidence=0.15)
    table.speaks(2)
    table.waits(8)
    assert not table.sent
    assert table.said == [UNHEARD]


@pytest.mark.parametrize("pause", [3.2, 5.5])
def test_nobody_is_told_that_they_were_not_heard_in_a_pause_in_which_they_may_go_on(pause):
    table = Table()
    table.hears("Well.", confidence=0.2, reads="unfinished")
    table.hears("It depends on how many there are.")
    table.speaks(1)
    table.waits(pause)
    assert not table.said
    table.speaks(2)
    table.waits(2)
    assert (table.said, [s.text for s in table.sent]) == ([], ["Well. It depends on how many there are."])


def test_eighteen_or_eighty_is_asked_and_the_reply_is_what_counts():
    table = Table()
    table.hears("It fell by 80 percent.", **{"80": 0.6})
    table.speaks(2)
    table.waits(SOONEST - 0.1)
    assert not table.said
    table.waits(0.2)
    assert table.said == ["Did you say eighteen or eighty percent?"]
    table.take(table.talk.spoken())
    table.hears("Eighteen.")
    table.speaks(1)
    table.waits(1)
    assert [s.text for s in table.sent] == ["It fell by 18 percent."]
    assert table.sent[0].unsure == ()


@pytest.mark.parametrize("pause", [3.2, 5.5])
def test_nobody_is_asked_about_a_figure_in_a_pause_in_which_they_may_go_on(pause):
    table = Table()
    table.hears("It fell by 80 percent.", reads="hardly", **{"80": 0.6})
    table.hears("And it stayed there.", reads="unfinished")
    table.speaks(2)
    table.waits(pause)
    table.speaks(1)
    table.waits(1)
    assert not table.said
    assert table.talk.state == "listening"


def test_done_asks_about_a_figure_at_once():
    table = Table()
    table.hears("It fell by 80 percent.", reads="hardly", **{"80": 0.6})
    table.speaks(2)
    table.waits(1)
    table.take(table.talk.done())
    assert table.said == ["Did you say eighteen or eighty percent?"]


@pytest.mark.parametrize(
    "reply", ["No. It was eighteen percent.", "Sorry. I said eighteen, not eighty. Eighteen percent."]
)
def test_the_figure_may_come_after_a_word_of_its_own(reply):
    table = asked_which_figure()
    table.hears(reply)
    table.speaks(3)
    table.waits(1)
    assert [s.text for s in table.sent] == ["It fell by 18 percent."]


def test_what_the_reply_says_beyond_the_figure_goes_on_with_the_answer():
    table = asked_which_figure()
    table.hears("Eighteen. And we also halved the cost of it.")
    table.speaks(3)
    table.waits(1)
    assert [s.text for s in table.sent] == ["It fell by 18 percent. And we also halved the cost of it."]


def test_give_me_a_second_is_not_the_second_figure_and_is_waited_for():
    table = asked_which_figure()
    table.hears("Give me a second.")
    table.speaks(1)
    table.waits(8)
    assert not table.sent
    table.hears("Eighteen.")
    table.speaks(1)
    table.waits(1)
    assert [s.text for s in table.sent] == ["It fell by 18 percent."]


def test_scratch_that_drops_the_answer_about_which_something_was_asked():
    table = asked_which_figure()
    table.hears("Scratch that.")
    table.speaks(1)
    table.waits(0.5)
    table.hears("It fell by a tenth.")
    table.speaks(2)
    table.waits(1)
    assert [s.text for s in table.sent] == ["It fell by a tenth."]


def test_a_figure_nobody_confirms_is_kept_out_of_arithmetic():
    table = asked_which_figure()
    table.hears("I do not remember.")
    table.speaks(1)
    table.waits(1)
    (sent,) = table.sent
    ((start, end),) = sent.unsure
    assert sent.text[start:end] == "80"


def test_fillers_are_kept_out_of_what_is_judged_and_counted_as_delivery():
    table = Table()
    table.hears("Um, I would, uh, mask the the known ones.")
    table.speaks(3)
    table.waits(1)
    assert table.sent[0].text == "I would, mask the known ones."
    assert dict(table.sent[0].timings)["voice.fillers"] == 2


def test_scratch_that_drops_what_was_said():
    table = Table()
    table.hears("Scratch that.")
    table.hears("I'd start with the metric.")
    table.speaks(1)
    table.waits(1)
    table.speaks(2)
    table.waits(1)
    assert [s.text for s in table.sent] == ["I'd start with the metric."]


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("Could you repeat the question, please?", "repeat"),
        ("Can I have a hint?", "hint"),
        ("Let's skip this one.", "skip"),
    ],
)
def test_what_is_asked_of_the_interview_itself_is_no_answer(words, wish):
    table = Table()
    table.hears(words)
    table.speaks(1)
    table.waits(1)
    assert [(s.text, s.wish) for s in table.sent] == [("", wish)]


def test_a_five_minute_answer_costs_no_more_at_its_end():
    table = Table()
    sizes: list[int] = []
    take = table.take

    def watched(actions):
        sizes.extend(len(a.sound) for a in actions if hasattr(a, "sound"))
        take(actions)

    table.take = watched
    for n in range(40):
        table.hears(f"Part {n} of it is that we", chance=0.1)
        table.speaks(6.5)
        table.waits(0.8)
    assert max(sizes) * 1.0 <= 16_000 * 9
    assert len(table.talk._answer.words()) == 40 * 7
    assert not table.sent


def test_speech_without_a_pause_is_written_down_in_pieces_that_join_seamlessly():
    table = Table()
    for n in range(12):
        table.hears(f"piece {n}")
    table.speaks(60)
    table.waits(1)
    pieces = [a.sound for a in table.actions if hasattr(a, "sound")]
    assert max(map(len, pieces)) <= 16_000 * 18.1
    assert sum(map(len, pieces)) / 16_000 == pytest.approx(60 + 10 * FRAME_SECONDS, abs=0.6)
    assert np.concatenate(pieces).any()


def test_going_on_before_the_answer_was_sent_takes_the_floor_back():
    table = Table()
    table.slow = True
    table.hears("I would mask them.")
    table.speaks(2)
    table.take(table.talk.done())
    assert table.talk.state == "thinking"
    table.hears("I would mask them. And count them.")
    table.speaks(1)
    assert table.talk.state == "listening"
    table.waits(0.4)
    table.catches_up()
    table.waits(0.5)
    assert [s.text for s in table.sent] == ["I would mask them. And count them."]


def replying():
    """The same, and its reply is there, but not heard yet."""
    table = answered()
    table.take(table.talk.replied("Which one won?"))
    return table


def test_going_on_before_a_word_of_the_reply_is_heard_takes_the_answer_back():
    table = replying()
    assert [s.text for s in table.sent] == ["We dropped the sampling step."]
    table.waits(0.2)
    table.hears("And the listwise loss won.")
    table.speaks(2)
    assert table.talk.state == "listening"
    assert TakeBack() in table.actions
    table.waits(0.9)
    assert table.sent[-1].text == "We dropped the sampling step. And the listwise loss won."
    assert dict(table.sent[-1].timings)["voice.words"] == 10
    assert dict(table.sent[-1].timings)["voice.interrupted"] == 0


def test_a_word_that_was_heard_or_a_button_that_was_pressed_is_not_taken_back():
    table = replying()
    table.talk.sounded()
    table.waits(1.1)
    table.speaks(1)
    assert TakeBack() not in table.actions
    assert table.talk.state == "listening"  # it was an interruption
    by_hand = Table()
    by_hand.hears("We dropped the sampling step.")
    by_hand.speaks(2)
    by_hand.take(by_hand.talk.done())
    by_hand.speaks(1)
    assert TakeBack() not in by_hand.actions


def test_going_on_as_the_reply_begins_silences_it_and_makes_one_answer():
    table = replying()
    table.talk.sounded()
    table.waits(0.4)
    table.hears("And the listwise loss won.")
    table.speaks(1.2)
    assert table.played == ["hold", "halt"]
    assert TakeBack() in table.actions
    table.waits(0.9)
    assert table.sent[-1].text == "We dropped the sampling step. And the listwise loss won."
    assert dict(table.sent[-1].timings)["voice.interrupted"] == 0


def test_a_nod_as_the_reply_begins_takes_nothing_back():
    table = replying()
    table.talk.sounded()
    table.hears("Mm-hm.")
    table.speaks(0.3)
    table.waits(0.4)
    assert table.played == ["hold", "go"]
    assert TakeBack() not in table.actions


def test_a_cough_while_the_interviewer_thinks_takes_nothing_back():
    table = answered()
    table.speaks(0.1)
    table.waits(0.5)
    assert TakeBack() not in table.actions
    assert table.talk.state == "thinking"


def test_confidence_is_of_words_and_garbage_of_the_whole():
    assert heard("a b c").confidence == pytest.approx(0.95)
