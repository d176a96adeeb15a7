"""An answer reads as finished or not, whatever the voice did at its end."""

import re

import pytest

from evals.suite import SUITES
from ui.voice.ending import LEAST_WORDS, STEP, SmolEnd, last_words
from ui.voice.turns import DOUBTFUL, OPEN, WHOLE, patience


@pytest.fixture(scope="module")
def reader():
    return SmolEnd()


@pytest.mark.voice
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
    assert reader.odds(whole) > reader.odds(cut) + 1


@pytest.mark.voice
@pytest.mark.parametrize(
    "text",
    [
        "I would mask them because.",
        "We used in-batch negatives and...",
        "Um.",
        "So,",
        "We measured it on the slice where?",
        "What I learned is that?",
        "I'd say roughly.",
        "The simplest baseline is.",
        "We had a bug in the logging that.",
        "I can give you an example.",
        "The model failed, so the embeddings.",
        "What would change my mind is?",
        "It is a number that depends on the",
        "The first thing I'd do",
        "It's a tricky one.",
        "It expired after. I don't know.",
        "It was the, you know,",
        "When the traffic doubled during the night.",
        "That's a good question.",
        "Here's how I'd split it.",
        "As far as I remember.",
    ],
)
def test_who_has_only_begun_keeps_the_floor_though_the_voice_fell(reader, text):
    assert patience(text, 0.97, reader.odds(text)).seconds == OPEN


@pytest.mark.voice
@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Could you say which team this is?", WHOLE),
        ("How many users are there?", WHOLE),
        ("Could I ask what the batch size is?", WHOLE),
        ("We kept the last model, because nobody had the time to train another one.", WHOLE),
        ("So in the end the simple model won and we shipped that one.", WHOLE),
        ("It was the index, I think.", DOUBTFUL),
        ("No, I don't think so.", DOUBTFUL),
        ("That's what a good session looks like.", DOUBTFUL),
        ("I would mask them out of the denominator.", DOUBTFUL),
        ("That's how I would do it.", DOUBTFUL),
        ("It broke when the traffic doubled during the night.", DOUBTFUL),
        ("It would take some time to train.", DOUBTFUL),
        ("It is a number that nobody cares about.", DOUBTFUL),
    ],
)
def test_whoever_has_finished_is_answered_at_once_or_after_a_moment_of_doubt(reader, text, most):
    assert patience(text, 0.95, reader.odds(text)).seconds <= most


def test_what_is_read_is_the_end_with_what_stands_before_it_and_no_marks_or_capitals():
    assert (
        last_words("We cached it. Then we measured the tail again!") == "we cached it. then we measured the tail again"
    )


def test_the_end_of_a_long_answer_is_read_from_a_place_that_stays_where_it_is_while_it_grows():
    words = [f"word{n}" for n in range(200)]
    read = [last_words(" ".join(words[: n + 1])).split() for n in range(200)]
    assert all(part[-1] == word for part, word in zip(read, words, strict=True))
    assert all(min(n + 1, LEAST_WORDS) <= len(part) < LEAST_WORDS + STEP for n, part in enumerate(read))
    assert len({part[0] for part in read}) <= 200 / STEP


def said(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {re.sub(r"\W+", " ", re.sub(r"\[[^]]*\]", " ", t)).strip().lower() for t in lines if t and t[0] != "#"}


def test_what_the_reading_of_ends_learnt_from_holds_no_utterance_it_is_measured_by():
    learnt = said(SUITES.parent / "data" / "spoken.txt")
    assert len(learnt) > 17_000
    for half in ("utterances", "unseen"):
        measured = said(SUITES / "turns" / f"{half}.txt")
        assert len(measured) >= 80
        assert not learnt & measured


def test_no_eight_words_in_a_row_of_the_unseen_half_were_learnt_from():
    def eights(turns):
        parts = (turn.split() for turn in turns)
        return {tuple(words[n : n + 8]) for words in parts for n in range(len(words) - 7)}

    unseen = eights(said(SUITES / "turns" / "unseen.txt"))
    assert len(unseen) > 500
    assert not unseen & eights(said(SUITES.parent / "data" / "spoken.txt"))


def test_every_pause_it_learnt_from_lies_inside_a_turn():
    lines = (SUITES.parent / "data" / "spoken.txt").read_text(encoding="utf-8").splitlines()
    turns = [line for line in lines if not line.startswith("#")]
    assert all(part.strip() for turn in turns for part in turn.split("[?]"))
    assert all(turn.isascii() and not re.search(r"\d", turn) for turn in turns)
