"""What is remembered of a person is theirs: it is right, it survives, and it goes when they say so."""

import io
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import yaml
from helpers import ROOT

from agent.errors import PersonError
from agent.person.memory import SAME, Person, PointSeen
from ui.cli import main

FIXTURE = Path(__file__).parent / "fixtures" / "same_weakness.yaml"
DAY = 86_400.0
NOON = 1_789_992_000.0
AXES = {"seconds favour long videos": (1, 0, 0), "length is rewarded": (0.8, 0.6, 0), "masks the pads": (0, 0, 1)}


def embed(texts: list[str]) -> np.ndarray:
    """Meaning in three dimensions: the first two sentences are near, the third is far."""
    return np.array([AXES[text] for text in texts], dtype=np.float32)


def point(
    question="reco.a",
    point="p",
    level: int | None = 0,
    says="seconds favour long videos",
    quote="",
    topic="recommender-modeling",
):
    return PointSeen(question_id=question, point_id=point, topic=topic, round="ml", says=says, level=level, quote=quote)


def noted(home: Path, *levels: int | None, **fields) -> Person:
    """One session a day, each seeing the same point at the next level."""
    person = Person(home, embed)
    for i, level in enumerate(levels):
        person.note(f"s{i}", NOON + i * DAY, [point(level=level, quote=f"words {i}", **fields)])
    return person


def only(person: Person):
    (weakness,) = person.weaknesses()
    return weakness


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        ((0,), "open"),
        ((1, 0), "open"),
        ((0, None), "open"),
        ((0, 2), "improved"),
        ((1, 3, 2), "improved"),
        ((0, 2, 1), "regressed"),
        ((0, 2, 1, 0), "regressed"),
        ((0, 2, 1, 3), "improved"),
        ((3, 0), "open"),
    ],
)
def test_a_weakness_follows_what_the_sessions_saw(tmp_path, levels, status):
    assert only(noted(tmp_path, *levels)).status == status


def test_a_point_well_answered_is_no_weakness_and_its_words_are_not_kept(tmp_path):
    assert noted(tmp_path, 2, 3).weaknesses() == []
    assert b"words" not in (tmp_path / "person.sqlite").read_bytes()


def test_the_quote_that_shows_the_change_comes_with_it(tmp_path):
    person = noted(tmp_path, 0)
    (change,) = person.note("later", NOON + 5 * DAY, [point(level=3, quote="I'd divide by length")])
    assert (change.kind, change.quote) == ("improved", "I'd divide by length")
    assert [(s, q) for s, _, q in change.weakness.quotes] == [("s0", "words 0"), ("later", "I'd divide by length")]
    assert change.weakness.quotes[0][1] == "2026-09-21"
    assert (change.weakness.first_level, change.weakness.last_level, change.weakness.seen) == (0, 3, 2)


def test_every_change_is_told_once(tmp_path):
    person = Person(tmp_path)
    told = [
        [c.kind for c in person.note(f"s{i}", NOON + i, [point(level=level)])]
        for i, level in enumerate([1, 0, 2, 3, 1])
    ]
    assert told == [["new"], ["again"], ["improved"], [], ["regressed"]]


def test_unscored_changes_nothing_not_even_a_file(tmp_path):
    person = Person(tmp_path)
    assert person.note("s", NOON, [point(level=None)]) == []
    assert list(tmp_path.iterdir()) == []


def test_looking_makes_no_file(tmp_path):
    person = Person(tmp_path)
    assert (person.weaknesses(), person.weak_topics()) == ([], {})
    person.drop_session("s")
    assert person.forget_all() == 0
    assert list(tmp_path.iterdir()) == []


def test_noting_a_session_twice_changes_nothing(tmp_path):
    person = noted(tmp_path, 0, 2)
    before = person.weaknesses()
    assert person.note("s0", NOON + 9 * DAY, [point(level=0)]) == []
    assert person.weaknesses() == before


def test_a_session_noted_late_counts_at_its_own_time(tmp_path):
    person = noted(tmp_path, 0)
    person.note("today", NOON + 9 * DAY, [point(level=3)])
    person.note("last week", NOON + 2 * DAY, [point(level=1)])
    assert only(person).status == "improved"
    assert only(person).last_session == "today"


def test_the_same_weakness_in_another_question_is_known_by_its_meaning(tmp_path):
    person = noted(tmp_path, 0)
    (change,) = person.note("b", NOON + DAY, [point("design.b", "q", 2, "length is rewarded", "by length, no")])
    assert change.kind == "improved"
    (change,) = person.note("c", NOON + 2 * DAY, [point("attn.c", "r", 0, "masks the pads", topic="attention")])
    assert change.kind == "new"
    assert len(person.weaknesses()) == 2


