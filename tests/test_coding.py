"""A coding round: what passes, what cannot be forged, what the facts are worth, and what the terminal says."""

import json
import sys

import pytest
from helpers import sparring

from agent.coding import judging as coding
from agent.coding.round import HELD_BACK, NO_MORE, UNKNOWN, CodingRound, RoundState
from agent.coding.score import SOLVES, CodingFacts, Tally, label_of, verdicts
from agent.sandbox import Pool
from corpus.problem_files import load_problems

PROBLEM = load_problems()["removable-run"]
FIRST = PROBLEM.stages[0]
COST = FIRST.complexity
APPROACH = "I keep a prefix and a suffix, and move the start of the suffix to the right as the prefix grows."
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")
QUICK = ("visible", "edge")


@pytest.fixture(scope="module")
def pool():
    with Pool() as made:
        yield made


FORGERIES = {
    "leaves with success": "import os\nos._exit(0)",
    "leaves politely": "import sys\ndef shortest_cut(ids): sys.exit(0)",
    "prints a passing run": "print('{\"value\": true}')\nprint('8 passed')\ndef shortest_cut(ids): return 'passed'",
    "equals everything": "class Yes(int):\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__\ndef shortest_cut(ids): return Yes(7)",
    "replies with a verdict": 'import json\njson.dumps = lambda *_: \'{"value": true, "passed": true}\'\ndef shortest_cut(ids): return 0',
    "replaces the harness": "import sys\nmain = sys.modules['__main__']\nmain.Submission.call = lambda *_: {'value': True}\ndef shortest_cut(ids): return 0",
    "answers true for a number": "def shortest_cut(ids): return len(ids) > len(set(ids))",
    "answers nan": "def shortest_cut(ids): return float('nan')",
    "replaces comparison": "import builtins\nbuiltins.map = lambda *_: [True]\nbuiltins.all = lambda *_: True\ndef shortest_cut(ids): return None",
}


@pytest.mark.parametrize("code", FORGERIES.values(), ids=FORGERIES)
def test_a_submission_cannot_declare_itself_passed(code, pool):
    report = coding.judge(PROBLEM, FIRST, code, pool, QUICK)
    assert not report.solved
    assert report.broken or report.first_failure


def test_a_right_solution_passes_every_test(pool):
    report = coding.judge(PROBLEM, FIRST, FIRST.reference, pool)
    assert report.solved
    assert report.passed == len(report.results) == 8


def test_a_failing_test_says_what_rule_was_broken_on_which_input(pool):
    wrong = next(one for one in FIRST.wrong if one.name == "touches_an_end")
    failure = coding.judge(PROBLEM, FIRST, wrong.code, pool, QUICK).first_failure
    assert failure
    assert (failure.name, failure.given, failure.got) == ("cut-in-the-middle", "[1, 2, 3, 3, 2, 4]", "3")
    assert failure.says == "The best cut may lie inside the list and touch neither end."


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def shortest_cut(ids:\n", "It does not load: SyntaxError on line 1."),
        ("x = 1\ny = 1 / 0\n", "It does not load: ZeroDivisionError on line 2."),
        ("def other(ids): return 0", "It does not define 'shortest_cut'"),
        ("import numpy", "It does not load: ModuleNotFoundError on line 1."),
    ],
)
def test_code_that_cannot_be_asked_is_told_why(code, said, pool):
    report = coding.judge(PROBLEM, FIRST, code, pool, QUICK)
    assert report.broken.startswith(said)
    assert report.results == ()


def test_an_exception_is_told_with_its_line(pool):
    failure = coding.judge(PROBLEM, FIRST, "def shortest_cut(ids):\n    return ids[9]\n", pool, QUICK).first_failure
    assert failure
    assert failure.why == "raised IndexError on line 2: list index out of range"


