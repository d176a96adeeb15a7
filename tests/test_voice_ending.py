"""An answer reads as finished or not, whatever the voice did at its end."""

import pytest

from ui.voice.ending import LEAST_WORDS, MOST_WORDS, MiniLMEnd, last_words


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
        ("I'd separate the two effects with a factorial design.", "I'd separate the two effects with a factorial."),
    ],
)
def test_a_sentence_reads_more_finished_whole_than_cut_off_though_the_ears_wrote_a_full_stop(reader, whole, cut):
    assert reader.odds(whole) > reader.odds(cut) + 0.5


def test_what_is_read_is_the_end_and_its_marks_and_capitals_are_not():
    assert last_words("We cached it. Then we measured the tail again!") == "then we measured the tail again"
    assert last_words("We measured. It fell.") == "we measured. it fell"
    assert len(last_words("word " * 80).split()) == MOST_WORDS
    assert len(last_words("One two three four five. Six.").split()) >= LEAST_WORDS


def test_nothing_reads_like_nothing(reader):
    assert reader.odds("") == 0.0
    assert reader.odds("...") == 0.0
