"""The shipped content is whole, ours, and fit to be asked; a broken file is refused with every fault named."""

from collections import Counter

import pytest
import yaml
from conftest import SEEDS

from corpus.check import astray, echoes, shared_runs, texts_of, twins, words
from corpus.content import SHIPPED, load_bank, read_yaml
from corpus.errors import ContentError
from corpus.schema import KINDS, LEVELS

SPREAD = {
    "recommender-modeling": 16,
    "system-design": 13,
    "statistics": 13,
    "deep-learning": 12,
    "llm-multimodal": 8,
    "inference": 11,
    "attention": 7,
    "behavioral": 11,
    "recruiter": 5,
    "offer": 4,
    "homework": 3,
    "defence": 5,
}


def test_the_bank_is_spread_as_the_loop_is(bank):
    counts = Counter(question.topic for question in bank.questions.values())
    assert {topic: counts[topic] >= n for topic, n in SPREAD.items()} == dict.fromkeys(SPREAD, True)
    assert len(bank.questions) >= 100


def test_pushback_patterns_cover_every_kind(bank):
    counts = Counter(pattern.kind for pattern in bank.patterns.values())
    assert len(bank.patterns) >= 60
    assert counts.keys() == set(KINDS)


def test_every_level_has_expectations_and_rising_bars(bank):
    assert tuple(bank.levels) == LEVELS
    for level in bank.levels.values():
        bars = [level.bars[name] for name in ("no_hire", "lean_no_hire", "lean_hire", "hire", "strong_hire")]
        assert bars == sorted(set(bars)), level.id
    hire = [bank.levels[level].bars["hire"] for level in LEVELS]
    assert hire == sorted(hire)


def test_the_loops_are_there_and_their_picks_can_be_met(bank):
    assert bank.loops.keys() >= {"tiktok-mle", "tiktok-inference", "mlops-senior", "warm-up"}
    assert [r.kind for r in bank.loops["tiktok-mle"].rounds] == [
        "recruiter", "coding", "ml", "statistics", "system-design", "coding", "behavioral",
    ]  # fmt: skip
    assert sum(r.minutes for r in bank.loops["warm-up"].rounds) == 15
    counts = Counter(question.topic for question in bank.questions.values())
    for loop in bank.loops.values():
        for round_ in loop.rounds:
            for topic, n in round_.picks.items():
                assert topic == "coding" or counts[topic] >= n, f"{loop.id}: {topic}"


def test_code_and_the_self_check_leave_no_time_for_the_candidates_questions(bank):
    for loop in bank.loops.values():
        for round_ in loop.rounds:
            if round_.kind == "coding" or loop.id == "readiness":
                assert not round_.closing, f"{loop.id}: {round_.title}"
    assert [round_.closing for round_ in bank.loops["warm-up"].rounds] == [False, True]
    assert {round_.kind for round_ in bank.loops["tiktok-mle"].rounds if not round_.closing} == {"coding"}


@pytest.mark.slow
def test_every_like_is_nearest_to_its_own_point(bank, embedder):
    assert astray(bank.questions.values(), embedder) == []


@pytest.mark.slow
def test_no_unlike_all_but_repeats_a_like(bank, embedder):
    assert echoes(bank.questions.values(), embedder) == []


def test_no_two_questions_ask_the_same(bank, embedder):
    assert twins(list(bank.questions.values()), embedder) == []


def test_length_does_not_tell_a_like_from_an_unlike(bank):
    likes = [len(words(t)) for q in bank.questions.values() for p in q.points for t in p.like]
    unlikes = [len(words(t)) for q in bank.questions.values() for p in q.points for t in p.unlike]
    ratio = (sum(unlikes) / len(unlikes)) / (sum(likes) / len(likes))
    assert 0.8 < ratio < 1.25


def test_probes_and_pushbacks_of_a_question_are_said_in_words_of_their_own(bank):
    for question in bank.questions.values():
        said = [p.ask for p in question.probes] + [s for p in question.pushbacks for s in (p.say, p.again)]
        assert len(said) == len(set(said)), question.id


def test_the_interviewer_never_flatters(bank):
    spoken = [
        (question.id, text)
        for question in bank.questions.values()
        for text in (
            question.ask,
            question.harder,
            *question.hints,
            *(p.ask for p in question.probes),
            *(s for p in question.pushbacks for s in (p.say, p.again)),
        )
    ]
    sweet = ("great answer", "good answer", "excellent", "well done", "impressive", "good job", "great job", "awesome")
    assert [(i, t) for i, t in spoken if any(word in t.lower() for word in sweet)] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside this checkout")
def test_no_sentence_is_a_seeds(bank):
    from rubrics.schema import load_rubrics

    records = [*bank.questions.values(), *bank.patterns.values()]
    labelled = [(record.id, text) for record in records for text in texts_of(record)]
    labelled += [
        (f"loop {loop.id}", tip) for loop in bank.loops.values() for r in loop.rounds for tip in (loop.about, *r.tips)
    ]
    labelled += [(f"level {level.id}", t) for level in bank.levels.values() for t in (level.scope, *level.expects)]
    for rubric in load_rubrics().values():
        for c in rubric.criteria:
            labelled += [(f"rubric {rubric.id}", t) for n in range(4) for t in (c.anchors.at(n), c.examples.at(n))]
    assert shared_runs(labelled, SEEDS) == []


