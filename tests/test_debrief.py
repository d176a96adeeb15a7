"""Scoring an interview that took place elsewhere, and the scorecard itself."""

import json

import pytest
from helpers import ROOT, sparring

from agent.results.export import markdown
from agent.results.scorecard import scorecard
from agent.state import Brief
from agent.transcript.reading import read_transcript
from agent.transcript.real import state_of, sums_that_do_not_hold

PLAIN = ROOT / "tests" / "fixtures" / "transcripts" / "plain.txt"
QUESTION = "reco.inbatch-false-negatives"


def test_a_real_interviews_questions_are_matched_and_its_answers_quoted(deps):
    state = state_of(read_transcript(PLAIN.read_bytes(), "plain.txt"), deps, "2-2")
    card = scorecard(state, deps)
    asked = [q for r in card.rounds for q in r.questions]
    assert asked[0].id == QUESTION
    text = " ".join(t.text for t in state.turns)
    quotes = [p.quote for q in asked for p in q.points if p.quote]
    assert quotes
    assert all(quote in text or quote.replace("\n", " ") in text for quote in quotes)


def test_figures_that_do_not_add_up_are_found_in_a_transcript(deps):
    talk = b"Interviewer: Tell me about the result.\nMe: We moved p99 from 92 to 74 milliseconds, that's 50 percent faster.\n"
    state = state_of(read_transcript(talk, "t.txt"), deps, "2-2")
    assert len(sums_that_do_not_hold(state)) == 1


def test_the_command_takes_a_file_and_gives_the_same_scorecard(home, library):
    done = sparring("debrief", str(PLAIN), "--json", home=home)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert QUESTION in told["questions"]
    assert told["scorecard"]["contract"]


def test_a_file_without_speakers_is_refused_with_what_would_work(home, tmp_path, library):
    path = tmp_path / "notes.txt"
    path.write_text("We talked about negatives for an hour and it went fine.\n")
    done = sparring("debrief", str(path), home=home)
    assert done.returncode == 1
    assert "speaker" in done.stderr.lower()


@pytest.fixture
def finished(room):
    points = room.deps.bank.questions[QUESTION].points
    room.deps.judge.made = {points[0].id: "apart"}
    view = room.start(Brief(round="ml", minutes=30, seed=5, questions=(QUESTION,)))
    view = room.answer(
        view.session,
        "The softmax pushes apart creators that belong together, is my reading of the loss.",
        prompt=1,
        seconds=60,
    )
    view = room.answer(view.session, wish="skip", prompt=view.prompt, seconds=2)
    view = room.answer(view.session, wish="skip", prompt=view.prompt, seconds=2)
    room.answer(view.session, wish="end", prompt=view.prompt, seconds=2)
    return room, view.session


def test_the_scorecard_names_what_would_have_moved_it_most(finished):
    room, session = finished
    card = room.scorecard(session)
    assert len(card.movers) == 3
    assert card.movers[0].gain >= card.movers[-1].gain > 0


def test_a_skipped_question_scores_nothing_and_one_not_reached_is_not_scored(finished):
    room, session = finished
    questions = {q.id: q for r in room.scorecard(session).rounds for q in r.questions}
    planned = [slot.id for part in room.state(session).plan for slot in part.slots]
    assert questions[planned[1]].note == "skipped"
    assert questions[planned[1]].score.value == 0
    assert planned[3] not in questions


def test_the_band_always_comes_with_its_interval(finished):
    room, session = finished
    card = room.scorecard(session)
    text = markdown(card)
    assert card.band is not None
    assert "95 % interval" in text
    assert card.bands is not None
    assert card.bands[1] in text


def test_the_packet_holds_quotes_challenges_and_a_strong_answer(finished):
    room, session = finished
    text = markdown(room.scorecard(session))
    assert '"apart"' in text
    assert "A strong answer:" in text
    assert "great" not in text.lower()
