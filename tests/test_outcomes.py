"""What happened in the real loop, and how little of it says anything."""

import json

import pytest

from agent.errors import SessionError
from agent.person.outcomes import Outcome, OutcomeError, note_outcome, outcomes, related
from agent.state import Brief
from agent.store import Store
from ui.cli import main


@pytest.fixture
def done(tmp_path):
    """A finished session in a home of its own."""
    store = Store(tmp_path)
    store.create("s1", Brief(level="2-2"), "ml round", 1.0)
    store.touch("s1", 2.0, "done", [], {"score": 0.7, "band": "hire", "contract": "c1"})
    yield store
    store.close()


def _noted(score, result, n):
    return Outcome(f"s{n}", result, 0.0, score, "hire", "2-2", "c1")


def test_an_outcome_is_kept_with_the_band_it_came_after_and_replaced_by_a_later_word(tmp_path, done):
    note_outcome(tmp_path, done.row("s1"), "failed", 3.0)
    note_outcome(tmp_path, done.row("s1"), "2-2", 4.0)
    assert [(o.result, o.band, o.score, o.passed) for o in outcomes(tmp_path)] == [("2-2", "hire", 0.7, True)]


def test_an_unfinished_session_and_an_unknown_result_are_refused(tmp_path, done):
    done.create("s2", Brief(), "ml round", 1.0)
    with pytest.raises(SessionError, match="no result yet"):
        note_outcome(tmp_path, done.row("s2"), "passed", 3.0)
    with pytest.raises(OutcomeError, match="passed, failed, 1-2"):
        note_outcome(tmp_path, done.row("s1"), "great", 3.0)


def test_a_few_outcomes_are_counted_and_nothing_is_made_of_them():
    few = related([_noted(0.9, "passed", 1), _noted(0.2, "failed", 2)])
    assert (few.passed, few.failed, few.ordered) == (1, 1, None)
    enough = related(
        [_noted(0.6 + n / 50, "passed", n) for n in range(5)] + [_noted(0.3, "failed", 9 + n) for n in range(5)]
    )
    assert enough.ordered == 1
    assert enough.low <= 1 <= enough.high


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "outcomes.jsonl").write_text('{"session": "s1"}\n')
    with pytest.raises(OutcomeError, match="line 1"):
        outcomes(tmp_path)


def test_the_command_notes_and_shows(tmp_path, done, monkeypatch, capsys):
    monkeypatch.setenv("SPARRING_HOME", str(tmp_path))
    assert main(["outcome", "s1", "passed"]) == 0
    assert "hire) passed" in capsys.readouterr().out
    assert main(["outcome", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["passed"], shown["failed"]) == (1, 0)
    assert main(["outcome", "s1"]) == 1
    assert "Say how it ended" in capsys.readouterr().err
