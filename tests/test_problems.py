"""Every coding problem is what it says: the reference passes, each wrong solution fails where its author said it would."""

import shutil
import sys

import pytest

from agent.coding import judging as coding
from agent.sandbox import Pool
from corpus.check_problems import shape_faults, stage_faults
from corpus.errors import ContentError
from corpus.problem_files import FOLDER, load_problem, load_problems, reference_head, usable_here

PROBLEMS = load_problems()
HERE = [name for name, problem in PROBLEMS.items() if usable_here(problem.about)]
contained = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")


@pytest.fixture(scope="module")
def pool():
    with Pool() as made:
        yield made


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_tests_of_a_problem_have_every_kind_and_say_what_failed(name):
    faults = [fault for stage in PROBLEMS[name].stages for fault in shape_faults(stage)]
    assert faults == []


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_the_editor_opens_with_names_the_entry_and_gives_nothing_away(name):
    for stage in PROBLEMS[name].stages:
        assert stage.entry in stage.starter
        assert stage.reference not in stage.starter
        assert len(stage.starter) < len(stage.reference) + 200


@contained
@pytest.mark.parametrize("name", HERE)
def test_a_reference_passes_examples_and_edges_in_the_sandbox(name, pool):
    problem = PROBLEMS[name]
    report = coding.judge(problem, problem.stages[0], problem.stages[0].reference, pool, ("visible", "edge"))
    assert report.solved, report


@contained
@pytest.mark.slow
@pytest.mark.parametrize("name", HERE)
def test_references_pass_everything_in_the_sandbox(name, pool):
    for stage in PROBLEMS[name].stages:
        report = coding.judge(PROBLEMS[name], stage, stage.reference, pool)
        assert report.solved, (stage.number, report.broken, report.first_failure)


@contained
@pytest.mark.slow
@pytest.mark.parametrize("name", HERE)
def test_wrong_solutions_fail_where_their_authors_say(name, pool):
    for stage in PROBLEMS[name].stages:
        for wrong in stage.wrong:
            report = coding.judge(PROBLEMS[name], stage, wrong.code, pool, only=wrong.fails)
            assert report.first_failure, (stage.number, wrong.name, report.broken)
            assert report.first_failure.says


@contained
@pytest.mark.slow
@pytest.mark.parametrize("name", HERE)
def test_a_follow_up_asks_for_more_than_the_first_solution(name, pool):
    first, *later = PROBLEMS[name].stages
    for stage in later:
        report = coding.judge(PROBLEMS[name], stage, first.reference, pool)
        assert not report.solved, stage.number


@contained
@pytest.mark.slow
@pytest.mark.parametrize("name", HERE)
def test_the_growth_a_problem_states_is_the_growth_measured(name, pool):
    for stage in PROBLEMS[name].stages:
        grown = coding.growth(PROBLEMS[name], stage, stage.reference, pool)
        assert grown.label in (stage.complexity.grows, None), (stage.number, grown)


@pytest.mark.parametrize("name", PROBLEMS)
def test_remarks_and_wrong_solutions_name_tests_that_exist(name):
    problem = PROBLEMS[name]
    names = [{check.name for check in stage.checks()} for stage in problem.stages]
    assert {remark.fails for remark in problem.about.remarks if remark.fails} <= set().union(*names)
    for stage, known in zip(problem.stages, names, strict=True):
        assert {wrong.fails for wrong in stage.wrong} <= known


def copied(tmp_path):
    shutil.copytree(FOLDER / "removable-run", tmp_path / "removable-run")
    return tmp_path / "removable-run"


def faults_of(place):
    faults = []
    assert load_problem(place, faults) is None
    return "\n".join(faults)


def test_a_wrong_solution_must_name_the_test_that_catches_it(tmp_path):
    place = copied(tmp_path)
    (place / "wrong" / "counts_surplus.py").write_text('"""A mistake."""\n')
    assert "wrong/counts_surplus.py: its docstring must say the mistake, then `fails: TEST-NAME`" in faults_of(place)


def test_three_wrong_solutions_are_the_least(tmp_path):
    place = copied(tmp_path)
    for path in list((place / "wrong").glob("*.py"))[:2]:
        path.unlink()
    assert "2 wrong solutions, at least 3 are needed" in faults_of(place)


def test_a_misspelt_key_is_named_with_its_place(tmp_path):
    place = copied(tmp_path)
    text = (place / "problem.yaml").read_text()
    (place / "problem.yaml").write_text(text.replace("minutes: 25", "minuets: 25"))
    with pytest.raises(ContentError, match="minuets: Extra inputs are not permitted"):
        load_problems(tmp_path)


def test_a_wrong_solution_that_passes_its_test_is_reported(tmp_path):
    place = copied(tmp_path)
    good = (place / "reference.py").read_text()
    (place / "wrong" / "counts_surplus.py").write_text('"""No mistake.\n\nfails: empty\n"""\n' + good)
    (place / "wrong" / "rescans_the_tail.py").unlink()
    problem = load_problem(place, [])
    assert list(stage_faults(problem.stages[0], None)) == [
        "wrong/counts_surplus.py: passes empty, the test that should catch it"
    ]


def test_the_head_of_a_solution_shows_no_line_of_it():
    code = "import heapq\nclass Top:\n    def __init__(self, k: int) -> None:\n        self.k = k\n    def _hide(self): pass\n    def top(self) -> list[int]:\n        return []\n"
    assert reference_head(code, "Top") == (
        "import heapq\n\nclass Top:\n    def __init__(self, k: int) -> None:\n        ...\n\n    def top(self) -> list[int]:\n        ...\n"
    )
