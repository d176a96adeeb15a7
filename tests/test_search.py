"""Finding: questions by what they mean, notes with their place, nothing that a filter forbids."""

import pytest
from test_documents import BODY, make_docx, make_pdf

from agent.library import library as open_library
from corpus.ingest import ingest
from corpus.search import Filters


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "somebody opens the app for the very first time and nothing is known about them",
            "design.new-user-candidates",
        ),
        ("loss turns into not-a-number after a few thousand steps", "deep.nan-loss"),
    ],
)
def test_a_description_finds_its_question(library, text, wanted):
    assert wanted in [hit.id for hit in library.search(text, "question", 3)]


def test_filters_hold_for_words_and_for_vectors(library):
    for hit in library.search("latency budget of the ranking model", "question", 20, Filters(round="statistics")):
        assert hit.meta["round"] == "statistics"
    for hit in library.search("latency budget", "question", 50, Filters(level="1-2")):
        assert "1-2" in hit.meta["levels"]


def test_every_kind_can_be_searched(library):
    for kind in ("question", "point", "pushback", "rubric"):
        hits = library.search("how do you know the offline gain holds online", kind, 3)
        assert len(hits) == 3
        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_claim_finds_the_challenge_against_it(library):
    hits = library.search("we replaced DLRM by a transformer ranker", "pushback", 5)
    assert any("transformer" in hit.id for hit in hits)


def test_an_empty_search_finds_nothing_to_say(library):
    assert library.search("", "notes", 3) == []


def test_ingested_documents_are_found_and_cited(indexed_home, tmp_path, embedder):
    paths = [make_pdf(tmp_path / "store.pdf"), make_docx(tmp_path / "store.docx")]
    (tmp_path / "else.md").write_text("# Cats\nThe cat sleeps on the warm keyboard all afternoon.")
    done = ingest(indexed_home, [*paths, tmp_path / "else.md"], embedder.many)
    assert set(done.passages.values()) == {1}
    hits = open_library(indexed_home).search("how long do we wait for a click to come in", "notes", 2)
    assert {hit.meta["file"] for hit in hits} == {str(p) for p in paths}
    assert all(hit.meta["heading"] == "Feature store > Late labels" for hit in hits)
    assert all(BODY in hit.text for hit in hits)


def test_reading_a_document_again_replaces_what_it_held(indexed_home, tmp_path, embedder):
    note = tmp_path / "note.md"
    note.write_text("# A\nThe old text speaks of turtles.")
    ingest(indexed_home, [note], embedder.many)
    assert ingest(indexed_home, [note], embedder.many).status == "unchanged"
    note.write_text("# A\nThe new text speaks of herons.")
    ingest(indexed_home, [note], embedder.many)
    hits = open_library(indexed_home).search("which animals", "notes", 5)
    assert [hit.text for hit in hits] == ["A: The new text speaks of herons."]


def test_a_document_that_cannot_be_read_stops_no_other(fresh_home, tmp_path, embedder):
    (tmp_path / "good.md").write_text("# A\nRead me.")
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\xff")
    done = ingest(fresh_home, [tmp_path], embedder.many)
    assert list(done.passages) == [str(tmp_path / "good.md")]
    assert "is not UTF-8" in done.refused[str(tmp_path / "bad.md")]