def test_what_was_joined_by_meaning_is_then_known_by_its_ids(tmp_path):
    person = noted(tmp_path, 0)
    person.note("b", NOON + DAY, [point("design.b", "q", 1, "length is rewarded")])
    Person(tmp_path).note("c", NOON + 2 * DAY, [point("design.b", "q", 3, "reworded since")])
    assert only(person).status == "improved"


def test_two_points_of_one_question_stay_two(tmp_path):
    person = Person(tmp_path, embed)
    person.note("s", NOON, [point(), point(point="q", says="length is rewarded")])
    assert [w.point_id for w in person.weaknesses()] == ["p", "q"]
    person.note("t", NOON + DAY, [point("design.b"), point("design.b", "q", says="length is rewarded")])
    assert [w.seen for w in person.weaknesses()] == [2, 2]


def test_topics_that_need_work_weigh_and_mended_ones_do_not(tmp_path):
    person = Person(tmp_path)
    seen = [point(), point("attn.b", level=1, topic="attention"), point("stats.c", topic="statistics")]
    person.note("s", NOON, seen)
    person.note("t", NOON + 1, [point("stats.c", level=2, topic="statistics")])
    assert person.weak_topics() == {"recommender-modeling": pytest.approx(2 / 3), "attention": pytest.approx(1 / 3)}
    person.note("u", NOON + 2, [point("stats.c", level=0, topic="statistics")])
    assert next(iter(person.weak_topics())) == "statistics"  # a point that fell back comes first


def test_what_the_user_corrects_steers_nothing_and_stays_corrected(tmp_path):
    person = noted(tmp_path, 0)
    assert person.correct(1, " I said that, the microphone failed ").note == "I said that, the microphone failed"
    assert person.weak_topics() == {}
    assert person.note("later", NOON + 5 * DAY, [point(level=0)]) == []
    assert only(person).status == "corrected"
    with pytest.raises(PersonError, match="no weakness 7"):
        person.correct(7, "wrong")
    with pytest.raises(PersonError, match="what is wrong"):
        person.correct(1, " ")


def test_what_is_forgotten_does_not_come_back_with_its_session(tmp_path):
    person = noted(tmp_path, 0)
    person.forget(1)
    person.note("s0", NOON, [point(level=0)])
    assert person.weaknesses() == []
    person.note("new", NOON + DAY, [point(level=0)])
    assert only(person).id == 2
    with pytest.raises(PersonError, match="no weakness 1"):
        person.forget(1)


def test_a_dropped_session_leaves_nothing_that_only_it_held(tmp_path):
    person = noted(tmp_path, 0, 2)
    person.note("s1", NOON + DAY, [point("attn.b", says="masks the pads")])
    person.drop_session("s1")
    assert only(person).status == "open"
    person.drop_session("s0")
    assert person.weaknesses() == []


def test_a_weakness_whose_only_weak_sight_is_dropped_is_gone(tmp_path):
    person = noted(tmp_path, 0, 3)
    person.drop_session("s0")
    assert person.weaknesses() == []


@pytest.mark.parametrize("way", ["forget", "forget_all", "drop_session"])
def test_deleted_words_are_off_the_disk(tmp_path, way):
    person = Person(tmp_path)
    person.note("s", NOON, [point(quote="the secret number is forty-two")])
    if way == "forget":
        person.forget(1)
    elif way == "forget_all":
        assert person.forget_all() == 1
    else:
        person.drop_session("s")
    assert not any(b"secret number" in path.read_bytes() for path in tmp_path.iterdir())
    assert person.weaknesses() == []


def test_meaning_joins_no_pair_that_a_reader_keeps_apart(embedder, bank):
    judged = yaml.safe_load(FIXTURE.read_text(encoding="utf-8"))
    says = {f"{q.id}/{p.id}": p.says for q in bank.questions.values() for p in q.points}
    near = {
        kind: [float(np.dot(*embedder.many([says[a], says[b]]))) for a, b in judged[kind]]
        for kind in ("same", "different")
    }
    assert max(near["different"]) < SAME
    assert sum(value >= SAME for value in near["same"]) >= 2
    reworded = judged["reworded"]
    scores = embedder.many(list(reworded.values())) @ embedder.many([says[key] for key in reworded]).T
    assert sum(np.diag(scores) >= SAME) >= 8
    across = [
        scores[i, j]
        for i, a in enumerate(reworded)
        for j, b in enumerate(reworded)
        if a.split("/")[0] != b.split("/")[0]
    ]
    assert max(across) < SAME


