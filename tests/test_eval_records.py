"""Runs held side by side and given to others: the leaderboard, the export, the judge of a backend."""

import json

import pytest

from agent.judge.port import Task
from agent.state import Verdict
from evals import judging
from evals.export import as_inspect, as_jsonl
from evals.leaderboard import boards


def _run(folder, judge, value, content="c1"):
    folder.mkdir(parents=True)
    figure = {"value": value, "low": value - 0.1, "high": value + 0.1, "n": 2, "groups": 2}
    held = {
        "suite": "ladder",
        "title": "The ladder",
        "setting": {"content": content, "items": 2, "judge": judge, "sparring": "1"},
        "figures": {"pairs in order": figure},
        "thresholds": [{"figure": "pairs in order", "bound": "≥ 0.85", "met": value >= 0.85}],
        "scores": {"a": 0.5},
        "groups": {"a": "q1", "b": "q2"},
        "failures": {"b": "Timeout: late"},
    }
    (folder / "summary.json").write_text(json.dumps(held))
    (folder / "setting.json").write_text(json.dumps(held["setting"]))
    rows = [{"id": "a", "trace": {"score": 0.5}}, {"id": "b", "trace": {"failure": "Timeout: late"}}]
    (folder / "items.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_judges_are_compared_on_the_same_items_only(tmp_path):
    _run(tmp_path / "1", "evidence", 0.90)
    _run(tmp_path / "2", "model x", 0.95)
    _run(tmp_path / "3", "model y", 0.99, content="c2")
    found = boards([tmp_path])
    assert [[row[0] for row in board.rows] for board in found] == [["model x", "evidence"], ["model y"]]
    assert found[0].rows[1][1] == ("0.900 [0.800, 1.000]",)
    assert boards([tmp_path], "steadiness") == []


def test_an_export_keeps_every_item_and_tells_failures_from_scores(tmp_path):
    folder = _run(tmp_path / "1", "evidence", 0.9)
    rows = [json.loads(line) for line in as_jsonl(folder).splitlines()]
    assert [(row["id"], row["score"], row["failure"]) for row in rows] == [
        ("a", 0.5, None),
        ("b", None, "Timeout: late"),
    ]


def test_an_inspect_log_has_the_parts_its_readers_need(tmp_path):
    log = json.loads(as_inspect(_run(tmp_path / "1", "evidence", 0.9)))
    assert (log["version"], log["status"]) == (2, "success")
    assert {"task", "dataset", "model", "created", "run_id"} <= log["eval"].keys()
    assert (log["results"]["total_samples"], log["results"]["completed_samples"]) == (2, 1)
    assert log["results"]["scores"][0]["metrics"]["pairs in order"]["value"] == 0.9
    assert [sample["scores"] for sample in log["samples"]] == [{"sparring": {"value": 0.5}}, {}]


class _Sure:
    name, version = "sure", "1"

    def judge(self, task: Task):
        blank = {"judge": "sure", "contract": "c"}
        levels = [3, None, 0]
        return [
            Verdict(criterion_id=p.id, level=levels[n % 3], confidence=0.9, failure=None if levels[n % 3] is not None else "unscored: late", **blank)
            for n, p in enumerate(task.points)
        ]  # fmt: skip


def test_a_model_judges_the_same_items_and_an_unscored_point_says_neither_yes_nor_no(home, monkeypatch):
    monkeypatch.setattr(judging, "judge_of", lambda _: _Sure())
    found = judging.judged("reco.inbatch-false-negatives", "x", home)
    assert found["chances"][:3] == [0.9, 0.5, pytest.approx(0.1)]


def test_a_backend_that_names_no_model_is_refused(home):
    from agent.errors import SettingsError

    judging.use("none ")
    try:
        with pytest.raises(SettingsError):
            judging.judge_of(home)
    finally:
        judging.use("none")
