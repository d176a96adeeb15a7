"""Weak points come back as cards: the weak ones first, at growing distances, and gone when the person says so."""

import json
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest
from fakes import Clock, WordJudge

from agent.errors import PersonError
from agent.person.anki import write_deck
from agent.person.memory import Person, PointSeen
from agent.person.practice import NEW_A_DAY, Practice, judged, suggested
from ui.cli import main

DAY = 86_400.0
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def practice(tmp_path, bank, clock):
    return Practice(tmp_path, bank, clock)


def weak(home: Path, bank, clock, count=1, level=0, session="s1", quote="we used a queue"):
    """Weak points of that many different points of the bank."""
    points = [(q, p) for q in bank.questions.values() for p in q.points][:count]
    seen = [
        PointSeen(question_id=q.id, point_id=p.id, topic=q.topic, round=q.round, says=p.says, level=level, quote=quote)
        for q, p in points
    ]
    Person(home).note(session, clock(), seen)


def test_a_weak_point_is_due_at_once_and_asks_without_giving_it_away(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    (card,) = practice.due()
    assert card.due is None
    assert card.says not in card.ask + card.toward
    assert card.said == "we used a queue"


def test_distances_grow_while_it_is_known_and_shrink_when_it_is_not(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    gaps = []
    for rating in ("good", "good", "good", "again"):
        card = practice.rate(practice.cards()[0], rating)
        gaps.append(card.due - clock())
        clock.now = card.due
    assert gaps[0] >= DAY
    assert gaps[0] < gaps[1] < gaps[2] <= 60 * DAY
    assert gaps[3] <= gaps[1]


def test_nothing_that_was_answered_comes_again_the_same_day(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock, count=3)
    for card in practice.due():
        practice.rate(card, "again")
    assert practice.due() == []
    clock.now += DAY
    assert len(practice.due()) == 3


def test_a_card_due_this_evening_can_be_answered_this_morning(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    due = practice.rate(practice.due()[0], "good").due
    clock.now = due - 6 * 3600 if _hour(due) > 7 else due + 3600
    assert len(practice.due()) == 1


def _hour(at):
    from datetime import datetime

    return datetime.fromtimestamp(at).astimezone().hour


def test_a_bad_loop_does_not_bring_thirty_new_cards_on_one_day(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock, count=30)
    first = practice.due()
    assert len(first) == NEW_A_DAY
    for card in first:
        practice.rate(card, "good")
    assert practice.due() == []
    clock.now += DAY
    assert sum(card.due is None for card in practice.due()) == NEW_A_DAY


def test_a_point_that_fell_back_in_an_interview_is_due_whatever_was_planned(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    for _ in range(3):
        clock.now = practice.rate(practice.cards()[0], "easy").due
    practice.rate(practice.cards()[0], "easy")
    clock.now += 2 * DAY
    assert practice.due() == []
    weak(tmp_path, bank, clock, session="s2")
    assert len(practice.due()) == 1


def test_a_weakness_that_is_corrected_or_forgotten_takes_its_card_along(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock, count=2)
    for card in practice.due():
        practice.rate(card, "good")
    one, other = practice.cards()
    Person(tmp_path).correct(one.weakness, "I said this")
    assert [card.id for card in practice.cards()] == [other.id]
    Person(tmp_path).forget(other.weakness)
    practice.tidy()
    assert other.id not in (tmp_path / "practice.json").read_text()
    with pytest.raises(PersonError, match="forgotten or corrected"):
        practice.rate(other, "good")


def test_a_point_mended_in_interviews_alone_needs_no_card(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    clock.now += DAY
    weak(tmp_path, bank, clock, level=3, session="s2")
    assert practice.cards() == []


def test_a_card_shown_in_two_windows_is_rated_once(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    (card,) = practice.due()
    practice.rate(card, "again")
    with pytest.raises(PersonError, match="rated already"):
        practice.rate(card, "easy")
    assert len(json.loads((tmp_path / "practice.json").read_text())["reviews"]) == 1


def test_windows_that_rate_at_once_lose_nothing(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock, count=8)
    cards = practice.due()
    threads = [threading.Thread(target=practice.rate, args=(card, "good")) for card in cards]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(json.loads((tmp_path / "practice.json").read_text())["cards"]) == 8


def test_a_damaged_schedule_is_told_and_left_as_it_is(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    (tmp_path / "practice.json").write_text('{"format": 1, "cards"')
    with pytest.raises(PersonError, match="damaged"):
        practice.due()
    (tmp_path / "practice.json").write_text('{"format": 9, "cards": {}, "reviews": []}')
    with pytest.raises(PersonError, match="newer Sparring"):
        practice.due()


def test_the_judge_suggests_and_never_claims_that_it_was_easy(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    (card,) = practice.due()
    judge = WordJudge(made={card.id.split("/")[1]: "session"})
    assert suggested(judged(card, "mask the session", judge)) == "good"
    assert suggested(judged(card, "no idea", judge)) == "again"
    assert suggested(judged(card, "x", judge).model_copy(update={"level": None})) is None


def test_what_a_rating_promises_is_what_comes(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock)
    (card,) = practice.due()
    promised = practice.previews(card)
    assert promised["again"] <= promised["hard"] <= promised["good"] <= promised["easy"]
    assert round((practice.rate(card, "good").due - clock()) / DAY) == promised["good"]


def test_the_standing_counts_what_is_ahead(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock, count=3)
    for card, rating in zip(practice.due(), ("again", "good", "easy"), strict=True):
        practice.rate(card, rating)
    standing = practice.standing()
    assert (standing.due, standing.cards, standing.reviewed_today) == (0, 3, 3)
    assert standing.kept == pytest.approx(2 / 3)
    assert standing.by_day[0][1] == 0
    assert sum(n for _, n in standing.by_day) == 3


def notes(deck: Path, tmp_path: Path) -> list[tuple[str, str]]:
    with zipfile.ZipFile(deck) as packed:
        packed.extract("collection.anki2", tmp_path)
    db = sqlite3.connect(tmp_path / "collection.anki2")
    rows = db.execute("SELECT guid, flds FROM notes ORDER BY guid").fetchall()
    db.close()
    return rows


def test_importing_a_later_deck_updates_the_notes_and_doubles_none(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock, count=3)
    assert write_deck(practice.cards(), tmp_path / "a.apkg", clock()) == 3
    clock.now += DAY
    weak(tmp_path, bank, clock, session="s2", quote="something else")
    write_deck(practice.cards(), tmp_path / "b.apkg", clock())
    before, after = notes(tmp_path / "a.apkg", tmp_path), notes(tmp_path / "b.apkg", tmp_path)
    assert [guid for guid, _ in before] == [guid for guid, _ in after]
    assert sum("something else" in fields for _, fields in after) == 1


def test_words_of_the_candidate_are_no_markup_in_a_deck(tmp_path, bank, clock, practice):
    weak(tmp_path, bank, clock, quote=EVIL)
    write_deck(practice.cards(), tmp_path / "a.apkg", clock())
    ((_, fields),) = notes(tmp_path / "a.apkg", tmp_path)
    assert "<script" not in fields
    assert "&lt;script&gt;" in fields


def test_the_command_says_what_is_due_and_writes_the_deck(tmp_path, bank, clock, capsys, monkeypatch):
    monkeypatch.setenv("SPARRING_HOME", str(tmp_path))
    assert main(["practice"]) == 0
    assert "sparring interview" in capsys.readouterr().out
    assert main(["practice", "--anki", str(tmp_path / "none.apkg")]) == 1
    weak(tmp_path, bank, clock, count=2)
    capsys.readouterr()
    assert main(["practice", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["due"]) == 2
    assert main(["practice", "--anki", str(tmp_path / "deck.apkg")]) == 0
    assert len(notes(tmp_path / "deck.apkg", tmp_path)) == 2


def test_an_answer_in_the_terminal_is_judged_shown_and_scheduled(tmp_path, bank, clock, capsys, monkeypatch):
    from ui.commands import practice as command

    weak(tmp_path, bank, clock, count=2)
    cards = Practice(tmp_path, bank, clock)
    one, other = cards.due()
    said = iter(["mask the session", "", "what", "", "/skip"])
    monkeypatch.setattr("builtins.input", lambda _: next(said))
    command._talk(cards, [one, other], WordJudge(made={one.id.split("/")[1]: "session"}))
    shown = capsys.readouterr().out
    assert 'Made plainly, in "session"' in shown
    assert "The point:" in shown
    assert [card.id for card in cards.due()] == [other.id]


def test_forgetting_all_forgets_the_schedule(tmp_path, bank, clock, practice, monkeypatch, capsys):
    monkeypatch.setenv("SPARRING_HOME", str(tmp_path))
    weak(tmp_path, bank, clock)
    card = practice.due()[0]
    practice.rate(card, "good")
    assert main(["person", "forget-all", "--yes"]) == 0
    assert card.id not in (tmp_path / "practice.json").read_text()
    assert "forgotten" in capsys.readouterr().out
