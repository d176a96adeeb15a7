"""What makes a turn quick, counted and not timed: nothing is encoded, read or looked up twice."""

import dataclasses
import itertools
import threading

import numpy as np
import pytest

from agent.deps import Deps
from agent.judge.evidence import evidence_judge
from agent.judge.features import Lens
from agent.state import Brief, Slot
from corpus.embed import PADDING, batches

QUESTION = "reco.inbatch-false-negatives"


class Counting:
    """An encoder that keeps what it was given."""

    def __init__(self, real):
        self.real, self.given = real, []

    def one(self, text):
        self.given.append(text)
        return self.real.one(text)

    def many(self, texts):
        self.given += texts
        return self.real.many(texts)

    def __getattr__(self, name):
        return getattr(self.real, name)


def fresh(deps: Deps, encoder) -> Deps:
    return dataclasses.replace(deps, lens=Lens(encoder), learned=set(), ready=set(), preparing={})


def test_a_question_is_prepared_once_also_when_its_answer_comes_at_once(deps, embedder):
    encoder = Counting(embedder)
    mine, slot = fresh(deps, encoder), Slot(id=QUESTION, minutes=8, why="")
    both = [threading.Thread(target=mine.prepare, args=(slot,)) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert encoder.given
    assert len(encoder.given) == len(set(encoder.given))


def test_once_prepared_an_answer_costs_the_encoding_of_what_was_said_and_no_more(room, deps, embedder):
    encoder = Counting(embedder)
    room.deps = fresh(room.deps, encoder)
    view = room.start(Brief(round="ml", questions=(QUESTION,), minutes=20))
    room.prepared()
    encoder.given.clear()
    room.answer(
        view.session,
        "I'd mask the accidental hits. Then I'd look at recall by how popular an item is. It costs a lookup a row, which I'd measure.",
        prompt=view.prompt,
    )
    bank = {line for point in deps.points(Slot(id=QUESTION, minutes=8, why="")) for line in (point.says, *point.like)}
    assert 0 < len([text for text in encoder.given if text not in bank]) <= 5
    assert not bank & set(encoder.given)


def test_what_a_turn_reads_from_disk_does_not_grow_with_the_turns(room, monkeypatch):
    read = []
    real = room.store.saver.get_tuple
    monkeypatch.setattr(room.store.saver, "get_tuple", lambda config: read.append(1) or real(config))
    view, counts = room.start(Brief(round="ml", seed=1)), []
    for _ in range(15):
        read.clear()
        view = room.answer(view.session, wish="repeat", prompt=view.prompt, seconds=1)
        counts.append(len(read))
    assert max(counts[2:]) <= 12
    assert counts[-1] <= counts[3]


def test_the_reader_reads_a_passage_about_a_point_once(home):
    reader = evidence_judge(home).reader
    pairs = [
        ("Caching keys makes decoding linear.", "I'd keep the keys."),
        ("Batches share a matrix.", "I'd keep the keys."),
    ]
    first = reader.read(pairs)
    runs = []
    real = reader._session
    reader._session = type("S", (), {"run": lambda _, *given: runs.append(given) or real.run(*given)})()
    try:
        again = reader.read(pairs[::-1])
    finally:
        reader._session = real
    assert not runs
    assert np.array_equal(again, first[::-1])


@pytest.mark.parametrize("lengths", [[], [7], [15, 30, 47, 18, 25, 18], [5] * 70, list(range(3, 120))])
def test_every_text_is_run_once_and_padded_little(lengths):
    groups = batches(lengths, 32)
    assert sorted(row for group in groups for row in group) == list(range(len(lengths)))
    assert all(len(group) <= 32 for group in groups)
    for group in groups:
        for n, (a, b) in enumerate(itertools.pairwise(group), 1):
            assert n * (lengths[b] - lengths[a]) <= PADDING


def test_a_search_with_the_vector_at_hand_finds_the_same(library, embedder):
    text = "I'd join the follow history onto every training row."
    assert library.search(text, "pushback", vector=embedder.one(text)) == library.search(text, "pushback")
