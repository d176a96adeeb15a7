"""A coding problem inside an interview: asked, explained, coded, run, followed up; and what happens when something is missing."""

import dataclasses
import sys

import pytest
from fakes import WordJudge

from agent.coding import slot as coding_slot
from agent.coding.growth import Grown
from agent.errors import SandboxUnavailable, SessionError, SettingsError
from agent.interview import Interviews
from agent.policy import REMINDERS
from agent.sandbox import Pool
from agent.state import Brief
from agent.store import Store
from corpus.problem_files import load_problems
from ui.code_desk import CodeDesk, given
from ui.terminal import Terminal

NAME = "removable-run"
PROBLEM = load_problems()[NAME]
HIDDEN = [check for check in PROBLEM.stages[0].checks() if check.kind != "visible"]
FIRST, SECOND, THIRD = (stage.reference for stage in PROBLEM.stages)
WRONG = "def shortest_cut(ids):\n    return -1\n"
EXPLAINED = (
    "I grow a suffix of distinct ids from the right, then move the cut with two pointers, each id is looked at twice."
)
BRIEF = Brief(round="coding", minutes=30, seed=3, questions=(f"code.{NAME}",))
contained = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")


@pytest.fixture(scope="module")
def pool():
    with Pool() as made:
        yield lambda: made


@pytest.fixture
def coding(room, pool, monkeypatch):
    """A room with a sandbox. Growth is taken as told: measuring it takes seconds and has tests of its own."""
    monkeypatch.setattr("agent.coding.judging.growth", lambda *_: Grown("O(n)", "as told", ("O(n)",)))
    room.deps = dataclasses.replace(room.deps, pool=pool)
    return room


def send(room, view, text, kind="text"):
    return room.answer(view.session, text, prompt=view.prompt, kind=kind, seconds=30)


def desk(view):
    assert view.desk is not None
    return view.desk


def move(room, view):
    return room.state(view.session).lines[-1].move


@contained
def test_a_problem_is_explained_coded_mended_costed_and_followed_up(coding):
    view = coding.start(BRIEF)
    assert "".join(view.text.split()).endswith("".join(PROBLEM.about.statement.split()))
    assert desk(view).starter == PROBLEM.stages[0].starter
    view = send(coding, view, EXPLAINED)
    assert move(coding, view).target == "code:write"
    view = send(coding, view, WRONG, "code")
    assert move(coding, view).target == "code:failed"
    assert "tests pass" in view.text
    view = send(coding, view, FIRST, "code")
    assert move(coding, view).target == "code:cost"
    view = send(coding, view, "O(n) time and O(n) memory.")
    assert move(coding, view).kind == "harder"
    assert desk(view).stage == 1
    view = send(coding, view, SECOND, "code")
    assert (move(coding, view).kind, desk(view).stage) == ("harder", 2)
    view = send(coding, view, THIRD, "code")
    assert move(coding, view).kind in ("next", "debrief", "ask")
    card = coding.scorecard(view.session)
    levels = {p.id: p.level for p in card.rounds[0].questions[0].points}
    assert levels["solves-it"] == 3
    assert levels["adapts-to-a-new-constraint"] == 2
    assert levels["states-complexity"] == 2


@contained
def test_code_that_passes_without_a_word_is_scored_for_the_code_and_not_for_words(coding):
    view = coding.start(BRIEF)
    view = send(coding, view, FIRST, "code")
    view = coding.answer(view.session, prompt=view.prompt, wish="end")
    card = coding.scorecard(view.session)
    question = card.rounds[0].questions[0]
    assert {p.level for p in question.points if p.id in {q.id for q in PROBLEM.about.points}} == {0}
    assert question.score.value is not None
    assert 0.3 < question.score.value < 0.7
    assert {c.id: c.level for c in card.rounds[0].criteria}["solves-it"] == 3


def test_without_a_sandbox_the_round_goes_on_in_words_and_code_is_unscored(room):
    def nowhere():
        raise SandboxUnavailable("bubblewrap is not installed, so code cannot be run contained.")

    room.deps = dataclasses.replace(room.deps, pool=nowhere)
    view = send(room, room.start(BRIEF), EXPLAINED)
    view = send(room, view, FIRST, "code")
    assert move(room, view).target == "code:unrun"
    assert "bubblewrap is not installed" in view.text
    view = send(room, view, "On an empty list the loops do not run and it returns zero; O(n) time.")
    view = room.answer(view.session, prompt=view.prompt, wish="end")
    question = room.scorecard(view.session).rounds[0].questions[0]
    solves = next(p for p in question.points if p.id == "solves-it")
    assert solves.level is None
    assert "bubblewrap" in solves.unscored
    assert any("bubblewrap" in line for line in room.scorecard(view.session).unscored)


@contained
def test_code_in_a_text_answer_is_run_and_its_words_are_heard(coding):
    view = send(coding, coding.start(BRIEF), f"{EXPLAINED}\n```python\n{FIRST}\n```\nThat is O(n) time, O(n) space.")
    heard = coding.state(view.session).coded[0].round
    assert (heard.tallies[0].hidden[0], heard.time_said, heard.space_said) == (len(HIDDEN), "O(n)", "O(n)")
    assert move(coding, view).kind == "harder"


@contained
def test_forty_thousand_characters_of_code_are_run(coding):
    view = send(coding, coding.start(BRIEF), FIRST + "\n" + "# why\n" * 6_700, "code")
    assert coding.state(view.session).coded[0].outcome == "passed"
    assert len(coding.state(view.session).turns[0].text) > 40_000


def test_a_clarifying_question_is_answered_from_what_the_problem_settles(room):
    key = next(iter(PROBLEM.about.clarify))
    view = send(room, room.start(BRIEF), f"{key[0].upper()}{key[1:]}?")
    assert PROBLEM.about.clarify[key].rstrip(".") in view.text
    assert room.state(view.session).coded[0].round.asked == (key,)