CHILD = """
import sys
from pathlib import Path
from agent.person.memory import Person, PointSeen
home, name, first, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
person = Person(home, patience=60)
print("ready", flush=True)
sys.stdin.readline()
for n in range(first, last):
    person.note(f"{name}{n}", float(n), [
        PointSeen(question_id="q.shared", point_id=f"p{i}", topic="attention", round="ml", says=f"says {i}", level=n % 2, quote="w" * 200)
        for i in range(5)
    ])
"""


def writer(home: Path, name: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(home), name, str(first), str(last)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    return child


def test_two_processes_that_write_at_once_lose_nothing(tmp_path):
    children = [writer(tmp_path, name, 0, 15) for name in "ab"]
    for child in children:
        child.communicate("go\n", timeout=60)
        assert child.returncode == 0
    weaknesses = Person(tmp_path).weaknesses()
    assert [w.seen for w in weaknesses] == [30] * 5


def test_a_kill_in_the_middle_of_a_write_leaves_whole_sessions(tmp_path):
    draw = random.Random(3)
    first = 0
    for _ in range(4):
        with writer(tmp_path, "s", first, 100_000) as child:
            assert child.stdin
            child.stdin.write("go\n")
            child.stdin.flush()
            time.sleep(draw.uniform(0.02, 0.12))
            child.kill()
        seen = {w.seen for w in Person(tmp_path).weaknesses()}
        assert len(seen) <= 1  # each session is there with all of its five points, or not at all
        first = max(seen, default=0)
        with sqlite3.connect(tmp_path / "person.sqlite") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()
    assert first > 0
    assert Person(tmp_path).note("after", 1e6, [point("q.shared", "p0", 1)])


def test_a_locked_file_is_told_and_can_still_be_read(tmp_path):
    person = noted(tmp_path, 0)
    other = sqlite3.connect(tmp_path / "person.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(PersonError, match="in use by another program"):
        Person(tmp_path, patience=0.05).note("t", NOON, [point(level=3)])
    assert only(person).status == "open"
    other.close()
    assert person.note("t", NOON + DAY, [point(level=3)])


@pytest.mark.parametrize("damage", ["not a database at all, just words " * 40, "cut"])
def test_a_damaged_file_is_told_and_forget_all_starts_anew(tmp_path, damage):
    path = tmp_path / "person.sqlite"
    noted(tmp_path, *[0] * 12)
    path.write_bytes(path.read_bytes()[:6000] if damage == "cut" else damage.encode())
    with pytest.raises(PersonError, match=r"damaged .*forget-all"):
        Person(tmp_path).note("t", NOON, [point("b.b")])
    person = Person(tmp_path)
    person.forget_all()
    assert person.note("t", NOON, [point()])


def test_a_file_of_another_program_or_of_a_newer_sparring_is_left_alone(tmp_path):
    path = tmp_path / "person.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE holidays (day TEXT)")
    db.close()
    for version, told in ((0, "not of Sparring"), (99, "newer Sparring")):
        with sqlite3.connect(path) as db:
            db.execute(f"PRAGMA user_version = {version}")
        db.close()
        with pytest.raises(PersonError, match=told):
            Person(tmp_path).forget_all()
        assert path.exists()


def test_the_person_sees_corrects_and_deletes_from_the_command_line(tmp_path, monkeypatch, capsys):
    def run(*arguments: str, typed: str = "") -> tuple[int, str]:
        monkeypatch.setenv("SPARRING_HOME", str(tmp_path))
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["person", *arguments])
        told = capsys.readouterr()
        return code, told.out + told.err

    noted(tmp_path, 0, 2)
    code, listed = run("list")
    assert code == 0
    assert "improved" in listed
    assert "“words 1”" in listed
    assert run("correct", "1", "not so")[0] == 0
    assert json.loads(run("list", "--json")[1])[0]["status"] == "corrected"
    for typed in ("no\n", ""):
        code, told = run("forget-all", typed=typed)
        assert (code, len(Person(tmp_path).weaknesses())) == (1, 1)
        assert "Nothing was forgotten" in told
    assert run("forget-all", typed="yes\n")[0] == 0
    assert Person(tmp_path).weaknesses() == []
    assert "Nothing is remembered" in run("list")[1]
    code, told = run("forget", "1")
    assert (code, "There is no weakness 1" in told) == (1, True)


@pytest.mark.skipif(not shutil.which("bwrap"), reason="needs bubblewrap to make a read-only system")
def test_a_read_only_memory_is_told_in_words(tmp_path):
    noted(tmp_path, 0)
    bwrap = [
        "bwrap",
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--setenv",
        "SPARRING_HOME",
        str(tmp_path),
    ]
    command = [*bwrap, sys.executable, "-m", "ui.cli", "person", "forget", "1"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 1
    assert "person.sqlite cannot be used" in done.stderr
    assert "SPARRING_HOME" in done.stderr
