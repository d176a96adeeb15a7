"""The interviewer knows which part of a walkthrough it hears, and how long each took."""

import pytest

from agent.projects.headings import kind_of, part_of
from agent.projects.parts import PARTS, Passage, out_of_balance, parts_of, seconds_of

TOLD = {
    "problem": "Parcels came back to the depot because nobody was home, and we were not allowed to buy a single new van.",
    "role": "I wrote the sampler and decided on the loss; a colleague on the platform team built the serving.",
    "architecture": "A request comes in, features are read from Redis, an encoder scores it and a policy layer applies the caps.",
    "alternatives": "We also considered buying it from a vendor, which was cheaper to start and twice the price per call, so we rejected it.",
    "results": "Returns fell by 14 per cent over six weeks against the control regions, and revenue stayed flat.",
    "hindsight": "If I did it again I would start with the labels, which I skipped at the time because of the date.",
}


def test_a_walkthrough_is_told_apart_in_order(embedder):
    text = " ".join(TOLD[part] for part in PARTS)
    assert [p.part for p in parts_of(text, embedder)] == list(PARTS)


def test_passages_cut_the_text_where_the_parts_meet(embedder):
    text = f"{TOLD['role']} {TOLD['hindsight']}"
    role, hindsight = parts_of(text, embedder)
    assert text[role.start : role.end] == TOLD["role"]
    assert text[hindsight.start : hindsight.end] == TOLD["hindsight"]


def test_a_heading_decides_what_stands_under_it(embedder):
    text = f"Trade-offs\nIt is 8 per cent dearer.\n\nWhat came of it\n{TOLD['results']}"
    assert parts_of(text, embedder)[0].part == "alternatives"


def test_small_talk_is_of_no_part_and_nothing_is_too_little(embedder):
    assert parts_of("", embedder) == ()
    assert parts_of("Right, hello, thanks.", embedder) == ()


def test_time_goes_by_the_words_of_each_part():
    text = "one two three four five six seven eight nine ten"
    passages = [Passage(part="problem", start=0, end=13), Passage(part="role", start=14, end=48)]
    assert seconds_of(passages, text, 100.0) == {"problem": 30.0, "role": 70.0}


def test_three_minutes_of_context_and_thirty_seconds_of_action_are_noticed():
    assert "3 minutes of context" in out_of_balance({"problem": 90, "architecture": 90, "role": 20, "results": 10})
    assert out_of_balance({"problem": 40, "architecture": 50, "role": 40, "results": 30}) == ""
    assert out_of_balance({"problem": 20}) == ""


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("1) Problem & Constraints", "problem"),
        ("Who did what", "role"),
        ("Design decisions", "architecture"),
        ("Alternatives and their price", "alternatives"),
        ("What came of it", "results"),
        ("Defense & Hindsight", "hindsight"),
        ("Search design at a bank", None),
        ("Data pipeline for ads", None),
    ],
)
def test_a_heading_is_a_part_only_when_it_says_nothing_else(heading, part):
    assert part_of(heading) == part


def test_sections_of_a_resume_are_known():
    assert [kind_of(h) for h in ("Selected projects", "EDUCATION", "Project 3: Spam", "Spam filter")] == [
        "section",
        "aside",
        "numbered",
        "title",
    ]
