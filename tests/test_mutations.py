"""Weaknesses put in on purpose: the suites must notice them, and nothing of them may stay behind."""

import pytest

from agent import policy
from evals.mutations import MUTATIONS, run_mutations
from evals.suite import Options, SuiteError, module


def test_there_are_ten_and_more_and_each_looks_at_items_that_exist():
    assert len({m.id for m in MUTATIONS}) == len(MUTATIONS) >= 10
    for mutation in MUTATIONS:
        ids = {item.id for item in module(mutation.suite).items(Options())}
        assert set(mutation.items) <= ids, mutation.id


def test_an_unknown_weakness_is_answered_with_the_known_ones(home):
    with pytest.raises(SuiteError, match="never-push-back"):
        run_mutations(home, lambda _: None, ["never-push"])


@pytest.mark.slow
def test_a_dropped_question_is_noticed_and_the_program_is_whole_afterwards(home, library):
    rules = policy.RULES
    said = []
    found = run_mutations(home, said.append, ["skip-a-part"])
    assert found[0].caught == ("topics covered",)
    assert "caught by: topics covered" in said[0]
    assert policy.RULES is rules


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_weakness_is_noticed(home, library):
    escaped = [r.mutation.id for r in run_mutations(home, lambda _: None) if not r.caught]
    assert escaped == []
