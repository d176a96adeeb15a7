"""How far a judge's confidence may be trusted: fitted, kept, shown, and refused for any other judge or rubric."""

import dataclasses
import json

import numpy as np
import pytest
from fakes import WordJudge

from agent.interview import Interviews
from agent.results.calibration import Calibration, calibrated, path_of, rubrics_key
from agent.results.export import markdown
from agent.state import Brief
from agent.store import Store
from evals import calibrate
from evals.calibrate import fit_line, keep, left_out
from evals.suite import SuiteError
from rubrics.schema import load_rubrics

FITTED = Calibration(
    judge="words", version="1", rubrics=rubrics_key(load_rubrics()), slope=0.5, shift=0.0, answers=190, verdicts=1000,
    questions=19, error_before=0.1, error_after=0.04, fitted="2026-11-21",
)  # fmt: skip


@pytest.fixture
def judge():
    return WordJudge()


def test_an_overconfident_judge_is_brought_down_to_what_it_gets_right():
    rng = np.random.default_rng(1)
    stated = rng.uniform(0.55, 0.99, 4000)
    true = 1 / (1 + np.exp(-0.5 * np.log(stated / (1 - stated))))
    right = (rng.random(4000) < true).astype(float)
    slope, shift = fit_line(stated, right)
    assert slope == pytest.approx(0.5, abs=0.08)
    assert shift == pytest.approx(0, abs=0.15)
    outside = left_out(stated, right, [f"q{n % 20}" for n in range(4000)])
    assert np.abs(outside - true).mean() < 0.03


def test_what_is_kept_is_found_again_for_this_judge_and_no_other(tmp_path, judge):
    assert calibrated(tmp_path, judge, load_rubrics()).told == ""
    keep(tmp_path, FITTED)
    found = calibrated(tmp_path, judge, load_rubrics())
    assert found.calibration == FITTED
    assert FITTED.hash in found.told
    assert found.trusted(0.8) == pytest.approx(2 / 3)
    assert found.trusted(0.5) == 0.5
    judge.name = "another"
    assert calibrated(tmp_path, judge, load_rubrics()).calibration is None


def test_another_version_of_the_judge_or_of_a_rubric_is_refused(tmp_path, judge):
    keep(tmp_path, FITTED)
    rubrics = load_rubrics()
    name = next(iter(rubrics))
    raised = {**rubrics, name: rubrics[name].model_copy(update={"version": 99})}
    assert "other versions of the rubrics" in calibrated(tmp_path, judge, raised).refused
    judge.version = "2"
    told = calibrated(tmp_path, judge, rubrics)
    assert "another version of words" in told.refused
    assert told.trusted(0.8) == 0.8


def test_a_calibration_changed_by_hand_or_cut_short_is_not_used(tmp_path, judge):
    path = keep(tmp_path, FITTED)
    held = json.loads(path.read_text())
    held["calibration"]["slope"] = 3.0
    path.write_text(json.dumps(held))
    assert "was changed after it was fitted" in calibrated(tmp_path, judge, load_rubrics()).refused
    path.write_text('{"hash": ')
    assert "cannot be read" in calibrated(tmp_path, judge, load_rubrics()).refused


def test_a_backends_name_makes_no_path_of_its_own(tmp_path):
    path = path_of(tmp_path, "model http://h/v1:../../x")
    assert path.parent == tmp_path / "calibration"


def test_the_scorecard_says_what_it_was_calibrated_on_and_reckons_with_it(tmp_path, deps, judge):
    doubtful = dataclasses.replace(deps, judge=judge)
    keep(tmp_path, FITTED)
    trusting = dataclasses.replace(doubtful, calibration=lambda used: calibrated(tmp_path, used, deps.rubrics))
    cards, pages = [], []
    for n, used in enumerate((doubtful, trusting)):
        store = Store(tmp_path / str(n))
        room = Interviews(used, store)
        view = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), seed=1))
        room.answer(view.session, "I'd mask the follows of the session before the softmax, that is cheap.")
        cards.append(room.scorecard(view.session))
        pages.append(markdown(cards[-1]))
        store.close()
    plain, fitted = cards
    assert plain.calibration == ""
    assert FITTED.hash in fitted.calibration
    assert fitted.score.value == plain.score.value
    assert fitted.score.high - fitted.score.low >= plain.score.high - plain.score.low
    assert [FITTED.hash in page for page in pages] == [False, True]


def test_too_few_verdicts_make_no_calibration(tmp_path, monkeypatch):
    monkeypatch.setattr(calibrate, "judge_of", lambda home: WordJudge())
    verdict = {"criterion_id": "x", "level": 3, "confidence": 0.9}
    monkeypatch.setattr(calibrate, "judged", lambda *_: {"verdicts": [verdict]})
    with pytest.raises(SuiteError, match="needs 100"):
        calibrate.calibrate(tmp_path, limit=5)
