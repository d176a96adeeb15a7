"""What a project will be challenged on, and the sheet to prepare with: the planted flaws first, sound claims left alone."""

import pytest

from agent.defence.prep import FIRST, as_markdown, fit, height, prep_sheet, prepare, write_prep
from agent.errors import AgentError
from agent.projects import challenges_for, read_projects, read_text
from evals.suite import Options, card
from evals.suite_defence import items, summarize, work
from evals.writeups import FOLDER


def raised(text, library, embedder):
    [project] = read_text(f"# Some ranker\n{text}\n", "one.md").projects
    return {one.id: one for one in challenges_for(project, library, embedder)}


FLAWS = {
    "numbers-1": "I cut p95 from 92 ms to 74 ms, a reduction of 35%, and wrote the profiler for it.",
    "push.lift-no-interval": "I launched it in May and session length is up 2%, which pleased the whole company.",
    "push.no-baseline": "I trained the classifier on our labels and the model reaches 97% accuracy.",
    "push.mean-latency": "I moved the service to CPU and inference takes 12 ms on average.",
    "push.offline-only": "I added features and recall rose from 0.61 to 0.70 offline, which made the launch a success.",
    "push.rules-beside-model": "I put a list of regexes for slurs in front of the model, and it blocks on its own.",
    "push.led-the-team": "The goal was cheaper search. Led a team of six to rebuild the index in two quarters.",
    "push.correlation-not-effect": "I built alerts, and sellers who got alerts sold 14% more than those who did not.",
}


@pytest.mark.parametrize("pattern", FLAWS)
def test_a_planted_flaw_is_challenged_where_it_stands(pattern, library, embedder):
    found = raised(FLAWS[pattern], library, embedder)
    assert pattern in found
    assert found[pattern].weight > 0.5
    assert found[pattern].quote in FLAWS[pattern]


@pytest.mark.parametrize(
    "sound",
    [
        "Watch time rose 3.2% (95% interval 2.6 to 3.8) against control in a four-week test with 2 million users an arm.",
        "I chose boosted trees over a network after a trial of both on the same week: 0.1 points less at a tenth of the price.",
        "Errors fell from 1.4% to 0.45%, which is 68% fewer, on 4,000 checked pairs, plus or minus 0.2.",
    ],
)
def test_a_sound_claim_is_left_alone(sound, library, embedder):
    assert [one.id for one in raised(sound, library, embedder).values() if one.quote] == []


def test_every_project_is_asked_of_scale_cost_and_trouble_last(library, embedder):
    found = list(
        raised(
            FLAWS["push.mean-latency"] + " It serves 2,000 requests a second on 40 hosts.", library, embedder
        ).values()
    )
    assert {"push.ten-times-traffic", "push.cost-must-halve"} <= {one.id for one in found}
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert len({one.id for one in found}) == len(found)


@pytest.fixture(scope="module")
def sheet(library, embedder):
    [project] = read_projects(FOLDER / "writeups" / "spam.pdf").projects
    return prep_sheet(project, library, embedder)


def test_the_sheet_shows_ten_challenges_and_marks_what_is_missing(sheet):
    text = as_markdown([sheet])
    assert len(sheet.challenges) == FIRST
    assert sheet.gaps == ("alternatives",)
    assert "**Gap.** Not told: one option you turned down" in text
    assert "Against: “Missing signals are replaced by zero" in text
    assert text.index("Expect these") < text.index("The six parts")


def test_a_deck_has_one_page_a_project_and_nothing_leaves_its_box(sheet, tmp_path):
    from pptx import Presentation

    long = sheet.model_copy(update={"title": "Much " * 40, "challenges": sheet.challenges * 2})
    write_prep([sheet, long], tmp_path / "deck.pptx")
    deck = Presentation(str(tmp_path / "deck.pptx"))
    assert len(deck.slides) == 2
    for slide in deck.slides:
        assert "holds:" in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            needed = sum(
                height([(run.text, bool(run.font.bold))], shape.width.inches - 0.1, run.font.size.pt) for run in runs
            )
            assert needed <= shape.height.inches


def test_what_does_not_fit_is_cut_at_a_word_and_marked():
    size, kept = fit([("a word or two " * 60, False)], 3.0, 1.0, (13, 10))
    assert size == 10
    assert kept[0][0].endswith("…")
    assert height(kept, 3.0, size) <= 1.0


def test_a_sheet_of_another_kind_or_nowhere_is_refused_in_words(sheet, tmp_path):
    with pytest.raises(AgentError, match=r"neither \.md nor \.pptx"):
        write_prep([sheet], tmp_path / "sheet.doc")
    with pytest.raises(AgentError, match="cannot be written"):
        write_prep([sheet], tmp_path / "no" / "sheet.md")


@pytest.mark.slow
@pytest.mark.parametrize("half", ["tune", "test"])
def test_planted_flaws_are_found_and_sound_claims_spared_on_every_write_up(half, home, library):
    options = Options(half=half)
    figures = summarize([(item, work(item, home)) for item in items(options)], options).figures
    assert all(threshold.met(figures) for threshold in card("defence").thresholds)


def test_a_file_becomes_a_sheet_in_one_step_and_one_without_projects_says_why(tmp_path, home, library):
    notes = prepare(FOLDER / "writeups" / "music.md", tmp_path / "sheet.md", home)
    assert notes[0] == "Read 1: Similar songs by audio."
    assert (tmp_path / "sheet.md").read_text(encoding="utf-8").startswith("# Similar songs by audio")
    (tmp_path / "cv.md").write_text("# Education\nA degree in physics, with a thesis\n", encoding="utf-8")
    with pytest.raises(AgentError, match="No project was found"):
        prepare(tmp_path / "cv.md", tmp_path / "other.md", home)


def test_the_six_parts_say_whole_sentences(library, embedder):
    [project] = read_projects(FOLDER / "writeups" / "fraud.txt").projects
    said = {one.part: one.said for one in prep_sheet(project, library, embedder).outline}
    assert said["results"][0].startswith("It catches 71% of the fraud by value at one good buyer in 600 stopped, where")
    assert [line for lines in said.values() for line in lines if line[:1].islower()] == []
