"""The door to an interview: nothing is lost, nothing counts twice, and what goes wrong is said."""

import dataclasses
import sqlite3
import threading

import pytest
from fakes import WordJudge
from helpers import ROOT

from agent.assess import asked_for
from agent.errors import SessionError, StaleAnswer
from agent.interview import Interviews
from agent.interview_state import InterviewState
from agent.results.rescore import judged_again
from agent.results.scorecard import scorecard
from agent.state import Brief, Line, Move, RoundPlan, Slot, Turn
from agent.store import Store

QUESTION = "reco.inbatch-false-negatives"
BRIEF = Brief(round="ml", minutes=30, seed=5, questions=(QUESTION,))
ANSWER = "I'd keep the user's follows of the last week next to every row and mask those logits before the softmax."


def test_an_interview_starts_with_a_greeting_and_a_question(room, bank):
    view = room.start(BRIEF)
    assert view.text.endswith(bank.questions[QUESTION].ask)
    assert (view.prompt, view.over, view.question_number) == (1, False, 1)


def test_every_answer_is_on_disk_before_the_next_question_is_shown(room, tmp_path, deps):
    view = room.start(BRIEF)
    view = room.answer(view.session, ANSWER, prompt=1, seconds=40)
    other = Interviews(room.deps, Store(tmp_path))
    again = other.look(view.session)
    assert (again.text, again.prompt) == (view.text, 2)
    assert [t.text for t in other.state(view.session).turns] == [ANSWER]


def test_a_second_submit_of_the_same_answer_changes_nothing(room):
    view = room.start(BRIEF)
    room.answer(view.session, ANSWER, prompt=view.prompt, seconds=40)
    with pytest.raises(StaleAnswer, match="answered already"):
        room.answer(view.session, ANSWER, prompt=view.prompt, seconds=40)
    assert len(room.state(view.session).turns) == 1


def test_two_windows_that_answer_at_once_leave_one_answer(room, tmp_path):
    view = room.start(BRIEF)
    other = Interviews(room.deps, Store(tmp_path))
    said: list[object] = []

    def answer(door, text):
        try:
            said.append(door.answer(view.session, text, prompt=view.prompt, seconds=40))
        except StaleAnswer as error:
            said.append(error)

    threads = [threading.Thread(target=answer, args=pair) for pair in ((room, ANSWER), (other, ANSWER + " Twice."))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, StaleAnswer) for outcome in said) == 1
    assert len(room.state(view.session).turns) == 1


@pytest.mark.parametrize("prompt", [0, 2, 99])
def test_an_answer_to_another_prompt_is_refused_in_words(room, prompt):
    view = room.start(BRIEF)
    with pytest.raises(StaleAnswer, match="Your text was not used"):
        room.answer(view.session, ANSWER, prompt=prompt)
    assert room.state(view.session).turns == []


def test_an_unknown_session_is_named_and_the_list_is_pointed_to(room):
    for act in (
        lambda: room.look("nope"),
        lambda: room.answer("nope", "x"),
        lambda: room.delete("nope"),
        lambda: room.scorecard("nope"),
    ):
        with pytest.raises(SessionError, match="sparring sessions list"):
            act()


def test_an_answer_that_came_in_but_was_never_judged_is_taken_up_at_the_next_look(room):
    view = room.start(BRIEF)
    told = {"text": ANSWER, "kind": "text", "wish": None, "started": 1.0, "ended": 41.0, "audio": None, "timings": []}
    room.store.put_answer(view.session, view.prompt, told)  # and here the process died
    again = room.look(view.session)
    assert again.prompt == 2
    assert [t.text for t in room.state(view.session).turns] == [ANSWER]


def test_a_judge_that_fails_costs_the_candidate_nothing(room):
    room.deps.judge.fails = True
    view = room.start(BRIEF)
    room.answer(view.session, ANSWER, prompt=1, seconds=40)
    card = room.scorecard(view.session)
    assert card.score.value is None
    assert all("the judge took too long" in line for line in card.unscored)
    assert len(card.unscored) == len(room.deps.bank.questions[QUESTION].points)


def test_a_hint_costs_a_rung_of_what_is_said_after_it_and_of_nothing_else(room, bank):
    first, second = (p.id for p in bank.questions[QUESTION].points[:2])
    room.deps.judge.made = {first: "early", second: "late"}
    view = room.start(BRIEF)
    view = room.answer(
        view.session, "An early thought about sampling and the loss it feeds into.", prompt=view.prompt, seconds=30
    )
    view = room.answer(view.session, wish="hint", prompt=view.prompt, seconds=3)
    room.answer(
        view.session,
        "And a late thought about how the batch is composed by the loader.",
        prompt=view.prompt,
        seconds=30,
    )
    points = {p.id: p for p in room.scorecard(view.session).rounds[0].questions[0].points}
    assert (points[first].hints, points[second].hints) == (0, 1)


