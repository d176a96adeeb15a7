"""The label of how time grows: right on known programs, and silent rather than wrong."""

import random
import sys

import pytest
from growth_programs import PROGRAMS

from agent.coding.growth import SHAPES, decide, measure
from agent.sandbox import Pool

BOUND = 0.9
contained = pytest.mark.skipif(sys.platform != "linux", reason="code is contained on Linux only")


def points(shape, sizes, scale=1e-6):
    return [(n, scale * (3 + shape(n))) for n in sizes]


@pytest.mark.parametrize("label", SHAPES)
def test_clean_measurements_get_their_label(label):
    shape = SHAPES[label]
    large, small = [8000 << d for d in range(5)], [64 << d for d in range(5)]
    assert decide(points(shape, large), points(shape, small, 1.0)).label == label


def test_cubic_time_gets_no_label():
    sizes = [64 << d for d in range(5)]
    found = decide([(n, n**3) for n in sizes], [])
    assert found.label is None
    assert "faster than O(n²)" in found.why


def test_witnesses_that_contradict_each_other_get_no_label():
    sizes = [64 << d for d in range(5)]
    found = decide([(n, 1e-6) for n in sizes], points(SHAPES["O(n)"], sizes, 1.0))
    assert found.label is None
    assert "contradict" in found.why


def test_one_disturbed_measurement_changes_no_label():
    times = points(SHAPES["O(n)"], [8000 << d for d in range(5)])
    times[3] = (times[3][0], times[3][1] * 1.8)
    assert decide(times, points(SHAPES["O(n)"], [64 << d for d in range(5)], 1.0)).label == "O(n)"


@pytest.mark.parametrize("exponent", [1.0, 1.05, 1.1, 1.15])
def test_the_clock_alone_never_tells_linear_from_linearithmic(exponent):
    sizes = [8000 << d for d in range(5)]
    found = decide([(n, 1e-6 * n**exponent) for n in sizes], [(n, 40.0) for n in sizes])
    assert (found.label, found.fits) == (None, ("O(n)", "O(n log n)"))


def grown(pool, code, make):
    with pool.worker() as worker:
        assert worker.load(code, "f").value
        return measure(worker, lambda n, seed: make(n, random.Random(seed)), code)


@contained
def test_a_submission_that_fails_while_measured_gets_no_label():
    with Pool(warm=0) as pool:
        found = grown(pool, "def f(a): raise ValueError", PROGRAMS[0][3])
    assert found.label is None
    assert "ValueError" in found.why


@contained
def test_a_sort_out_of_sight_gets_no_label_rather_than_a_wrong_one():
    code = "def f(a):\n    keys = [str(x) for x in a]\n    for x in a: x + 1\n    return len(sorted(keys))"
    with Pool(warm=0) as pool:
        found = grown(pool, code, PROGRAMS[0][3])
    assert "O(n log n)" in found.fits
    assert found.label in (None, "O(n log n)")


@contained
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nine_in_ten_known_programs_get_their_label_and_none_a_wrong_one():
    with Pool(warm=0) as pool:
        found = {name: (label, grown(pool, code, make)) for name, label, code, make in PROGRAMS}
    assert len(found) == 40
    wrong = {name: (label, seen) for name, (label, seen) in found.items() if seen.label not in (label, None)}
    right = sum(seen.label == label for label, seen in found.values())
    assert not wrong
    assert right >= BOUND * len(found), {name: seen.why for name, (label, seen) in found.items() if seen.label != label}
