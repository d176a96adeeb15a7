"""What was read from a document, as the candidate sees and corrects it; and which projects a round asks for."""

import pytest

from agent.claims import extract
from agent.errors import SettingsError
from agent.planning import make_plan
from agent.state import Brief, Opening, Project
from ui.understood import as_text, corrected, picked, shown

ADS = "I built the pacing of ad budgets: the bid shading model, the auction and its reserve prices. Cost per conversion fell 9%."
CHAT = "I trained a toxicity classifier for comments, with moderators, thresholds per language and appeals. Recall rose 4%."
PROJECTS = [
    Project(id="project-1", title="Live chat moderation", text=CHAT, place="page 1", claims=extract(CHAT)),
    Project(id="project-2", title="Ad pacing", text=ADS, place="page 2", claims=extract(ADS)),
]


def test_what_was_understood_names_titles_places_and_figures():
    text = shown(PROJECTS)
    assert "1. Live chat moderation (page 1, " in text
    assert "fell 9%" in text


def test_a_correction_changes_what_was_touched_and_leaves_the_rest_as_it_was_read():
    text = as_text(PROJECTS).replace("fell 9%", "fell 7%").replace("# Ad pacing", "# Budget pacing")
    first, second = corrected(text, PROJECTS)
    assert first == PROJECTS[0]
    assert (second.title, [c.after for c in second.claims]) == ("Budget pacing", [7.0])


def test_a_text_without_a_title_is_refused_with_what_to_do():
    with pytest.raises(SettingsError, match="begins with `# `"):
        corrected("just words", PROJECTS)


def test_a_project_is_picked_by_number_or_by_words_of_its_title():
    assert picked(PROJECTS, ["2"]) == picked(PROJECTS, ["pacing"]) == PROJECTS[1:]
    with pytest.raises(SettingsError, match=r"no project is called so.*1. Live chat moderation; 2. Ad pacing"):
        picked(PROJECTS, ["search"])


def asked(bank, library, **fields):
    plan = make_plan(Brief(projects=tuple(PROJECTS), **fields), bank, library)
    return [(part.kind, slot.project) for part in plan.rounds for slot in part.slots if slot.project]


def test_the_project_nearest_to_the_team_is_asked_for_first(bank, library):
    assert asked(bank, library, round="defence", team="ads") == [("defence", "project-2"), ("defence", "project-1")]
    assert asked(bank, library, round="defence", team="trust-and-safety")[0][1] == "project-1"


def test_a_loop_asks_for_a_project_where_it_asks_about_ones_own_work(bank, library):
    assert asked(bank, library, loop="tiktok-mle", seed=1) == [("behavioral", "project-1")]


def test_a_replay_asks_only_for_projects_that_left_something_open(bank, library):
    left = (Opening(id="push.build-not-buy", kind="we_wouldnt", project="project-2"),)
    assert asked(bank, library, round="defence", drill=True, again=left) == [("defence", "project-2")]
