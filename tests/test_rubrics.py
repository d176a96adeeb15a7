"""The shipped rubrics can be read by a hiring manager, and a broken one is refused in words."""

from typing import get_args

import pytest
import yaml

from corpus.schema import ROUNDS
from rubrics.schema import FailReason, RubricError, load_rubrics

SOUND = {
    "id": "mine",
    "version": 1,
    "title": "Mine",
    "about": "A test.",
    "source": "test",
    "criteria": [
        {
            "id": name,
            "question": "Is it said?",
            "weight": 1,
            "anchors": {0: "no", 1: "a little", 2: "yes", 3: "with a number"},
            "examples": {0: "a", 1: "b", 2: "c", 3: "d"},
            "not_evidence": "a list",
        }
        for name in ("one", "two", "three")
    ],
}


def write(folder, rubric, name="mine.yaml"):
    (folder / name).write_text(yaml.safe_dump(rubric), encoding="utf-8")


def test_every_kind_of_round_has_a_rubric_and_so_has_communication():
    assert load_rubrics().keys() >= {*ROUNDS, "communication"}


def test_every_common_reason_for_rejection_is_measured_somewhere():
    measured = {criterion.fail_reason for rubric in load_rubrics().values() for criterion in rubric.criteria}
    assert measured >= set(get_args(FailReason))


def test_the_four_anchors_of_a_criterion_differ():
    for rubric in load_rubrics().values():
        for criterion in rubric.criteria:
            for texts in (criterion.anchors, criterion.examples):
                assert len({texts.at(level) for level in range(4)}) == 4, f"{rubric.id} > {criterion.id}"


def test_communication_judges_what_was_said_and_never_how_it_sounds():
    rubric = load_rubrics()["communication"]
    asked = " ".join(f"{c.question} {c.anchors.at(3)}" for c in rubric.criteria).lower()
    for never in ("accent", "pronunciation", "native", "tone of voice", "confident", "personality", "friendly"):
        assert never not in asked


def test_a_misspelt_key_is_refused_with_its_place(tmp_path):
    broken = yaml.safe_load(yaml.safe_dump(SOUND))
    broken["criteria"][0]["wieght"] = broken["criteria"][0].pop("weight")
    write(tmp_path, broken)
    with pytest.raises(RubricError) as caught:
        load_rubrics(tmp_path)
    assert "mine.yaml is not a usable rubric" in str(caught.value)
    assert "criteria > 0 > weight: Field required" in str(caught.value)
    assert "criteria > 0 > wieght: Extra inputs are not permitted" in str(caught.value)


def test_all_faults_of_all_files_come_at_once(tmp_path):
    heavy, twice = (yaml.safe_load(yaml.safe_dump(SOUND)) for _ in range(2))
    heavy["criteria"][1]["weight"] = 9
    twice["id"] = "other"
    twice["criteria"][1]["id"] = "one"
    write(tmp_path, heavy)
    write(tmp_path, twice, "other.yaml")
    (tmp_path / "torn.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        load_rubrics(tmp_path)
    text = str(caught.value)
    assert "criteria > 1 > weight" in text
    assert "criterion id used twice: one" in text
    assert "torn.yaml is not a usable rubric:\n  is not readable YAML" in text


@pytest.mark.parametrize("weight", [0, 4, -4, "heavy", 1.5])
def test_a_wrong_weight_is_refused(tmp_path, weight):
    broken = yaml.safe_load(yaml.safe_dump(SOUND))
    broken["criteria"][2]["weight"] = weight
    write(tmp_path, broken)
    with pytest.raises(RubricError, match="criteria > 2"):
        load_rubrics(tmp_path)
