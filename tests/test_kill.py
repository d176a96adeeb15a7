"""SIGKILL at random moments of real interviews: no turn lost, none doubled, none scored twice.

The interviews are real processes over one real store; only the judge is a quick one, so that the kills fall between
writes and not into the reading of an answer. Every interrupted interview must end word for word like one that never was.
"""

import os
import random
import select
import signal
import statistics
import time

import pytest

KILLS = 200
TURNS = 14
SEEDS = range(1, 400)


def _answers(seed):
    kinds = (
        "I'd keep the follows of the last week next to each row and mask those logits, number {n}.",
        "We moved p99 from 92 to 74 ms, which is 25 percent, in week {n}.",
        "I still think it's the right choice, it's just cleaner.",
        "You're right, I'd drop it.",
        "I don't know.",
        "fine",
        "What's the batch size?",
        "I'd count collisions in a sample of {n} thousand batches; under one per cent I wouldn't bother, so it depends on that.",
    )
    pick = random.Random(seed)
    return [pick.choice(kinds).format(n=n) for n in range(TURNS)]


def _door(home, deps):
    import dataclasses

    from fakes import Clock, WordJudge

    from agent.interview import Interviews
    from agent.store import Store

    return Interviews(dataclasses.replace(deps, judge=WordJudge(), clock=Clock()), Store(home))


def _child(home, deps, seed, sent, acked):
    """Take the interview up wherever it is, and answer on to its end."""
    from agent.errors import SessionError
    from agent.state import Brief

    door = _door(home, deps)
    session = f"seed-{seed}"
    try:
        view = door.look(session)
    except SessionError:
        view = door.start(Brief(round="ml", minutes=45, seed=seed), session)
    os.write(acked, b"%d\n" % (view.prompt - 1))
    for n, text in enumerate(_answers(seed), 1):
        if n < view.prompt:
            continue
        os.write(sent, b"%d\n" % n)
        view = door.answer(session, text, prompt=n, seconds=50)
        os.write(acked, b"%d\n" % n)
        if view.over:
            break


def _rest(pipe):
    told = os.read(pipe, 65536) if select.select([pipe], [], [], 0)[0] else b""
    return [int(line) for line in told.split()]


class Watch:
    """Reads what a child reports, with the time it took between giving an answer and having it confirmed."""

    def __init__(self):
        self.took = [0.2]

    def until(self, sent, acked, child, answers, pick):
        """Wait until the child is in the middle of something; whether it still runs, and what it reported."""
        given, confirmed = [], []
        opening = pick.random() < 0.15
        deadline = time.monotonic() + pick.uniform(0.0, 2 * statistics.median(self.took)) if opening else None
        begun = 0.0
        while True:
            done, status = os.waitpid(child, os.WNOHANG)
            for pipe, told in ((sent, given), (acked, confirmed)):
                if select.select([pipe], [], [], 0)[0]:
                    told += [int(line) for line in os.read(pipe, 65536).split()]
                    if told is given:
                        begun = time.monotonic()
                    elif begun:
                        self.took.append(time.monotonic() - begun)
            if done:
                return False, status, given, confirmed
            if deadline is None and len(given) > answers:
                deadline = time.monotonic() + pick.uniform(0.0, 1.2 * statistics.median(self.took[-50:]))
            if deadline is not None and time.monotonic() >= deadline:
                return True, 0, given, confirmed
            time.sleep(0.001)


def _said(home, deps, seed):
    """The whole interview as it stands on disk, without its times."""
    state = _door(home, deps).state(f"seed-{seed}")
    turns = [(t.number, t.round, t.slot, t.text) for t in state.turns]
    lines = [(line.text, line.move, line.after_turn) for line in state.lines]
    return turns, lines, state.judged, state.challenges, state.claims, state.hints


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_killed_two_hundred_times_every_interview_ends_like_one_that_never_was(tmp_path, deps):
    quick = _without_encoder(deps)
    killed, inside, pick, watch = 0, 0, random.Random(11), Watch()
    for seed in SEEDS:
        reached = 0
        while True:
            sent, acked = os.pipe(), os.pipe()
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    _child(tmp_path / "killed", quick, seed, sent[1], acked[1])
                    code = 0
                finally:
                    os._exit(code)
            runs, status, given, confirmed = watch.until(sent[0], acked[0], child, pick.randrange(3), pick)
            if runs:
                os.kill(child, signal.SIGKILL if killed < KILLS else 0)
                killed += killed < KILLS
                _, status = os.waitpid(child, 0)
            given += _rest(sent[0])
            confirmed += _rest(acked[0])
            for end in (*sent, *acked):
                os.close(end)
            if confirmed:
                assert confirmed[0] >= reached, "a turn that was confirmed is gone"
                reached = confirmed[-1]
            inside += bool(given) and given[-1] > reached
            if os.WIFEXITED(status):
                assert os.WEXITSTATUS(status) == 0, "the interview could not go on"
                break
        whole = os.fork()
        if whole == 0:
            code = 1
            try:
                ends = os.pipe(), os.pipe()
                _child(tmp_path / "whole", quick, seed, ends[0][1], ends[1][1])
                code = 0
            finally:
                os._exit(code)
        assert os.waitpid(whole, 0)[1] == 0
        assert _said(tmp_path / "killed", quick, seed) == _said(tmp_path / "whole", quick, seed)
        if killed >= KILLS:
            break
    assert killed >= KILLS
    assert inside > 40, "too few kills fell into the handling of an answer to mean anything"


def _without_encoder(deps):
    """The same content with vectors made of words: an ONNX session does not outlive a fork."""
    import dataclasses

    import numpy as np

    from agent.judge.features import Lens
    from corpus.search import Library

    class Words:
        fingerprint = "words"

        def one(self, text):
            row = np.zeros(384, dtype=np.float32)
            for word in text.lower().split():
                row[hash_of(word) % 384] += 1.0
            return row / (np.linalg.norm(row) + 1e-9)

        def many(self, texts):
            return np.stack([self.one(text) for text in texts])

    class Found(Library):
        def search(self, text, kind="question", k=5, filters=None):
            return []

    words = Words()
    library = Found(deps.library.home, lambda: words, deps.library.shelf, {})
    made = dataclasses.replace(deps, lens=Lens(words), library=library)
    made.prepare = lambda slot: None
    return made


def hash_of(word):
    import zlib

    return zlib.crc32(word.encode())
