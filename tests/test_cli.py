"""The command as a person meets it: real processes, exit codes, and no traceback."""

import json
import shutil
import subprocess
import sys

import pytest
from helpers import ROOT, sparring


def test_search_prints_json_a_program_can_read(home, library):
    done = sparring("search", "calibrated scores", "-k", "2", "--json", home=home)
    hits = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(hits) == 2
    assert hits[0].keys() == {"id", "kind", "score", "text", "meta"}


def test_an_unknown_topic_is_answered_with_the_nearest(home):
    done = sparring("search", "x", "--topic", "statistic", home=home)
    assert done.returncode == 1
    assert "Did you mean statistics?" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_same_seed_draws_the_same_question(home):
    first, second = (sparring("question", "--seed", "7", home=home) for _ in range(2))
    assert first.stdout == second.stdout
    assert "--reveal" in first.stdout


def test_a_question_is_revealed_only_when_asked(home, bank):
    hidden = sparring("question", "deep.nan-loss", home=home).stdout
    shown = sparring("question", "deep.nan-loss", "--reveal", home=home).stdout
    point = bank.questions["deep.nan-loss"].points[0].says
    assert " ".join(point.split()) not in " ".join(hidden.split())
    assert " ".join(point.split()) in " ".join(shown.split())


def test_ingest_reports_every_document_it_left_out(fresh_home, tmp_path):
    (tmp_path / "empty.md").write_text("")
    done = sparring("ingest", str(tmp_path / "empty.md"), str(tmp_path / "gone.pdf"), home=fresh_home)
    assert done.returncode == 1
    assert "empty.md holds no text" in done.stderr
    assert "gone.pdf does not exist" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (fresh_home / "index").exists()


def test_doctor_finds_a_fit_machine_fit(home):
    done = sparring("doctor", "--json", home=home)
    found = {entry["what"]: entry for entry in json.loads(done.stdout)}
    assert done.returncode == 0
    assert found["sentence encoder"]["state"] == "ok"


def test_doctor_never_prints_a_key(home, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    done = sparring("doctor", home=home)
    assert "OPENAI_API_KEY is set" in done.stdout
    assert "very-secret" not in done.stdout + done.stderr


def test_wrong_use_is_exit_code_2(home):
    assert sparring("serach", home=home).returncode == 2
    assert sparring("search", "x", "-k", "0", home=home).returncode == 2


@pytest.mark.skipif(not shutil.which("bwrap"), reason="needs bubblewrap to make a read-only system")
def test_a_read_only_home_is_told_in_words(tmp_path):
    command = [
        "bwrap",
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--setenv",
        "SPARRING_HOME",
        str(tmp_path),
    ]
    done = subprocess.run(
        [*command, sys.executable, "-m", "ui.cli", "index"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert "SPARRING_HOME" in done.stderr
    assert "Traceback" not in done.stderr
