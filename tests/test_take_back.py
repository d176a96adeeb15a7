"""An answer that is taken back never was: the same question waits, and what is said in its place is judged as the only one."""

import pytest

from agent.errors import StaleAnswer
from agent.state import Brief

QUESTION = "reco.inbatch-false-negatives"


def begun(room):
    return room.start(Brief(round="ml", questions=(QUESTION, "stats.daily-peeking"), seed=1))


def test_the_same_question_waits_and_nothing_is_left_of_the_answer(room):
    view = begun(room)
    room.answer(view.session, "We compared four losses.", prompt=1)
    back = room.take_back(view.session, 1)
    assert (back.prompt, back.text, back.question_id) == (1, view.text, view.question_id)
    state = room.state(view.session)
    assert (state.turns, state.challenges, len(state.lines)) == ([], [], 1)


def test_what_is_said_in_its_place_is_judged_as_the_only_answer(room):
    view = begun(room)
    room.answer(view.session, "We compared four losses.", prompt=1)
    room.take_back(view.session, 1)
    whole = "We compared four losses, and masked the known positives out of the denominator."
    after = room.answer(view.session, whole, prompt=1)
    straight = room.answer(begun(room).session, whole, prompt=1)
    assert (after.prompt, after.text) == (2, straight.text)
    assert [t.text for t in room.state(view.session).turns] == [whole]


def test_it_can_be_taken_back_later_in_the_interview_and_more_than_once(room):
    view = begun(room)
    for number in range(1, 4):
        for text in ("I would begin", "I would begin with", f"I would begin with answer {number}."):
            room.answer(view.session, text, prompt=number)
            if not text.endswith("."):
                room.take_back(view.session, number)
    assert [t.text for t in room.state(view.session).turns] == [f"I would begin with answer {n}." for n in (1, 2, 3)]
    assert room.branch(view.session, 3).prompt == 3


def test_only_the_last_answer_can_be_taken_back(room):
    view = begun(room)
    room.answer(view.session, "We compared four losses.", prompt=1)
    room.answer(view.session, "The listwise one.", prompt=2)
    with pytest.raises(StaleAnswer, match="cannot be taken back"):
        room.take_back(view.session, 1)
    assert len(room.state(view.session).turns) == 2


def test_an_answer_that_ended_the_interview_stays(room):
    view = begun(room)
    room.answer(view.session, prompt=1, wish="end")
    with pytest.raises(StaleAnswer, match="cannot be taken back"):
        room.take_back(view.session, 1)
    assert room.look(view.session).over