def test_after_two_stopped_tests_the_others_are_not_waited_for(pool):
    report = coding.judge(PROBLEM, FIRST, "import os\ndef shortest_cut(ids): os._exit(3)", pool, QUICK)
    assert [result.passed for result in report.results[:3]] == [False, False, None]
    assert report.results[0].why == "ended by itself (exit code 3)"
    assert "not run" in report.results[2].why


def test_what_a_terminal_would_act_on_is_made_visible():
    assert coding.cut("\x1b[2Ja\u202eb") == "\\x1b[2Ja\\u202eb"
    assert len(coding.cut("x" * 10_000)) == coding.SHOWN


def test_the_key_hint_waits_for_an_approach():
    round_ = CodingRound(PROBLEM, None)
    first = round_.hint()
    assert first == PROBLEM.about.hints[0].say
    assert round_.hint() == HELD_BACK
    round_.explain("a loop")
    assert round_.hint() == HELD_BACK
    round_.explain(APPROACH)
    assert [round_.hint(), round_.hint()] == [hint.say for hint in PROBLEM.about.hints[1:]]
    assert round_.hint() == NO_MORE
    assert round_.state.hints == 3


def test_a_clarifying_question_is_answered_and_counted_once():
    round_ = CodingRound(PROBLEM, None)
    assert round_.ask("Can the list be empty?") == PROBLEM.about.clarify["may the list be empty"]
    assert round_.ask("And if the list is empty?") == PROBLEM.about.clarify["may the list be empty"]
    assert round_.ask("Which framework do you use?") == UNKNOWN
    assert round_.facts().clarified == 1


def test_an_interviewer_speaks_up_in_a_silence_and_only_once():
    round_ = CodingRound(PROBLEM, None)
    assert round_.silence(1) == ""
    assert round_.silence(5).startswith("You've gone quiet")
    assert round_.silence(9) == ""


def test_leaving_the_window_is_counted_and_costs_nothing():
    away, stayed = CodingRound(PROBLEM, None), CodingRound(PROBLEM, None)
    assert [away.left(), away.left()] == [1, 2]
    assert away.facts().left_window == 2
    assert away.verdicts() == stayed.verdicts()


def test_a_round_goes_on_where_it_was_saved(pool):
    round_ = CodingRound(PROBLEM, pool)
    round_.explain(APPROACH)
    wrong = next(one for one in FIRST.wrong if one.name == "counts_surplus")
    done = round_.run(wrong.code)
    assert done.report.results[0].kind == "visible"
    saved = RoundState.model_validate_json(round_.state.model_dump_json())
    assert CodingRound(PROBLEM, pool, saved).state == round_.state
    assert saved.approach_first


def test_a_failing_test_brings_the_remark_meant_for_it(pool):
    round_ = CodingRound(PROBLEM, pool)
    wrong = next(one for one in FIRST.wrong if one.name == "touches_an_end")
    assert round_.submit(wrong.code).remark.startswith("Try 1, 2, 3, 3, 2, 4 by hand")
    assert round_.facts().first.hidden[0] < round_.facts().first.hidden[1]


def test_submitting_unchanged_code_after_a_failed_run_is_noticed(pool):
    round_ = CodingRound(PROBLEM, pool)
    code = "def shortest_cut(ids):\n    return -1\n"
    round_.run(code)
    round_.submit(code)
    found = {verdict.criterion_id: verdict for verdict in round_.verdicts()}
    assert found["claims-untested-correctness"].level == 3
    assert found[SOLVES].level == 0


def facts(**changed):
    solved = Tally(visible=(1, 1), hidden=(7, 7))
    return CodingFacts(**{"problem": PROBLEM.about.id, "first": solved, "measured": ("O(n)",), "runs": 1, **changed})


def judged(**changed):
    return {verdict.criterion_id: verdict for verdict in verdicts(facts(**changed), COST)}


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({}, 0),
        ({"time_said": "O(n^2)"}, 0),
        ({"time_said": "It's linear"}, 1),
        ({"time_said": "O( n ) time", "space_said": "o(n)"}, 2),
        ({"time_said": "O(n)", "measured": ("O(n²)",)}, 0),
    ],
)
def test_a_stated_cost_is_held_against_the_measured_one(said, level):
    assert judged(**said)["states-complexity"].level == level


