"""SIGKILL at random moments of real interviews: no turn lost, none doubled, none scored twice.

Every interrupted interview must end word for word like one that never was, on disk and in what is remembered of the person.
"""

import os
import random
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from agent.interview import Interviews
from agent.state import Brief

KILLS, PATIENCE = 200, 240
"""PATIENCE is for a machine that is busy with other things."""
BIRTH = 0.02
"""Seconds in which an interview gets its row and its first checkpoint."""
AIMS = {
    "birth": ("before the first checkpoint", 10),
    "sent": ("in a turn", 30),
    "judged": ("after the judge", 15),
    "end": ("at the debrief", 10),
}
"""What a kill is aimed at: the moment's name, and how many kills must have come there.

How many of two hundred do is chance and the machine's load: what still lacks then is aimed at alone, for at most as many again.
"""
TESTS = Path(__file__).parent


class Candidates:
    """The process that forks candidates, and what the present one has told."""

    def __init__(self):
        env = {**os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, str(TESTS / "killable.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
        )
        self._rest = b""

    def begin(self, home, seed):
        """A candidate takes an interview up; its process id."""
        self._process.stdin.write(f"{home} {seed}\n".encode())
        self._process.stdin.flush()
        told = self.next(PATIENCE)
        while told[0] != "child":
            told = self.next(PATIENCE)
        return int(told[1])

    def next(self, wait):
        """The next thing told; None when nothing is for so long."""
        until = time.monotonic() + wait
        while b"\n" not in self._rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._process.stdout], [], [], left)[0]:
                return None
            self._rest += os.read(self._process.stdout.fileno(), 65536)
        line, self._rest = self._rest.split(b"\n", 1)
        return line.decode().split()

    def close(self):
        self._process.stdin.close()
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def candidates():
    made = Candidates()
    try:
        assert made.next(PATIENCE) == ["ready", "1", "1"], "a fork would inherit threads"
        yield made
    finally:
        made.close()


class Killer:
    """Lets a candidate come to a moment, kills it there, and keeps count of the moments."""

    def __init__(self, candidates, pick):
        self.candidates, self.pick = candidates, pick
        self.moments = Counter()
        self.took = {"begun": [0.05], "sent": [0.03], "end": [0.05]}

    def play(self, home, seed, reached):
        """One life of a candidate; whether it came to its end, and the answer it was last known to stand at."""
        wanted = self._moment(first=not home.exists())
        child = self.candidates.begin(home, seed)
        told, since, deadline, skip = ["begun"], time.monotonic(), None, self.pick.randrange(3)
        while True:
            said = self.candidates.next(PATIENCE if deadline is None else max(0.0, deadline - time.monotonic()))
            if said is None:
                assert deadline is not None, "the candidate hangs"
                os.kill(child, signal.SIGKILL)
                deadline = None
                wanted = ""
                continue
            if said[0] == "ended":
                break
            if said[0] == "at":
                assert int(said[1]) >= reached, "a turn that was confirmed is gone"
                reached = int(said[1])
                if told[-1] in self.took:
                    self.took[told[-1]].append(time.monotonic() - since)
            if said[0] != "judged" or told[-1] != "judged":
                told.append(said[0])
            since = time.monotonic() if said[0] in self.took else since
            if wanted == "birth" and said[0] == "begun":
                deadline, wanted = time.monotonic() + self.pick.uniform(0, BIRTH), ""
            if deadline is None and said[0] == wanted:
                if wanted in ("sent", "judged") and skip:
                    skip -= 1
                else:
                    usual = 0.004 if wanted == "judged" else 1.2 * statistics.median(self.took[wanted][-50:])
                    deadline = time.monotonic() + self.pick.uniform(0, usual)
        assert said[1] in ("0", str(-signal.SIGKILL)), "the interview could not go on"
        if said[1] != "0":
            self.moments[self._where(home, told)] += 1
        return said[1] == "0", reached

    def lacking(self):
        """The aims that were not met often enough yet."""
        return [aim for aim, (moment, least) in AIMS.items() if self.moments[moment] < least]

    def through(self):
        """All kills are done and every aim is met, or twice as many kills did not meet it."""
        return self.moments.total() >= (2 * KILLS if self.lacking() else KILLS)

    def _moment(self, *, first):
        if self.through():
            return ""
        if self.moments.total() >= KILLS:
            return next((aim for aim in self.lacking() if first or aim != "birth"), "")
        if first and self.pick.random() < 0.6:
            return "birth"
        return self.pick.choices(["begun", "sent", "judged", "end"], [3, 8, 5, 1])[0]

    @staticmethod
    def _where(home, told):
        """What was being done when it was killed."""
        try:
            with sqlite3.connect(f"file:{home}/sessions.sqlite?mode=ro", uri=True) as db:
                kept = db.execute("SELECT count(*) FROM checkpoints").fetchone()[0]
        except sqlite3.OperationalError:
            kept = 0
        if not kept:
            return AIMS["birth"][0]
        inside = [what for what in told if what in ("sent", "end", "at", "begun")][-1]
        if inside == "end":
            return AIMS["end"][0]
        return {"begun": "taking it up", "at": "between turns"}.get(
            inside, AIMS["judged" if told[-1] == "judged" else "sent"][0]
        )