def test_the_clock_stands_still_while_nobody_is_in_the_room(room, tmp_path):
    view = room.start(BRIEF)
    room.deps.clock.now += 3 * 24 * 3600
    other = Interviews(room.deps, Store(tmp_path))
    left = other.look(view.session).question_left
    room.deps.clock.now += 30
    view = other.answer(view.session, ANSWER, prompt=1)
    assert left - view.question_left == pytest.approx(30)


def test_a_rounds_time_ends_it_and_the_candidate_may_ask(room):
    view = room.start(Brief(round="ml", minutes=10, seed=1))
    view = room.answer(view.session, ANSWER, prompt=1, seconds=700)
    assert view.stage == "reverse"
    view = room.answer(view.session, "How do you measure success in the first half year?", prompt=2, seconds=20)
    assert view.stage == "reverse"
    view = room.answer(view.session, "No, that's all, thanks.", prompt=3, seconds=5)
    assert view.over
    assert room.scorecard(view.session).rounds[0].questions_back == 1


def test_a_warning_comes_once_when_little_time_is_left(room):
    view = room.start(BRIEF)
    minutes = view.question_left
    view = room.answer(view.session, ANSWER, prompt=1, seconds=minutes - 100)
    warned = [line for line in view.lines if "minutes" in line.text]
    assert warned
    assert room.state(view.session).warned == ["0.0"]


def test_a_branch_answers_one_again_and_leaves_the_first_as_it_was(room):
    view = room.start(BRIEF)
    for text in (
        "First answer about batches and what the loss does with them.",
        "Second answer about the softmax and its sum.",
    ):
        view = room.answer(view.session, text, prompt=view.prompt, seconds=30)
    before = room.state(view.session)
    branch = room.branch(view.session, 2)
    assert branch.session != view.session
    assert branch.prompt == 2
    room.answer(branch.session, "Another second answer, about hourly files and shuffling.", prompt=2, seconds=30)
    assert [t.text for t in room.state(branch.session).turns][1].startswith("Another")
    assert room.state(view.session) == before
    assert next(r for r in room.sessions() if r.id == branch.session).parent == view.session


def test_a_branch_from_an_answer_that_is_not_there_is_refused(room):
    view = room.start(BRIEF)
    with pytest.raises(SessionError, match="has no answer 4"):
        room.branch(view.session, 4)


def test_deleting_leaves_no_word_on_disk(room, tmp_path):
    view = room.start(BRIEF)
    room.answer(
        view.session, "The codeword is xylophone, and it should go away with the session.", prompt=1, seconds=30
    )
    room.store.put_draft(view.session, 2, "another xylophone in a draft")
    room.delete(view.session)
    assert room.sessions() == []
    room.store.close()
    assert [p.name for p in tmp_path.rglob("*") if p.is_file() and b"xylophone" in p.read_bytes()] == []


def test_another_judge_scores_the_same_answers_and_the_kept_verdicts_stay(room):
    import dataclasses

    view = room.start(BRIEF)
    room.answer(view.session, ANSWER, prompt=1, seconds=30)
    generous = dataclasses.replace(
        room.deps, judge=WordJudge({p.id: "mask" for p in room.deps.bank.questions[QUESTION].points})
    )
    before = room.scorecard(view.session)
    after = room.rescore(view.session, generous)
    assert after.score.value > before.score.value
    assert room.scorecard(view.session) == before
    assert after.contract == scorecard(judged_again(room.state(view.session), generous), generous).contract


def test_an_interview_that_cannot_be_planned_leaves_no_session(room):
    with pytest.raises(Exception, match="no loop"):
        room.start(Brief(loop="nowhere"))
    assert room.sessions() == []


def test_a_session_of_another_format_says_so_and_is_left_alone(room):
    view = room.start(BRIEF)
    room.store._write("UPDATE sessions SET format = 99", ())
    with pytest.raises(SessionError, match="format 99"):
        room.look(view.session)


