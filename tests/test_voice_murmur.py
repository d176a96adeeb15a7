"""A murmur says that someone listens: in doubt only, once a silence, and it never becomes a word of the answer."""

import pytest
from voices import Table, heard

from ui.voice.actions import Murmur
from ui.voice.answer import joined
from ui.voice.ears import Heard, Word
from ui.voice.murmur import Murmurs
from ui.voice.turns import DOUBTFUL, Patience


def murmurs(table):
    return [a.text for a in table.actions if isinstance(a, Murmur)]


def test_in_doubt_the_interviewer_murmurs_and_still_waits():
    table = Table()
    table.hears("We trained it on a month of logs.", chance=0.2)
    table.speaks(2)
    table.waits(1.1)
    assert murmurs(table) == []
    table.waits(0.3)
    assert murmurs(table) == ["Mm-hm."]
    assert (table.talk.state, table.sent) == ("listening", [])
    table.waits(1.6)
    assert (murmurs(table), len(table.sent)) == (["Mm-hm."], 1)


def test_every_silence_has_a_murmur_of_its_own_and_not_always_the_same():
    table = Table()
    table.hears("We trained it on a month of logs.", chance=0.2)
    table.hears("We trained it on a month of logs. We kept the last week apart.", chance=0.2)
    for _ in range(2):
        table.speaks(2)
        table.waits(1.4)
    assert murmurs(table) == ["Mm-hm.", "Okay."]


@pytest.mark.parametrize(
    ("said", "chance", "reads"),
    [
        ("I would mask them because", 0.3, "unfinished"),
        ("Give me a moment.", 0.99, "perhaps"),
        ("Um, uh.", 0.97, "finished"),
    ],
)
def test_nobody_is_murmured_at_in_mid_sentence_in_a_moment_they_asked_for_or_before_a_word(said, chance, reads):
    table = Table()
    table.hears(said, chance=chance, reads=reads)
    table.speaks(2)
    table.waits(6)
    assert murmurs(table) == []


def test_in_a_thought_that_goes_on_but_does_not_break_off_the_murmur_comes_later():
    table = Table()
    table.hears("We moved the features into one separate store", chance=0.2, reads="unfinished")
    table.speaks(2)
    table.waits(1.5)
    assert murmurs(table) == []
    table.waits(0.3)
    assert murmurs(table) == ["Mm-hm."]
    table.waits(4.5)
    assert (murmurs(table), table.sent) == (["Mm-hm."], [])


@pytest.mark.parametrize("reads", ["finished", "likely"])
def test_while_the_reply_is_kept_back_a_murmur_says_that_someone_listens(reads):
    table = Table()
    table.hears("We trained it on a month of logs.", chance=0.9, reads=reads)
    table.speaks(2)
    table.waits(1.1)
    assert (len(table.sent), table.talk.state, murmurs(table)) == (1, "thinking", [])
    table.waits(0.5)
    assert murmurs(table) == ["Mm-hm."]
    table.take(table.talk.replied("Why a month?"))
    table.waits(1)
    assert murmurs(table) == ["Mm-hm."]


def test_who_goes_on_after_a_murmur_over_a_reply_kept_back_hears_another_one_and_the_first_is_no_word():
    table = Table()
    said = heard("We trained it on a month of logs.")
    table.read[joined(said.words)] = "likely"
    table.next.append((said, 0.9))
    table.speaks(2.6)
    table.waits(1.3)
    assert murmurs(table) == ["Mm-hm."]
    echo, more = Word("Mm-hm.", 0.4, 0.6, 0.9), (Word("And", 0.7, 0.9, 0.9), Word("so", 0.9, 1.0, 0.9))
    table.next.append((Heard((echo, *more), 0.9), 0.3))
    table.speaks(2)
    table.waits(1.3)
    assert murmurs(table) == ["Mm-hm.", "Okay."]
    table.waits(3)
    assert table.sent[-1].text == "We trained it on a month of logs. And so"


def test_the_next_answer_is_not_murmured_at_with_the_same_word():
    table = Table()
    for _ in range(3):
        table.hears("We trained it on a month of logs.", chance=0.9, reads="likely")
        table.speaks(2)
        table.waits(1.5)
        table.take(table.talk.replied("Why?"))
        table.talk.sounded()
        table.take(table.talk.spoken())
    assert murmurs(table) == ["Mm-hm.", "Okay.", "Mm-hm."]


def test_a_wish_is_not_murmured_at_nor_an_answer_that_done_has_ended():
    table = Table()
    table.hears("Could you repeat the question?", chance=0.3)
    table.speaks(1)
    table.waits(2)
    by_hand = Table()
    by_hand.hears("We trained it on a month of logs.", chance=0.9, reads="likely")
    by_hand.speaks(2)
    by_hand.waits(0.4)
    by_hand.take(by_hand.talk.done())
    by_hand.waits(2)
    assert (len(table.sent), len(by_hand.sent)) == (1, 1)
    assert murmurs(table) == murmurs(by_hand) == []


def test_a_murmur_that_the_microphone_hears_is_no_word_of_the_answer():
    table = Table()
    said = heard("We trained it on a month of logs.")
    table.next.append((said, 0.2))
    table.speaks(2.6)
    table.waits(1.3)
    assert murmurs(table) == ["Mm-hm."]
    table.next.append((Heard((*said.words, Word("Mm-hm.", 3.9, 4.2, 0.9)), 0.9), 0.2))
    table.speaks(0.3)
    table.waits(4)
    assert [s.text for s in table.sent] == ["We trained it on a month of logs."]


def test_an_echo_is_told_from_a_word_by_when_it_came():
    murmur = Murmurs()
    assert murmur.next(1.3, Patience(DOUBTFUL, "sounds unfinished"), now=10.0)
    early, back, late = (Word("Mm-hm.", at, at + 0.3, 0.9) for at in (1.0, 5.2, 7.5))
    assert murmur.without_echo((early, back, late), start=5.0) == (early, late)
    assert murmur.without_echo((Word("cheaper", 5.2, 5.5, 0.9),), start=5.0)