def test_the_key_hint_waits_for_an_approach_and_costs_nothing_until_given(room):
    view = room.start(BRIEF)
    first = next(n for n, hint in enumerate(PROBLEM.about.hints) if hint.needs_approach)
    for _ in range(first + 1):
        view = room.answer(view.session, prompt=view.prompt, wish="hint")
    assert view.hints_used == first
    assert PROBLEM.about.hints[first].say not in view.text
    view = send(room, view, EXPLAINED)
    view = room.answer(view.session, prompt=view.prompt, wish="hint")
    assert PROBLEM.about.hints[first].say in view.text
    assert view.hints_used == first + 1


def test_words_without_code_are_not_waited_for_for_ever(room):
    view = room.start(BRIEF)
    for n in range(REMINDERS + 1):
        assert not view.over
        view = send(room, view, f"I would look at each id number {n} again and move the cut a little to the right.")
    assert move(room, view).kind != "probe"


@contained
def test_an_answer_cut_off_by_a_crash_is_run_once_more_and_counted_once(coding, tmp_path, monkeypatch):
    view = send(coding, coding.start(BRIEF), EXPLAINED)
    with monkeypatch.context() as broken:
        broken.setattr(coding_slot, "submitted", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send(coding, view, FIRST, "code")
    other = Interviews(coding.deps, Store(tmp_path))
    view = other.look(view.session)
    state = other.state(view.session)
    assert (len(state.turns), state.coded[0].outcome) == (2, "passed")
    assert desk(view).coded == state.coded[0]
    assert state.coded[0].round.tallies[0].hidden[0] > 0


@contained
def test_examples_can_be_run_before_code_is_sent_and_a_failing_run_is_remembered(coding):
    view = coding.start(BRIEF)
    assert [r.passed for r in coding.try_code(view.session, WRONG)] == [False]
    assert [coding.left_editor(view.session) for _ in range(2)] == [1, 2]
    view = send(coding, view, WRONG, "code")
    facts = coding.state(view.session).coded[0].round
    assert (facts.runs, facts.ignored_failure, facts.left_window) == (1, True, 2)


def test_there_is_nothing_to_run_code_against_outside_a_coding_problem(room):
    view = room.start(Brief(round="ml", minutes=20, seed=5))
    assert view.desk is None
    with pytest.raises(SessionError, match="No coding problem"):
        room.try_code(view.session, FIRST)


@contained
def test_a_hidden_test_never_shows_what_it_wanted(coding):
    view = send(coding, coding.start(BRIEF), WRONG, "code")
    checks = coding.state(view.session).coded[0].checks
    assert any(c.passed is False and c.kind != "visible" for c in checks)
    assert {c.expected for c in checks if c.kind != "visible"} == {""}
    coded = desk(view).coded
    assert coded is not None
    assert coded.checks == checks


@contained
def test_a_script_sends_code_from_a_file_and_in_a_block(coding, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(WRONG, encoding="utf-8")
    block = "Two pointers. ```python\\n" + FIRST.replace("\n", "\\n") + "\\n```"
    view = Terminal(coding, quiet=True).script(coding.start(BRIEF), iter([f"@code:{path}", block]))
    assert [t.kind for t in coding.state(view.session).turns] == ["code", "code", "text"]
    tallies = coding.state(view.session).coded[0].round.tallies
    assert tallies[0].hidden == (len(HIDDEN), len(HIDDEN))


def test_code_that_cannot_be_read_is_not_sent_and_the_path_is_named():
    with pytest.raises(SettingsError, match=r"nowhere\.py"):
        given("@nowhere.py")
    assert given("@mention is no file") == ("@mention is no file", "text")


def test_the_editor_opens_with_the_starter_and_what_it_saves_is_kept(room, tmp_path, monkeypatch):
    view = room.start(BRIEF)
    writer = tmp_path / "editor.py"
    writer.write_text("import sys\nopen(sys.argv[1], 'a').write('# mine\\n')\n", encoding="utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {writer}")
    desk_ = CodeDesk(tmp_path / "code")
    assert desk_.edited(view) == PROBLEM.stages[0].starter + "# mine\n"
    assert desk_.kept(view).endswith("# mine\n")
    desk_.forget(view.session)
    assert desk_.kept(view) == PROBLEM.stages[0].starter


@pytest.mark.parametrize(
    ("said", "costs"),
    [
        ("It's O(n log k) time and O(k) space.", ("O(n log k)", "O(k)")),
        ("Time is O(n), memory O(1).", ("O(n)", "O(1)")),
        ("The runtime is linear.", ("linear", "")),
        ("A linear model would not help.", ("", "")),
    ],
)
def test_a_cost_is_read_from_what_was_said(said, costs):
    assert coding_slot.costs(said) == costs


def test_the_loop_asks_code_twice_and_the_second_time_harder(room):
    made = room.state(room.start(Brief(loop="tiktok-mle", seed=1)).session).plan
    asked = [[s.id for s in part.slots] for part in made if part.kind == "coding"]
    ids = [i.removeprefix("code.") for part in asked for i in part]
    assert [len(part) for part in asked] == [2, 1]
    assert len(set(ids)) == 3
    assert [load_problems()[i].about.difficulty for i in ids] == ["medium", "medium", "hard"]


def test_rescored_code_keeps_what_the_tests_said(room):
    view = send(room, room.start(BRIEF), EXPLAINED)
    again = room.rescore(view.session, dataclasses.replace(room.deps, judge=WordJudge()))
    assert any(p.id == "solves-it" for p in again.rounds[0].questions[0].points)