def test_a_damaged_file_is_named_and_not_written_to(tmp_path):
    (tmp_path / "sessions.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(SessionError, match=r"damaged or is not a session file"):
        Store(tmp_path)
    assert (tmp_path / "sessions.sqlite").read_bytes().startswith(b"this is no database")


def test_a_database_locked_by_another_program_is_told_and_the_answer_can_be_sent_again(room, tmp_path, monkeypatch):
    view = room.start(BRIEF)
    room.store._connection.execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(tmp_path / "sessions.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SessionError, match="locked by another program"):
        room.answer(view.session, ANSWER, prompt=1, seconds=30)
    other.rollback()
    other.close()
    assert room.answer(view.session, ANSWER, prompt=1, seconds=30).prompt == 2
    assert len(room.state(view.session).turns) == 1


def test_a_full_disk_loses_nothing_that_was_there_and_says_what_to_do(room):
    view = room.start(BRIEF)
    pages = room.store._connection.execute("PRAGMA page_count").fetchone()[0]
    room.store._connection.execute(f"PRAGMA max_page_count={pages}")

    def talk_on():
        here = view
        for n in range(30):
            here = room.answer(here.session, f"{ANSWER} Number {n}. " * 40, prompt=here.prompt, seconds=1)

    with pytest.raises(SessionError, match="disk is full"):
        talk_on()
    room.store._connection.execute("PRAGMA max_page_count=1073741823")
    kept = len(room.state(view.session).turns)
    again = room.look(view.session)
    assert again.prompt in (kept + 1, kept + 2)
    assert room.answer(view.session, ANSWER, prompt=again.prompt, seconds=5).prompt == again.prompt + 1


def test_a_long_answer_is_taken_and_an_absurd_one_is_refused_whole(room):
    view = room.start(BRIEF)
    with pytest.raises(SessionError, match="Nothing was recorded"):
        room.answer(view.session, "word " * 50_000, prompt=1, seconds=1)
    assert room.answer(view.session, "word " * 8_000, prompt=1, seconds=1).prompt == 2


def test_what_a_saved_session_holds_is_listed_so_that_it_can_be_read_back(room):
    view = room.start(BRIEF)
    room.answer(
        view.session,
        "We moved p99 from 92 to 74 ms, which is 25 percent, and I'd mask known follows.",
        prompt=1,
        seconds=30,
    )
    state = room.state(view.session)
    assert isinstance(state, InterviewState)
    assert type(state.turns[0]).__name__ == "Turn"
    assert type(state.brief).__name__ == "Brief"
    assert state.claims


def test_the_file_grows_by_about_as_much_at_turn_fifty_as_at_turn_ten(room):
    view = room.start(Brief(round="ml", minutes=90, seed=2))

    grown = []
    for n in range(50):
        if view.over:
            break
        before = room.store.size(view.session)
        text = (
            f"Number {n}: I'd look at the loss, then at the batches that make it, and at what the loader did before. "
            * 4
        )
        view = room.answer(view.session, text, prompt=view.prompt, seconds=20)
        grown.append(room.store.size(view.session) - before)
    assert len(grown) >= 40
    early, late = sum(grown[5:15]) / 10, sum(grown[-10:]) / 10
    assert late < 1.6 * early


def test_the_summary_of_a_finished_session_is_in_the_list(room):
    view = room.start(BRIEF)
    room.answer(view.session, ANSWER, prompt=1, seconds=30)
    room.answer(view.session, wish="end", prompt=2)
    row = room.sessions()[0]
    assert row.status == "done"
    assert row.result is not None
    assert row.result["bands"]
    with pytest.raises(StaleAnswer, match="over"):
        room.answer(view.session, "one more")


def test_a_session_saved_by_an_earlier_version_opens_and_goes_on(deps, tmp_path):
    import dataclasses
    import shutil

    shutil.copy(ROOT / "tests" / "fixtures" / "session-format-1.sqlite", tmp_path / "sessions.sqlite")
    old = Interviews(dataclasses.replace(deps, judge=WordJudge()), Store(tmp_path))
    view = old.look("saved-by-format-1")
    assert view.prompt == 3
    state = old.state("saved-by-format-1")
    assert [type(t).__name__ for t in state.turns] == ["Turn", "Turn"]
    assert [type(c).__name__ for c in state.challenges] == ["Challenge"]
    view = old.answer(
        view.session, "I'd count the collisions in a sample of batches before paying for the join.", prompt=3
    )
    assert view.prompt == 4
    assert old.scorecard(view.session).rounds


def test_a_question_that_left_the_bank_is_named(room):
    import dataclasses

    view = room.start(BRIEF)
    questions = {key: value for key, value in room.deps.bank.questions.items() if key != QUESTION}
    room.deps = dataclasses.replace(room.deps, bank=dataclasses.replace(room.deps.bank, questions=questions))
    with pytest.raises(SessionError, match="no longer in the bank"):
        room.look(view.session)


def test_a_point_counts_as_asked_for_once_the_candidate_has_answered_to_it(deps):
    slot = Slot(id="reco.inbatch-false-negatives", minutes=5, why="")
    state = InterviewState(
        plan=[RoundPlan(kind="ml", title="", minutes=30, slots=(slot,))],
        turns=[Turn(number=1, round=0, slot=0, question_id=slot.id, text="I'd mask them.", started=0, ended=9)],
        lines=[_said("ask", slot.id, 0), _said("probe", "proves-it", 1)],
    )
    assert asked_for(state, deps) == frozenset()
    answered = dataclasses.replace(state, turns=[*state.turns, state.turns[0].model_copy(update={"number": 2})])
    assert asked_for(answered, deps) == {"proves-it"}
    more = dataclasses.replace(answered, lines=[*state.lines, _said("probe", "more", 1)])
    assert asked_for(more, deps) == {point.id for point in deps.points(slot)}


def _said(kind, target, after):
    return Line(text="?", move=Move(kind=kind, rule="", target=target), at=0.0, after_turn=after, round=0, slot=0)