def what_is_left(home):
    """The whole interview as it stands on disk, without its times, and what is remembered of the person."""
    from killable import SESSION, door, quick_deps

    from agent.person.memory import Person

    room = door(home, quick_deps())
    state, row = room.state(SESSION), room.store.row(SESSION)
    turns = [(t.number, t.round, t.slot, t.text) for t in state.turns]
    lines = [(line.text, line.move, line.after_turn) for line in state.lines]
    came_in = room.store._read("SELECT prompt FROM inbox ORDER BY prompt", ())
    weak = [(w.id, w.says, w.topic) for w in Person(home).weaknesses()]
    room.store.close()
    return {
        "turns": turns, "lines": lines, "judged": state.judged, "challenges": state.challenges, "claims": state.claims,
        "hints": state.hints, "said": state.said, "came in": [n for (n,) in came_in], "row": (row.status, row.asked, row.result),
        "weak": weak,
    }  # fmt: skip


def test_killed_between_a_step_and_its_checkpoint_the_step_is_not_done_again(room, monkeypatch):
    view = room.start(Brief(round="ml", seed=1))
    put = room.store.saver.put

    def dies(*given):
        if room.deps.judge.calls:
            raise RuntimeError("killed")
        return put(*given)

    with monkeypatch.context() as patched:
        patched.setattr(room.store.saver, "put", dies)
        with pytest.raises(RuntimeError):
            room.answer(
                view.session, "I'd mask the accidental hits in the batch, so that nothing watched is a negative."
            )
    again = Interviews(room.deps, room.store).look(view.session)
    assert (again.prompt, room.deps.judge.calls) == (2, 1)
    assert [line.after_turn for line in room.state(view.session).lines] == [0, 1]


def test_killed_after_its_last_word_an_interview_is_still_listed_as_done(room, monkeypatch):
    view = room.start(Brief(round="ml", seed=1))
    with monkeypatch.context() as patched:
        patched.setattr(room.store, "touch", lambda *_: (_ for _ in ()).throw(RuntimeError("killed")))
        with pytest.raises(RuntimeError):
            room.answer(view.session, wish="end")
    assert room.store.row(view.session).status == "open"
    assert Interviews(room.deps, room.store).look(view.session).over
    assert room.store.row(view.session).status == "done"
    assert room.store.row(view.session).result is not None


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_killed_two_hundred_times_every_interview_ends_like_one_that_never_was(tmp_path, candidates):
    killer = Killer(candidates, random.Random(11))
    seed = 0
    while not killer.through():
        seed += 1
        over, reached = False, 0
        while not over:
            over, reached = killer.play(tmp_path / f"killed-{seed}", seed, reached)
        candidates.begin(tmp_path / f"whole-{seed}", seed)
        while (said := candidates.next(PATIENCE)) and said[0] != "ended":
            pass
        assert said == ["ended", "0"]
        left, whole = what_is_left(tmp_path / f"killed-{seed}"), what_is_left(tmp_path / f"whole-{seed}")
        assert left == whole
        assert left["row"][0] == "done"
        assert [n for n, *_ in left["turns"]] == left["came in"] == list(range(1, len(left["turns"]) + 1))
    print(dict(killer.moments), f"{seed} interviews")
    assert not killer.lacking()
