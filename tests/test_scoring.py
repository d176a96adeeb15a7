"""The arithmetic of scores, held to its laws by hypothesis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.scoring import BANDS, Mark, Score, after_hints, average, band, band_interval, combine

BARS = {"no_hire": 0.2, "lean_no_hire": 0.38, "lean_hire": 0.5, "hire": 0.62, "strong_hire": 0.8}

levels = st.none() | st.floats(0, 3)
marks = st.lists(
    st.builds(
        Mark,
        id=st.just("x"),
        weight=st.sampled_from([-2, -1, 1, 2, 3]),
        level=levels,
        confidence=st.floats(0, 1),
        hints=st.integers(0, 4),
    ),
    max_size=12,
)


@given(marks)
def test_a_score_is_a_share_inside_its_interval(given_marks):
    score = combine(given_marks)
    if score.value is not None:
        assert 0 <= score.low <= score.value <= score.high <= 1
    assert 0 <= score.unscored <= 1


@given(marks, st.sampled_from([1, 2, 3]))
def test_an_unscored_criterion_never_moves_the_score(given_marks, weight):
    before, after = combine(given_marks), combine([*given_marks, Mark("new", weight, None)])
    assert (before.value is None) == (after.value is None)
    if before.value is not None:
        assert after.value == pytest.approx(before.value)


@given(marks, st.sampled_from([1, 2, 3]))
def test_an_unscored_criterion_never_narrows_the_interval(given_marks, weight):
    before, after = combine(given_marks), combine([*given_marks, Mark("new", weight, None)])
    assert after.high - after.low >= before.high - before.low - 1e-9


@given(marks, st.integers(0, 11), st.floats(0, 3))
def test_a_better_level_never_lowers_the_score(given_marks, at, level):
    if not given_marks:
        return
    at %= len(given_marks)
    mark = given_marks[at]
    if mark.level is None or mark.weight < 0 or level < mark.level:
        return
    better = [*given_marks[:at], Mark(mark.id, mark.weight, level, mark.confidence, mark.hints), *given_marks[at + 1 :]]
    assert combine(better).value >= combine(given_marks).value - 1e-9


@given(marks, st.floats(0.01, 3))
def test_a_fault_never_raises_the_score(given_marks, level):
    before, after = combine(given_marks), combine([*given_marks, Mark("fault", -1, level)])
    if before.value is not None:
        assert after.value <= before.value + 1e-9


@given(marks, st.integers(2, 5))
def test_the_scale_of_weights_does_not_matter(given_marks, factor):
    heavier = [Mark(m.id, m.weight * factor, m.level, m.confidence, m.hints) for m in given_marks]
    one, other = combine(given_marks), combine(heavier)
    assert one.value == pytest.approx(other.value)
    assert one.low == pytest.approx(other.low)


@given(st.floats(0, 3), st.integers(0, 5))
def test_hints_cost_rungs_but_what_was_said_stays_above_nothing(level, hints):
    after = after_hints(level, hints)
    assert after <= level
    assert after >= min(level, 1)
    assert after_hints(level, hints + 1) <= after


def test_a_hint_costs_one_rung():
    assert combine([Mark("a", 1, 3, hints=1)]).value == pytest.approx(2 / 3)


def test_nothing_judged_is_no_score_rather_than_zero():
    assert combine([Mark("a", 2, None), Mark("b", 1, None)]) == Score(None, unscored=1.0)
    assert band(None, BARS) is None


def test_only_faults_judged_is_no_score():
    assert combine([Mark("fault", -1, 3)]).value is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_earns_a_lower_band(one, other):
    low, high = sorted((one, other))
    assert BANDS.index(band(low, BARS)) <= BANDS.index(band(high, BARS))


def test_bands_begin_at_their_bars():
    assert [band(x, BARS) for x in (0, 0.2, 0.38, 0.5, 0.62, 0.8)] == list(BANDS)


@given(st.lists(st.tuples(st.sampled_from([0.5, 1, 2]), st.floats(0, 1)), min_size=1, max_size=8))
def test_an_average_lies_among_its_parts(parts):
    mean = average([(w, Score(v, max(0, v - 0.1), min(1, v + 0.1))) for w, v in parts])
    values = [v for _, v in parts]
    assert min(values) - 1e-9 <= mean.value <= max(values) + 1e-9
    assert mean.low <= mean.value <= mean.high


def test_a_round_without_a_score_is_left_out_and_widens_the_interval():
    scored = (1.0, Score(0.6, 0.5, 0.7))
    whole, half = average([scored]), average([scored, (1.0, Score(None))])
    assert half.value == pytest.approx(whole.value)
    assert half.high - half.low > whole.high - whole.low


def test_more_evidence_narrows_the_interval():
    few = combine([Mark(str(i), 1, 2) for i in range(3)])
    many = combine([Mark(str(i), 1, 2) for i in range(12)])
    assert many.high - many.low < few.high - few.low


def test_the_interval_of_a_band_is_named_by_its_ends():
    assert band_interval(Score(0.6, 0.45, 0.7), BARS) == ("lean no hire", "hire")


def test_rounds_are_not_drawn_so_a_loop_is_as_sure_as_their_questions():
    one = Score(0.6, 0.4, 0.8)
    single = average([(1.0, one)], drawn=False)
    assert (single.low, single.high) == (pytest.approx(0.4), pytest.approx(0.8))
    four = average([(1.0, one)] * 4, drawn=False)
    assert four.high - four.low == pytest.approx((one.high - one.low) / 2)
    assert average([(1.0, one)]).high > single.high
