"""The figures are what their names say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.halves import half
from evals.stats import bootstrap, bootstrap_mean, calibration_error, paired, pearson, qwk, ranks, rmse, spearman


def test_correlations_of_known_columns():
    a, b = np.array([1.0, 2, 3, 4]), np.array([1.0, 3, 2, 4])
    assert pearson(a, b) == pytest.approx(0.8)
    assert spearman(a, b**3) == pytest.approx(0.8)
    assert pearson(a, np.ones(4)) == 0.0
    assert list(ranks(np.array([5.0, 1, 5, 9]))) == [1.5, 0, 1.5, 3]


def test_kappa_is_one_for_agreement_and_nothing_for_chance():
    a = np.array([0, 0.2, 0.4, 0.6, 0.8, 1.0])
    assert qwk(a, a) == 1
    rng = np.random.default_rng(0)
    assert abs(qwk(rng.random(4000), rng.random(4000))) < 0.05


def test_the_error_of_a_constant_shift_is_the_shift():
    a = np.linspace(0, 1, 11)
    assert rmse(a, a + 0.1) == pytest.approx(0.1)


def test_true_chances_are_calibrated_and_boasting_is_not():
    rng = np.random.default_rng(1)
    said = rng.random(20000)
    happened = (rng.random(20000) < said).astype(float)
    assert calibration_error(said, happened) < 0.02
    assert calibration_error(np.full(1000, 0.95), np.tile([0.0, 1.0], 500)) == pytest.approx(0.45)


def test_intervals_resample_questions_and_not_answers():
    values = np.repeat([0.0, 1.0, 0.0, 1.0], 100)
    by_question = bootstrap_mean(list(values), [f"q{n // 100}" for n in range(400)])
    by_answer = bootstrap_mean(list(values), [f"a{n}" for n in range(400)])
    assert by_question.high - by_question.low > 3 * (by_answer.high - by_answer.low)
    assert (by_question.n, by_question.groups) == (400, 4)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_a_mean_lies_in_its_interval(values):
    f = bootstrap_mean(values, [str(n) for n in range(len(values))], draws=200)
    assert f.low - 1e-9 <= f.value <= f.high + 1e-9


def test_the_same_seed_gives_the_same_digits():
    a = np.random.default_rng(2).random(50)
    groups = [str(n % 7) for n in range(50)]
    assert bootstrap(pearson, groups, a, a**2) == bootstrap(pearson, groups, a, a**2)


def test_a_paired_change_is_the_mean_of_the_changes():
    f = paired({"a": 0.1, "b": 0.5, "only": 1}, {"a": 0.3, "b": 0.5}, {"a": "q1", "b": "q2", "only": "q3"})
    assert f.value == pytest.approx(0.1)
    assert f.n == 2


def test_halves_are_fixed_and_about_even(bank):
    sides = [half(i) for i in bank.questions]
    assert half("reco.inbatch-false-negatives") == "test"
    assert 0.35 < sides.count("tune") / len(sides) < 0.65
