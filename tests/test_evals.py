"""Runs that can be trusted: resumed, compared, reported, and failing when a bound is missed."""

import json
import re

import pytest
from helpers import sparring

from evals.compare import compare
from evals.plots import bars, grid, reliability, scatter
from evals.report import answer_html
from evals.run import run_suite
from evals.stats import Figure
from evals.suite import Options, SuiteError, Threshold, card, known, module


@pytest.fixture(scope="module")
def run(home, library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    said = []
    run_suite("retrieval", home, folder, Options(half="tune", limit=12), said.append, workers=1)
    return folder, said


def test_every_suite_has_code_data_and_bounds():
    for name in known():
        assert card(name).thresholds
        assert module(name).items(Options(half="all"))


def test_a_run_keeps_every_item_its_versions_and_its_report(run):
    folder, said = run
    setting = json.loads((folder / "setting.json").read_text())
    rows = [json.loads(row) for row in (folder / "items.jsonl").read_text().splitlines()]
    assert setting["items"] == len(rows) == 12
    assert {"content", "judge", "sparring", "half"} <= setting.keys()
    assert any("hybrid recall@1" in row for row in said)


def test_a_run_started_again_works_on_nothing_twice(run, home):
    folder, _ = run
    before = (folder / "items.jsonl").read_text()
    (folder / "items.jsonl").write_text(before[: len(before) - 40])  # killed while writing its last line
    said = []
    run_suite("retrieval", home, folder, Options(half="tune", limit=12), said.append, workers=1)
    assert "11 of 12 items were done before" in said
    assert (folder / "items.jsonl").read_text() == before


def test_what_failed_is_tried_again_when_a_run_is_resumed(run, home):
    folder, _ = run
    before = (folder / "items.jsonl").read_text()
    first, rest = before.split("\n", 1)
    broken = json.dumps({"id": json.loads(first)["id"], "trace": {"failure": "TimeoutError: the disk was away"}})
    (folder / "items.jsonl").write_text(f"{broken}\n{rest}")
    run_suite("retrieval", home, folder, Options(half="tune", limit=12), lambda _: None, workers=1)
    again = (folder / "items.jsonl").read_text()
    assert sorted(again.splitlines()) == sorted(before.splitlines())


def test_the_same_run_gives_the_same_digits(run, home, tmp_path):
    folder, _ = run
    run_suite("retrieval", home, tmp_path, Options(half="tune", limit=12), lambda _: None, workers=1)
    assert (tmp_path / "summary.json").read_text() == (folder / "summary.json").read_text()


def test_a_folder_of_another_run_is_refused(run, home):
    with pytest.raises(SuiteError, match="other data, settings or versions"):
        run_suite("retrieval", home, run[0], Options(half="tune", limit=3), lambda _: None, workers=1)


def test_a_run_compared_with_itself_has_not_changed(run):
    change, moved = compare(run[0], run[0])
    assert (change.value, change.low, change.high) == (0, 0, 0)
    assert all(before == after for _, before, after in moved)


def test_a_report_opens_without_the_network(run):
    html = (run[0] / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=|@import|url\(|<script", html)
    assert "<svg" in html


def test_what_a_candidate_wrote_is_never_markup():
    html = answer_html("I said <script>alert(1)</script> & left", [{"start": 2, "end": 6, "criterion_id": '"><b>'}])
    assert "<script>" not in html
    assert '<mark title="&quot;&gt;&lt;b&gt;">said</mark>' in html
    for plot in (
        scatter("<b>", "x", "y", [(0.5, 0.5, "<i>")]),
        bars("<b>", [("<i>", 0.5, 0.4, 0.6)]),
        reliability("<b>", [(0.5, 0.5, 3)]),
        grid("<b>", "<i>", "y", ["<u>", "b"], [[1, 2], [3, 4]]),
    ):
        assert not re.search(r"<[biu]>", plot)


def test_a_missed_bound_and_a_missing_figure_both_fail():
    f = Figure(0.7, 0.6, 0.8, 10, 5)
    assert Threshold("r", at_least=0.64).met({"r": f})
    assert not Threshold("r", at_least=0.75).met({"r": f})
    assert not Threshold("r", at_most=0.65).met({"r": f})
    assert not Threshold("other", at_least=0.1).met({"r": f})


def test_an_unknown_suite_is_answered_with_the_known_ones(home):
    done = sparring("eval", "run", "laddr", home=home)
    assert done.returncode == 1
    assert "ladder" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_names_every_suite(home):
    shown = sparring("eval", "list", home=home).stdout
    assert all(name in shown for name in known())