@pytest.mark.parametrize(("said", "level"), [("O(n)", 1), ("O(n log n)", 1), ("O(n²)", 0)])
def test_a_growth_that_fits_two_labels_counts_against_neither(said, level):
    assert judged(time_said=said, measured=("O(n)", "O(n log n)"))["states-complexity"].level == level


def test_a_sort_that_could_not_be_measured_is_not_called_wrong():
    assert judged(time_said="O(n log n)", measured=())["states-complexity"].level is None


def test_a_cost_nobody_can_read_or_measure_is_left_unscored():
    assert judged(time_said="depends on the weather")["states-complexity"].level is None
    unknown = judged(time_said="O(n)", measured=(), first=Tally(hidden=(3, 7)))["states-complexity"]
    assert unknown.level is None
    assert unknown.failure


def test_right_but_too_slow_is_worth_more_than_wrong():
    slow = judged(first=Tally(visible=(1, 1), hidden=(6, 7), too_slow_only=True))[SOLVES]
    wrong = judged(first=Tally(visible=(1, 1), hidden=(6, 7)))[SOLVES]
    assert (slow.level, wrong.level) == (2, 1)


def test_two_hints_cost_a_level():
    assert [judged(hints=hints)[SOLVES].level for hints in (0, 1, 2, 3)] == [3, 3, 2, 2]


def test_a_follow_up_counts_by_its_own_tests_and_none_tried_counts_for_nothing():
    name = "adapts-to-a-new-constraint"
    assert judged()[name].level is None
    assert judged(follow_ups=(Tally(hidden=(0, 6)), Tally(hidden=(6, 6))))[name].level == 2
    assert judged(follow_ups=(Tally(hidden=(1, 6)),))[name].level == 0


@pytest.mark.parametrize(
    ("said", "label"),
    [("O(n log(n))", "O(n log n)"), ("n squared", "O(n²)"), ("O(n**2)", "O(n²)"), ("constant", "O(1)"), ("O(k)", None)],
)
def test_a_cost_is_read_however_it_is_written(said, label):
    assert label_of(said, COST) == label


def test_the_terminal_lists_runs_and_submits(tmp_path):
    listed = json.loads(sparring("code", "--json", home=tmp_path).stdout)
    assert "removable-run" in {row["id"] for row in listed}
    begun = sparring("code", "removable-run", home=tmp_path)
    assert FIRST.signature in begun.stdout
    assert (tmp_path / "code" / "removable-run.py").read_text() == FIRST.starter
    tried = sparring("code", "removable-run", "--run", home=tmp_path)
    assert tried.returncode == 1
    assert "wanted: 2" in tried.stdout
    (tmp_path / "mine.py").write_text("def shortest_cut(ids):\n    return len(ids) - len(set(ids))\n")
    done = sparring("code", "removable-run", "--submit", str(tmp_path / "mine.py"), "--json", home=tmp_path)
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert "growth" not in told  # of a wrong answer nobody wants to know it
    assert {test["name"] for test in told["tests"] if test["passed"] is False} >= {"repeats-apart"}
    assert not any("expected" in test for test in told["tests"] if test["kind"] != "visible")


def test_without_bubblewrap_the_terminal_refuses_with_the_install_line(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = sparring("code", "removable-run", "--run", home=tmp_path)
    assert refused.returncode == 1
    assert "apt-get install bubblewrap" in refused.stderr
    assert "Traceback" not in refused.stderr
    allowed = sparring("code", "removable-run", "--run", "--limits-only", home=tmp_path)
    assert "wanted: 2" in allowed.stdout
    assert "nothing keeps this code from your files" in allowed.stderr
