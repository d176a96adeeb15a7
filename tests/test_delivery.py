"""How spoken answers were said is told in Review and in every file that can be taken away; it is never scored."""

import json

import pytest

from agent.interview_state import InterviewState
from agent.results.delivery import kept, lines, section, shares
from agent.state import Brief, Told, Turn
from ui.report.files import exported
from ui.report.voice import delivery
from ui.voice.delivery import measured
from ui.voice.ears import Word

SAID = (("voice.before", 2.0), ("voice.length", 70.0), ("voice.words", 120.0), ("voice.fillers", 30.0), ("voice.pauses", 4.0), ("voice.longest", 3.5), ("voice.silent", 10.0))  # fmt: skip


def turn(number, timings=SAID):
    return Turn(
        number=number, round=0, slot=0, question_id="q", kind="voice", text="So.", started=0, ended=60, timings=timings
    )


def state(*turns, told=()):
    return InterviewState(session="s", brief=Brief(round="ml"), turns=list(turns), told=list(told))


def test_pace_fillers_pauses_and_waiting_are_told_for_spoken_answers_together():
    told = " ".join(lines(state(turn(1), turn(2), turn(3, timings=()))))
    assert "2 spoken answers, 2.0 s on average before the first word" in told
    assert "120 words a minute over 2.3 minutes" in told
    assert "60 fillers (um, uh), 20.0 in a hundred words" in told
    assert "8 pauses of a second or more inside answers, the longest 3.5 s" in told


def test_a_typed_interview_says_nothing_of_delivery():
    typed = state(turn(1, timings=(("judge", 0.1),)))
    assert lines(typed) == []
    assert section(typed) == ""
    assert delivery(typed) == ""


def test_the_share_of_time_for_each_part_counts_spoken_answers_only():
    told = [
        Told(slot="0", turn=1, parts=(("problem", 30.0), ("results", 10.0))),
        Told(slot="0", turn=2, parts=(("hindsight", 99.0),)),
    ]
    spoken = state(turn(1), turn(2, timings=()), told=told)
    assert shares(spoken) == {"problem": 0.75, "results": 0.25}
    assert "problem: 75%, results: 25%" in section(spoken)


def test_review_and_every_file_tell_of_delivery_and_that_it_is_not_scored(room):
    view = room.start(Brief(round="ml", minutes=40))
    room.answer(view.session, "I would look at recall first.", prompt=view.prompt, kind="voice", timings=SAID)
    spoken, card = room.state(view.session), room.scorecard(view.session)
    for form in ("md", "html"):
        file = exported(form, spoken, card, room.deps).decode()
        assert "How it was said" in file
        assert "30 fillers (um, uh), 20.0 in a hundred words" in file
        assert "Not part of the score." in file
    assert json.loads(exported("json", spoken, card, room.deps))["turns"][0]["timings"][0] == ["voice.before", 2.0]


def test_what_is_measured_comes_back_from_the_turn():
    words = [
        Word("Um,", 2.0, 2.2, 1),
        *(Word("word", 2.5 + n, 2.9 + n, 1) for n in range(20)),
        Word("end.", 26.0, 26.4, 1),
    ]
    said = measured(words, before=2.0)
    assert (said.fillers, said.words, said.pauses) == (1, 21, 1)
    back = kept(json.loads(json.dumps(said.timings())))
    assert back is not None
    assert back.longest == pytest.approx(4.1)
