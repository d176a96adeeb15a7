"""An answer reads as finished or not, whatever the voice did at its end."""

import re

import pytest

from evals.suite import SUITES
from ui.voice.ending import MOST_WORDS, MiniLMEnd, last_words


@pytest.fixture(scope="module")
def reader(home, embedder):
    return MiniLMEnd(home)


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        ("We kept both versions running for a month.", "We kept both versions running for a."),
        ("For a cold item I would use the embedding of its creator.", "For a cold item I would use."),
        ("Fewer negatives were enough for the small markets.", "Fewer negatives were enough for the small."),
        (
            "The hardest part was convincing the product manager to wait.",
            "The hardest part was convincing the product manager to.",
        ),
        ("We trained it on the clicks of two years.", "We trained it on the clicks of two."),
    ],
)
def test_a_sentence_reads_more_finished_whole_than_cut_off_though_the_ears_wrote_a_full_stop(reader, whole, cut):
    assert reader.odds(whole) > reader.odds(cut) + 0.5


def test_what_is_read_is_the_end_with_what_stands_before_it_and_no_marks_or_capitals():
    assert (
        last_words("We cached it. Then we measured the tail again!") == "we cached it. then we measured the tail again"
    )
    assert len(last_words("word " * 80).split()) == MOST_WORDS


def test_nothing_reads_like_nothing(reader):
    assert reader.odds("") == 0.0
    assert reader.odds("...") == 0.0


def test_what_the_reading_of_ends_learnt_from_holds_no_utterance_it_is_measured_by():
    def said(path):
        lines = path.read_text(encoding="utf-8").splitlines()
        return {re.sub(r"\W+", " ", re.sub(r"\[[^]]*\]", " ", t)).strip().lower() for t in lines if t and t[0] != "#"}

    learnt = said(SUITES.parent / "data" / "spoken.txt")
    assert len(learnt) > 5000
    for half in ("utterances", "unseen"):
        measured = said(SUITES / "turns" / f"{half}.txt")
        assert len(measured) >= 80
        assert not learnt & measured


def test_every_pause_it_learnt_from_lies_inside_a_turn():
    lines = (SUITES.parent / "data" / "spoken.txt").read_text(encoding="utf-8").splitlines()
    turns = [line for line in lines if not line.startswith("#")]
    assert all(part.strip() for turn in turns for part in turn.split("[?]"))
    assert all(turn.isascii() and not re.search(r"\d", turn) for turn in turns)
