"""`sparring grade`: nothing lost, nothing twice, nothing guessed."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from helpers import ROOT, sparring

from agent.errors import GradingError
from agent.grading import grade_file, read_done

REFERENCE = "A stack is last in, first out. Push adds on top; pop takes from the top."


def line(ident, answer="The last one in comes out first.", **changes):
    return json.dumps({"id": ident, "question": "What is a stack?", "reference": REFERENCE, "answer": answer} | changes)


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def graded(source, home, **options):
    out = []
    summary = grade_file(source, home, lambda text: out.append(json.loads(text)), workers=1, **options)
    return summary, out


def test_results_come_in_order_with_score_interval_and_quotes(tmp_path, home):
    summary, out = graded(write(tmp_path / "a.jsonl", line("one"), line("two", "It sorts numbers.")), home)
    assert [r["id"] for r in out] == ["one", "two"]
    assert summary.graded == 2
    first = out[0]
    assert first["interval"][0] <= first["score"] <= first["interval"][1]
    assert all(v["quote"] in "The last one in comes out first." for v in first["verdicts"])
    assert len(first["contract"]) == 16


def test_points_a_reference_or_a_bank_id_each_suffice(tmp_path, home):
    source = write(
        tmp_path / "a.jsonl",
        line("reference"),
        json.dumps(
            {
                "id": "points",
                "question": "?",
                "points": [{"id": "p", "says": "Last in, first out."}],
                "answer": "LIFO order.",
            }
        ),
        json.dumps(
            {"id": "bank", "question": "deep.nan-loss", "answer": "I'd look for infinities in the inputs first."}
        ),
    )
    summary, out = graded(source, home)
    assert summary.bad == {}
    assert [len(r["verdicts"]) > 0 for r in out] == [True] * 3
    assert [v["criterion_id"] for v in out[1]["verdicts"]] == ["p"]


def test_bad_lines_are_named_by_number_and_skipped(tmp_path, home):
    source = write(
        tmp_path / "a.jsonl",
        line("good"),
        "{not json",
        json.dumps({"id": "x", "question": "What?", "answer": "So."}),
        line("good"),
        json.dumps(["a", "list"]),
        line("typed", answer=7),
        line("", "no id"),
        json.dumps({"id": "p", "question": "?", "points": [{"id": "p"}], "answer": "a"}),
        json.dumps({"id": "w", "question": "?", "points": [{"says": "a", "weight": -1}], "answer": "a"}),
        "",
        line("last"),
    )
    summary, out = graded(source, home)
    assert [r["id"] for r in out] == ["good", "last"]
    assert summary.bad[2].startswith("is not JSON")
    assert summary.bad[3] == "has neither points nor a reference, and its question is no id of the bank"
    assert summary.bad[4] == "id 'good' stands on line 1 already"
    assert summary.bad[5] == "is not an object"
    assert summary.bad[6] == "answer is not text"
    assert summary.bad[7] == "has no id"
    assert summary.bad[8] == "points > 0 needs `says`"
    assert summary.bad[9] == "points > 0 > weight is not a positive number"
    assert sorted(summary.bad) == [2, 3, 4, 5, 6, 7, 8, 9]


def test_a_line_that_is_not_utf_8_is_named(tmp_path, home):
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "caf\xe9"}\n' + line("fine").encode() + b"\n")
    summary, out = graded(tmp_path / "a.jsonl", home)
    assert summary.bad == {1: "is not UTF-8 (byte 11)"}
    assert [r["id"] for r in out] == ["fine"]


def test_an_empty_answer_is_a_score_of_nothing_and_not_an_error(tmp_path, home):
    _, [result] = graded(write(tmp_path / "a.jsonl", line("one", "")), home)
    assert result["score"] == 0
    assert "failure" not in result


def test_a_missing_file_is_told(tmp_path, home):
    with pytest.raises(GradingError, match="does not exist"):
        graded(tmp_path / "gone.jsonl", home)


def test_results_of_another_judge_are_not_added_to(tmp_path):
    out = tmp_path / "out.jsonl"
    read_done(out, "judge-1")
    write(out, json.dumps({"id": "one"}))
    assert read_done(out, "judge-1") == {"one"}
    with pytest.raises(GradingError, match="scores of two judges do not mix"):
        read_done(out, "judge-2")


def test_a_foreign_file_is_not_added_to(tmp_path):
    out = tmp_path / "out.jsonl"
    out.with_name("out.jsonl.judge").write_text("judge-1\n")
    write(out, "my diary")
    with pytest.raises(GradingError, match="is not a result"):
        read_done(out, "judge-1")
    assert out.read_text() == "my diary\n"


def test_a_half_written_last_line_is_graded_again(tmp_path):
    out = tmp_path / "out.jsonl"
    read_done(out, "judge-1")
    out.write_text('{"id": "one", "score": 1}\n{"id": "tw')
    assert read_done(out, "judge-1") == {"one"}
    assert out.read_text() == '{"id": "one", "score": 1}\n'


def test_a_run_killed_half_way_goes_on_where_it_stopped(tmp_path, home):
    from agent.judge.evidence import evidence_judge

    evidence_judge(home)  # so that the killed process spends its time on grading
    source = write(
        tmp_path / "a.jsonl", *(line(f"a{n}", f"The last of {n} things comes out first.") for n in range(60))
    )
    out = tmp_path / "out.jsonl"
    env = {**os.environ, "SPARRING_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.cli", "grade", str(source), "--out", str(out), "--workers", "1"]
    killed = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and (not out.exists() or out.read_bytes().count(b"\n") < 5):
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    before = out.read_bytes().count(b"\n")
    done = sparring("grade", str(source), "--out", str(out), "--workers", "1", home=home)
    ids = [json.loads(row)["id"] for row in out.read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 0, done.stderr
    assert 5 <= before < 60
    assert ids == [f"a{n}" for n in range(60)]
    assert "were done before" in done.stderr


def test_two_workers_say_what_one_says(tmp_path, home):
    source = write(tmp_path / "a.jsonl", *(line(f"a{n}", f"It is last in first out, number {n}.") for n in range(16)))
    one = sparring("grade", str(source), "--workers", "1", home=home)
    two = sparring("grade", str(source), "--workers", "2", home=home)
    assert one.stdout == two.stdout
    assert one.stdout.count("\n") == 16
