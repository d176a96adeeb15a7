"""A quote counts only when it is really in the answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.judge.quotes import find_quote, verified
from agent.state import Verdict

ANSWER = "I'd mask  the other\npositives first. It’s “free”, so start there – then count."


def verdict(quote, level=2):
    return Verdict(
        criterion_id="c", level=level, degree=level / 3, quote=quote, confidence=0.9, judge="test", contract="x"
    )


@pytest.mark.parametrize(
    "quote",
    [
        "mask the other positives",
        "MASK THE OTHER POSITIVES",
        '"it\'s "free""',
        "start there - then count",
        "mask the other positives…",
    ],
)
def test_spaces_case_and_marks_do_not_hide_a_quote(quote):
    place = find_quote(ANSWER, quote)
    assert place is not None
    assert ANSWER[place.start : place.end] == place.text


@pytest.mark.parametrize(
    "quote", ["mask all positives", "", "   ", "...", "positives first. then count", "other positives second"]
)
def test_what_was_not_said_is_no_quote(quote):
    assert find_quote(ANSWER, quote) is None


def test_an_invented_quote_costs_the_verdict_its_level():
    checked = verified(verdict("I measured a gain of nine percent"), ANSWER)
    assert checked.level is None
    assert checked.degree is None
    assert checked.quote == ""
    assert checked.failure == "unscored: its quote is not in the answer"


def test_a_missing_quote_costs_the_verdict_its_level():
    assert verified(verdict(""), ANSWER).failure == "unscored: no quote was given"


def test_level_0_needs_no_quote():
    assert verified(verdict("", level=0), ANSWER).level == 0


def test_a_true_quote_is_given_back_as_it_was_said():
    checked = verified(verdict("MASK THE OTHER POSITIVES"), ANSWER)
    assert checked.quote == "mask  the other\npositives"
    assert ANSWER[checked.start : checked.end] == checked.quote


@given(st.text(min_size=1, max_size=200), st.integers(0, 199), st.integers(1, 60))
def test_any_stretch_of_an_answer_is_found_in_it(answer, start, length):
    piece = answer[start : start + length]
    place = find_quote(answer, piece)
    if place is not None:
        assert answer[place.start : place.end] == place.text
    elif piece.strip(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029\"'“”‘’….\u00a0"):
        assert not piece.isascii()
