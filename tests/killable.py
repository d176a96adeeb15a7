"""A clean process that forks one candidate for each line it reads; tests/test_kill.py kills them.

Run as `python killable.py`. It has imported everything and started no thread, opened no index and no encoder: none of these
outlives a fork. Its children hold the real graph, policy, store and memory; the judge and the vectors are quick ones.
"""

import os
import random
import sys
import threading
import traceback
import zlib
from pathlib import Path

import numpy as np
from fakes import Clock, WordJudge

from agent.deps import Deps
from agent.errors import SessionError
from agent.interview import Interviews
from agent.judge.features import Lens
from agent.person.remembering import remembers
from agent.state import Brief
from agent.store import Store
from corpus.content import load_bank
from corpus.search import Library
from rubrics.schema import load_rubrics

ANSWERS = 12
SESSION = "one"
KINDS = (
    "I'd keep the follows of the last week next to each row and mask those logits, number {n}.",
    "We moved p99 from 92 to 74 ms, which is 25 percent, in week {n}.",
    "I still think it's the right choice, it's just cleaner.",
    "You're right, I'd drop it.",
    "I don't know.",
    "fine",
    "What's the batch size?",
    "I'd count collisions in a sample of {n} thousand batches; under one per cent I wouldn't bother, so it depends on that.",
)


def answers(seed):
    """What the candidate says; the last thing is the wish to end."""
    pick = random.Random(seed)
    return [pick.choice(KINDS).format(n=n) for n in range(ANSWERS)]


class Words:
    """Vectors made of words."""

    fingerprint = "words"
    table = np.random.default_rng(0).normal(size=(997, 8)).astype(np.float32)

    def one(self, text):
        row = np.zeros(384, dtype=np.float32)
        for word in text.lower().split():
            row[zlib.crc32(word.encode()) % 384] += 1.0
        return row / (np.linalg.norm(row) + 1e-9)

    def many(self, texts):
        return np.stack([self.one(text) for text in texts])

    def pieces(self, word):
        return [zlib.crc32(word.encode()) % 997]


class Nothing:
    """An index in which nothing is found."""

    def vectors(self, collection, where):
        return [], np.zeros((0, 384), np.float32)


class Found(Library):
    def search(self, text, kind="question", k=5, filters=None, vector=None):
        return []


class TellingJudge(WordJudge):
    """Says when it has judged: what comes next is the checkpoint."""

    def judge(self, task):
        verdicts = super().judge(task)
        tell("judged")
        return verdicts


def tell(*what):
    os.write(1, (" ".join(map(str, what)) + "\n").encode())


def quick_deps():
    """All an interview needs, without the index and the encoder."""
    bank, words = load_bank(), Words()
    library = Found(Path(), lambda: words, Nothing(), {})
    library.__dict__["asks"] = {q.id: words.one(q.ask) for q in bank.questions.values()}
    return Deps(bank, library, load_rubrics(), TellingJudge(), Lens(words), Clock())


def door(home, deps):
    store = Store(home)
    return Interviews(remembers(deps, store, home), store)


def candidate(home, seed, deps):
    """Take the interview up wherever it is, and answer on to its end."""
    room = door(home, deps)
    tell("begun")
    try:
        view = room.look(SESSION)
    except SessionError:
        view = room.start(Brief(round="ml", minutes=45, seed=seed), SESSION)
    tell("at", view.prompt - 1)
    for n, text in enumerate([*answers(seed), None], 1):
        if n < view.prompt or view.over:
            continue
        tell("sent" if text else "end", n)
        view = room.answer(SESSION, text or "", prompt=n, seconds=50, wish=None if text else "end")
        tell("at", n)


def main():
    deps = quick_deps()
    tell("ready", threading.active_count(), len(os.listdir("/proc/self/task")))
    for line in sys.stdin:
        home, seed = line.rstrip("\n").rsplit(" ", 1)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                candidate(Path(home), int(seed), deps)
                code = 0
            except Exception:
                traceback.print_exc()
            finally:
                os._exit(code)
        tell("child", child)
        tell("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