def test_the_coverage_table_names_only_ids_that_exist(bank):
    table = (SHIPPED / "COVERAGE.md").read_text(encoding="utf-8")
    loops = {f"loop:{i}" for i in bank.loops}
    levels = {f"level:{i}" for i in bank.levels}
    from rubrics.schema import load_rubrics

    rubrics = {f"rubric:{i}" for i in load_rubrics()}
    problems = {f"problem:{path.parent.name}" for path in (SHIPPED / "problems").glob("*/problem.yaml")}
    known = {*bank.questions, *bank.patterns, *loops, *levels, *rubrics, *problems}
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| 00")]
    named = [i.strip(" `") for row in rows for i in row[4].split(",")]
    assert len(rows) >= 60
    assert {i for i in named if i not in known and not i.startswith("(")} == set()


# --- files that cannot be used


def question(**changes):
    point = {
        "weight": 1,
        "says": "It is said.",
        "like": ["one way", "another way", "a third way"],
        "unlike": ["not so", "nor so"],
    }
    push = {
        "kind": "scale",
        "against": "it",
        "say": "No.",
        "again": "Still no.",
        "holds_if": ["a", "b"],
        "held_by": ["c", "d"],
    }
    whole = {
        "id": "test.one",
        "title": "One",
        "round": "ml",
        "topic": "statistics",
        "levels": ["2-2"],
        "minutes": 5,
        "ask": "Why?",
        "tests": "Whether.",
        "also": ["a", "b", "c", "d", "e", "f"],
        "facts": {"size": 8192},
        "points": [{"id": f"p{n}", **point} for n in range(4)],
        "probes": [{"missing": "p0", "ask": "And?"}, {"missing": "p1", "ask": "Or?"}],
        "pushbacks": [{"id": "a", **push}, {"id": "b", **push}],
        "hints": ["x", "y", "z"],
        "harder": "Now faster.",
        "strong": "So.",
        "mistakes": ["this", "that"],
        "source": {"seed": "004", "section": "s", "kind": "rewritten"},
    }
    return whole | changes


def folder_with(tmp_path, **files):
    (tmp_path / "bank").mkdir()
    for name, entries in files.items():
        (tmp_path / "bank" / f"{name}.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    return tmp_path


def test_a_sound_file_loads(tmp_path):
    assert list(load_bank(folder_with(tmp_path, a=[question()])).questions) == ["test.one"]


def test_every_fault_of_every_file_is_in_one_report(tmp_path):
    misspelt = question(id="test.two")
    misspelt["hintz"] = misspelt.pop("hints")
    heavy = question(id="test.three")
    heavy["points"][2] = heavy["points"][2] | {"weight": 7}
    folder = folder_with(tmp_path, a=[question(), misspelt], b=[heavy, question()])
    (folder / "bank" / "c.yaml").write_text("- id: [", encoding="utf-8")
    (folder / "bank" / "d.yaml").write_bytes(b"- id: caf\xe9\n")
    with pytest.raises(ContentError) as caught:
        load_bank(folder)
    text = str(caught.value)
    assert "bank/a.yaml is not usable" in text
    assert "test.two: hints: Field required" in text
    assert "test.two: hintz: Extra inputs are not permitted" in text
    assert "test.three: points > 2 > weight: Input should be less than or equal to 3" in text
    assert "test.one: this id is used already, in bank/a.yaml" in text
    assert "c.yaml is not usable:\n  is not readable YAML" in text
    assert "is not UTF-8 text (byte" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"levels": ["L5"]}, "levels"),
        ({"minutes": 0}, "minutes"),
        ({"round": "lunch"}, "round"),
        ({"id": "No Dots"}, "must look like"),
        ({"hints": ["only", "two"]}, "hints"),
        ({"probes": [{"missing": "p9", "ask": "?"}, {"missing": "p0", "ask": "?"}]}, "'p9', which is not a point here"),
        ({"ask": "  "}, "must not be empty"),
    ],
)
def test_what_is_wrong_with_a_question_is_named(tmp_path, change, said):
    with pytest.raises(ContentError, match=said):
        load_bank(folder_with(tmp_path, a=[question(**change)]))


def test_a_key_written_twice_is_a_fault():
    with pytest.raises(yaml.YAMLError, match="'ask' stands twice"):
        read_yaml("ask: one\nask: two\n")


def test_a_folder_without_content_says_so(tmp_path):
    with pytest.raises(ContentError, match="holds no bank files"):
        load_bank(tmp_path)


def test_a_shared_run_of_eight_words_is_found(tmp_path):
    (tmp_path / "000_x.txt").write_text("Each round of it lasts from one to two hours, they say.", encoding="utf-8")
    found = shared_runs([("mine", "I heard each round of it lasts, from one to three")], tmp_path)
    assert found == ['mine: shares "each round of it lasts from one to" with seed 000; say it in your own words']
    assert shared_runs([("mine", "each round of it lasts from one hour")], tmp_path) == []
