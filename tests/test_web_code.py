"""The Code screen: a problem of one's own choice, the one an interview asks, and nothing a candidate writes becomes HTML."""

import sys

import pytest

from agent.coding_records import Checked, Coded, RoundState
from agent.errors import SessionError
from agent.state import Brief
from corpus.problem_files import load_problems
from ui.web import code_html
from ui.web.code_desks import InInterview, Page, Practised

NAME = "removable-run"
PROBLEM = load_problems()[NAME]
FIRST = PROBLEM.stages[0].reference
BRIEF = Brief(round="coding", minutes=30, seed=3, questions=(f"code.{NAME}",))
EVIL = "<img src=x onerror=alert(1)>"
contained = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")


def page(**changed):
    state = Coded(slot="x", round=RoundState(problem=NAME))
    told = {"title": EVIL, "meta": EVIL, "statement": EVIL, "signature": EVIL, "stage": 1, "thread": (("you", EVIL),)}
    return Page(**{**told, "coded": state, "left": 0, "asked": False, **changed})


def test_what_a_candidate_writes_never_becomes_html():
    check = Checked(name=EVIL, kind="edge", passed=False, says=EVIL, why=EVIL, given=EVIL, got=EVIL, expected=EVIL)
    shown = page(coded=Coded(slot="x", round=RoundState(problem=NAME), checks=(check,), growth=EVIL, broken=EVIL))
    for html in (code_html.statement(shown), code_html.thread(shown), code_html.results(shown)):
        assert "<img" not in html
        assert "&lt;img" in html


def test_the_plot_says_in_words_what_it_draws_and_stays_in_its_frame():
    html = code_html.growth("O(n²)", ((1000, 0.001), (2000, 0.004), (4000, 0.016)))
    assert "1 ms at n = 1k, 4 ms at n = 2k, 16 ms at n = 4k" in html
    drawn = html.split('class="line" points="')[1].split('"')[0].split()
    assert all(0 <= float(n) <= code_html.WIDTH for point in drawn for n in point.split(","))
    assert code_html.growth("cannot be told", ()) == (
        '<section class="code-growth"><h3>Growth</h3><p>cannot be told</p></section>'
    )


def test_what_is_typed_and_said_is_there_again_after_a_restart(tmp_path):
    desk = Practised(tmp_path, NAME)
    desk.keep("half a solution")
    desk.say("May the cut be empty?")
    desk.say("I keep a prefix and a suffix without repeats, two pointers, O(n) time.")
    desk.hint()
    assert desk.left() == 1
    again = Practised(tmp_path, NAME)
    assert again.code() == "half a solution"
    assert [who for who, _ in again.page().thread] == ["you", "interviewer", "you", "interviewer", "interviewer"]
    assert again.page().thread[1][1] == PROBLEM.about.clarify["may the cut be empty"]
    assert again.page().coded.round.time_said == "O(n)"
    assert again.page().left == 1
    again.afresh()
    assert (again.page().thread, again.code()) == ((), "half a solution")


def test_each_stage_has_its_own_code(tmp_path):
    desk = Practised(tmp_path, NAME)
    desk.keep("first")
    desk.follow_up(1)
    assert desk.code() == PROBLEM.stages[1].starter
    assert desk.page().statement == " ".join(PROBLEM.about.follow_ups[0].say.split())
    desk.follow_up(0)
    assert desk.code() == "first"


@contained
def test_a_problem_practised_is_run_told_and_priced(tmp_path):
    desk = Practised(tmp_path, NAME)
    assert [check.passed for check in desk.run("def shortest_cut(ids):\n    return -1\n")] == [False]
    desk.submit("def shortest_cut(ids) return\n")
    assert "does not load" in desk.page().thread[-1][1]
    desk.submit(FIRST)
    shown = desk.page()
    assert shown.coded.outcome == "passed"
    assert "8 of 8 tests pass" in code_html.results(shown)
    assert "<svg" in code_html.results(shown)


def test_what_is_said_at_the_desk_is_said_in_the_interview(room, tmp_path):
    view = room.start(BRIEF)
    desk = InInterview(room, view.session, tmp_path)
    assert desk.page().statement == " ".join(PROBLEM.about.statement.split())
    desk.say("May the cut be empty?")
    assert [t.text for t in room.state(view.session).turns] == ["May the cut be empty?"]
    assert desk.page().thread == (("you", "May the cut be empty?"), ("interviewer", "Yes, the answer is then 0."))
    desk.hint()
    assert room.look(view.session).hints_used == 1
    assert desk.left() == 1


def test_an_interview_that_asks_no_code_opens_no_desk(room, tmp_path):
    view = room.start(Brief(round="ml", minutes=20, seed=5))
    with pytest.raises(SessionError, match="no coding problem"):
        InInterview(room, view.session, tmp_path)


def test_a_problem_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SessionError, match="Choose one from the list"):
        Practised(tmp_path, "../../etc/passwd")
