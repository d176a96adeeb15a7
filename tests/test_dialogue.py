"""Whole conversations: what the candidate says, what the interviewer must do and must not."""

import pytest

from evals.dialogue import Script, load_scripts, play

SCRIPTS = {script.id: script for script in load_scripts()}
QUICK = ("fine-is-no-answer", "does-not-know", "steering-moves-nothing")


@pytest.mark.parametrize("name", QUICK)
def test_a_conversation_goes_as_it_should(name, home):
    faults, _ = play(SCRIPTS[name], home)
    assert faults == []


@pytest.mark.parametrize("name", ["coding-facts", "coding-never-comes"])
def test_a_conversation_about_code_goes_as_it_should(name, home):
    faults, _ = play(SCRIPTS[name], home)
    assert faults == []


# The first of them, to keep the run short; `sparring eval run dialogue` plays them all.
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(name for name in set(SCRIPTS) - set(QUICK) if not SCRIPTS[name].open)[:36])
def test_every_conversation_goes_as_it_should(name, home):
    faults, _ = play(SCRIPTS[name], home)
    assert faults == []


def test_few_scripts_are_known_to_go_wrong_and_each_says_what_does():
    known = [script for script in SCRIPTS.values() if script.open]
    assert len(known) <= 0.1 * len(SCRIPTS)
    assert all(len(script.open.split()) >= 5 for script in known)


def test_a_script_that_expects_something_else_fails(home):
    wrong = Script(
        id="x",
        shows="a script can fail",
        question="reco.inbatch-false-negatives",
        turns=[{"says": "Fine.", "must": {"move": "push_back"}}],
        end={"over": True},
    )
    faults, _ = play(wrong, home)
    assert len(faults) == 2
    assert "must be push_back" in faults[0]


def test_misspelt_keys_in_scripts_are_refused_by_name(tmp_path):
    from evals.suite import SuiteError

    (tmp_path / "a.yaml").write_text(
        "- {id: a, shows: b, turns: [{sais: hello}]}\n- {id: a, shows: b, turns: [{says: hello}]}\n- {id: a, shows: c, turns: [{says: x}]}\n"
    )
    with pytest.raises(SuiteError, match="sais") as told:
        load_scripts(tmp_path)
    assert "used twice" in str(told.value)
