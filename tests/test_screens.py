"""Review, Practice, Progress, Evals and Bank: each person's own, all of it escaped, nothing reachable by a trick."""

import dataclasses
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from fakes import Clock, WordJudge
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from agent.person.memory import Person, PointSeen
from agent.person.practice import Practice
from agent.state import Brief
from evals.runner import Runner, finished
from evals.suite import SuiteError
from ui.web import bank, evals, practice, progress, review
from ui.web.app import _in_words
from ui.web.doors import Doors
from ui.web.owners import HERE, Owner

EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" &amp;'
MARKUP = ("<script", "<img", "onerror=alert(2)>")


@pytest.fixture
def doors(tmp_path, deps):
    return Doors(tmp_path, deps=dataclasses.replace(deps, judge=WordJudge(), clock=Clock()))


@pytest.fixture
def app(doors):
    """The screens' routes alone; who asks is told by a header here, by the guard in the app."""
    app = FastAPI()
    for screen in (review, practice, progress, evals, bank):
        app.include_router(screen.routes(doors))
    _in_words(app)

    @app.middleware("http")
    async def who(request: Request, go_on):
        name = request.headers.get("who", HERE)
        request.state.owner = Owner(name, "", doors.home if name == HERE else doors.home / "owners" / name)
        return await go_on(request)

    yield app
    doors.close()


@pytest.fixture
def here(app):
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def other(app):
    return TestClient(app, raise_server_exceptions=False, headers={"who": "somebody-else"})


def room_of(doors):
    return doors.begin(Owner(HERE, "", doors.home))


def interview(doors, *, answer=EVIL, over=True, **brief) -> str:
    room = room_of(doors)
    view = room.start(Brief(**{"round": "ml", "minutes": 20, "seed": 1, **brief}))
    view = room.answer(view.session, answer, prompt=view.prompt)
    if over:
        room.answer(view.session, prompt=view.prompt, wish="end")
    return view.session


def safe(html: str) -> bool:
    return not any(mark in html for mark in MARKUP)


def html(client, path) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["html"]


def test_an_empty_home_says_what_to_do_on_every_screen(here):
    assert "Start an interview" in html(here, "/api/review")
    assert "Start an interview" in html(here, "/api/practice")
    assert "Start an interview" in html(here, "/api/progress")
    assert "No runs yet" in html(here, "/api/evals")
    assert "None yet" in html(here, "/api/own")


def test_a_review_shows_every_answer_and_runs_none_of_it(doors, here):
    session = interview(doors, questions=(EVIL + " How do you measure it?",), job=EVIL)
    assert session in html(here, "/api/review")
    shown = html(here, f"/api/review/{session}")
    assert safe(shown)
    assert "&lt;script&gt;alert(1)" in shown
    assert "Answer that again" in shown


def test_an_interview_that_runs_gives_no_answer_away(doors, here):
    session = interview(doors, over=False)
    shown = html(here, f"/api/review/{session}")
    assert "not over" in shown
    state = room_of(doors).state(session)
    question = doors.deps().bank.questions[state.plan[0].slots[0].id]
    assert not any(point.says[:30] in shown for point in question.points)


def test_nobody_elses_session_can_be_read_taken_judged_branched_or_deleted(doors, here, other):
    session = interview(doors)
    assert session not in html(other, "/api/review")
    tries = [
        other.get(f"/api/review/{session}"),
        other.get(f"/api/sessions/{session}/export.pdf"),
        other.get(f"/api/sessions/{session}/sound/1"),
        other.post(f"/api/sessions/{session}/again", json={"turn": 1}),
        other.post(f"/api/sessions/{session}/rescore", json={}),
        other.delete(f"/api/sessions/{session}"),
    ]
    assert [answer.status_code for answer in tries] == [404] * 6
    assert session in html(here, "/api/review")


def test_the_sound_of_an_answer_is_heard_again_where_it_was_kept_and_gone_with_the_session(doors, here):
    session = interview(doors)
    assert "audio" not in html(here, f"/api/review/{session}")
    assert "No sound of answer 1 was kept" in here.get(f"/api/sessions/{session}/sound/1").text
    room = room_of(doors)
    session = room.start(Brief(round="ml", questions=("reco.inbatch-false-negatives",), channel="voice")).session
    folder = room.store.recordings / session
    folder.mkdir(parents=True)
    (folder / "001.wav").write_bytes(b"RIFF sound")
    room.answer(session, "I would mask them.", kind="voice", audio="001.wav")
    room.answer(session, wish="end")
    address = f"/api/sessions/{session}/sound/1"
    assert html(here, f"/api/review/{session}").count(f'src="{address}"') == 1
    assert here.get(address).content == b"RIFF sound"
    assert here.get(f"/api/sessions/{session}/sound/2").status_code == 404
    here.delete(f"/api/sessions/{session}")
    assert here.get(address).status_code == 404
    assert not folder.exists()


@pytest.mark.parametrize(
    ("form", "begins"), [("md", b"# Scorecard"), ("json", b"{"), ("html", b"<!doctype html>"), ("pdf", b"%PDF")]
)
def test_a_session_is_taken_away_as_a_file_never_shown_as_a_page(doors, here, form, begins):
    session = interview(doors)
    got = here.get(f"/api/sessions/{session}/export.{form}")
    assert got.content.startswith(begins)
    assert got.headers["content-disposition"] == f'attachment; filename="sparring-{session}.{form}"'


@pytest.mark.parametrize("path", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "x", "%00", "<script>"])
def test_a_made_up_session_leads_nowhere(here, path):
    assert here.get(f"/api/sessions/{quote(path, safe='%')}/export.html").status_code in (404, 422)


def test_a_format_that_is_none_is_refused(doors, here):
    assert here.get(f"/api/sessions/{interview(doors)}/export.exe").status_code == 422


def test_an_answer_can_be_given_again_without_touching_the_first(doors, here):
    session = interview(doors)
    again = here.post(f"/api/sessions/{session}/again", json={"turn": 1}).json()["session"]
    assert again != session
    assert room_of(doors).look(again).prompt == 1
    assert len(room_of(doors).state(session).turns) == 2
    assert here.post(f"/api/sessions/{session}/again", json={"turn": 9}).status_code == 404


def test_judging_again_shows_both_and_keeps_the_first(doors, here):
    session = interview(doors)
    before = room_of(doors).scorecard(session)
    told = here.post(f"/api/sessions/{session}/rescore", json={"judge": "none"}).json()
    assert told["after"]["contract"] == before.contract
    assert "Judged again" in told["html"]
    assert room_of(doors).scorecard(session) == before
    assert here.post(f"/api/sessions/{session}/rescore", json={"judge": "openai"}).status_code == 422


def test_deleting_a_session_deletes_what_was_remembered_of_it(doors, here):
    session = interview(doors)
    assert Person(doors.home).weaknesses()
    assert here.delete(f"/api/sessions/{session}").status_code == 200
    assert Person(doors.home).weaknesses() == []
    assert here.get(f"/api/review/{session}").status_code == 404


def weak(home: Path, deps, count=1, quote=EVIL):
    points = [(q, p) for q in deps.bank.questions.values() for p in q.points][:count]
    seen = [
        PointSeen(question_id=q.id, point_id=p.id, topic=q.topic, round=q.round, says=p.says, level=0, quote=quote)
        for q, p in points
    ]
    Person(home).note("s1", 1_760_000_000.0, seen)


def test_a_card_is_shown_answered_rated_and_gone_for_today(doors, deps, here):
    weak(doors.home, deps)
    (card,) = Practice(doors.home, deps.bank).due()
    front = html(here, "/api/practice")
    assert card.ask[:20] in front
    assert card.says not in front
    back = here.post("/api/practice/judge", json={"card": card.id, "answer": EVIL}).json()["html"]
    assert card.says.split("'")[0][:20] in back
    assert safe(back)
    rated = {"card": card.id, "reviews": 0, "rating": "good"}
    assert here.post("/api/practice/rate", json=rated).json()["due"] > 0
    assert "rated already" in here.post("/api/practice/rate", json=rated).json()["error"]
    assert "Done for today" in html(here, "/api/practice")


def test_a_card_put_off_comes_after_the_others(doors, deps, here):
    weak(doors.home, deps, count=2)
    one, two = Practice(doors.home, deps.bank).due()
    assert f'data-card="{one.id}"' in html(here, "/api/practice")
    assert f'data-card="{two.id}"' in html(here, f"/api/practice?skip={quote(one.id)}")
    assert 'data-card="' in html(here, f"/api/practice?skip={quote(one.id)}&skip={quote(two.id)}")


def test_cards_and_progress_are_each_persons_own(doors, deps, here, other):
    weak(doors.home, deps)
    (card,) = Practice(doors.home, deps.bank).due()
    assert "No cards yet" in html(other, "/api/practice")
    assert other.post("/api/practice/rate", json={"card": card.id, "reviews": 0, "rating": "easy"}).status_code == 422
    assert other.post("/api/practice/wrong", json={"weakness": card.weakness}).status_code == 422
    assert other.post("/api/person/forget", json={"weakness": card.weakness}).status_code == 422
    assert len(Practice(doors.home, deps.bank).due()) == 1
    assert here.get("/api/practice/deck.apkg").content.startswith(b"PK")


def test_a_weak_point_that_is_none_goes_and_progress_says_so(doors, deps, here):
    weak(doors.home, deps)
    (card,) = Practice(doors.home, deps.bank).due()
    assert safe(html(here, "/api/progress"))
    here.post("/api/practice/wrong", json={"weakness": card.weakness})
    assert "No cards yet" in html(here, "/api/practice")
    assert "marked as wrong" in html(here, "/api/progress")
    here.post("/api/person/forget", json={"weakness": card.weakness})
    assert "Nothing to show yet" in html(here, "/api/progress")


def test_scores_of_two_judges_are_no_trend(doors, here):
    for _ in range(2):
        doors.deps().clock.now += 100
        interview(doors)
    assert html(here, "/api/progress").count("sp-trend") == 1
    doors.deps().judge.version = "2"
    doors.deps().clock.now += 100
    interview(doors)
    assert html(here, "/api/progress").count("sp-trend") == 1


def test_the_bank_is_searched_by_meaning_and_filtered(here):
    found = html(here, "/api/bank?text=" + quote("in-batch negatives that are really positives"))
    assert "best first" in found
    assert found.index("reco.inbatch-false-negatives") < 800
    only = html(here, "/api/bank?topic=statistics&level=2-2")
    assert "stats." in only
    assert "reco." not in only
    assert "Nothing fits" in html(here, "/api/bank?topic=nonsense")
    assert here.get("/api/bank?text=" + "x" * 500).status_code == 422


def test_a_question_is_read_with_its_answers_folded(here, bank):
    question = bank.questions["reco.inbatch-false-negatives"]
    shown = html(here, f"/api/bank/{question.id}")
    ahead, _, _ = shown.partition("<details>")
    assert question.points[0].says[:20] not in ahead
    assert "<details open" not in shown
    assert here.get("/api/bank/no.such").status_code == 422


def test_ones_own_question_is_kept_escaped_and_taken_out(here, other):
    ident = here.post("/api/own", json={"text": f"{EVIL} How would you shard it?"}).json()["id"]
    assert here.post("/api/own", json={"text": f"{EVIL}  How would you shard it?"}).json()["id"] == ident
    shown = html(here, "/api/own")
    assert safe(shown)
    assert shown.count("How would you shard it?") == 2
    assert "shard" not in html(other, "/api/own")
    assert here.post("/api/own", json={"text": "why?"}).status_code == 422
    here.post("/api/own/remove", json={"name": ident})
    assert "None yet" in html(here, "/api/own")


def upload(client, name, data):
    return client.post(f"/api/documents/upload?name={quote(name, safe='')}", content=data)


def test_a_document_is_taken_in_found_by_its_owner_alone_and_removed(doors, here, other):
    text = f"# Cache\n\nThe feature cache {EVIL} is invalidated by version stamps.\n"
    assert upload(here, "notes <b>.md", text).json() == {"name": "notes _b_.md", "passages": 1}
    found = html(here, "/api/documents?text=feature+cache")
    assert "version stamps" in found
    assert safe(found)
    assert "Nothing found" in html(other, "/api/documents?text=feature+cache")
    here.post("/api/documents/remove", json={"name": "notes _b_.md"})
    assert "Nothing found" in html(here, "/api/documents?text=feature+cache")
    assert list((doors.home / "documents").iterdir()) == []


def bomb() -> bytes:
    """An archive of a hundred kilobytes that unpacks to more than a hundred megabytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range(101):
            part.write(bytes(1_000_000))
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "not a kind"),
        ("a.pdf", b"<html>", "not what its name says"),
        ("a.docx", b"%PDF-1.7", "not what its name says"),
        ("a.docx", b"PK\x03\x04 cut off", "cannot be unpacked"),
        ("a.docx", bomb(), "would unpack to more than 100 MB"),
        ("a.md", b"text\0more", "not what its name says"),
        ("a.md", b"", "empty"),
        ("a.md", b"\xff\xfe\xff", "UTF-8"),
        (".htaccess", b"x", "not a kind"),
        ("///", b"x", "no usable name"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing(doors, here, name, data, said):
    refused = upload(here, name, data)
    assert refused.status_code == 422
    assert said in refused.json()["error"]
    assert str(doors.home) not in refused.json()["error"]
    folder = doors.home / "documents"
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["../../outside.md", "..\\outside.md", "/etc/outside.md", "a/../../outside.md"])
def test_an_uploads_name_leads_out_of_no_folder(doors, here, name):
    assert upload(here, name, b"Some words of a note.").json()["name"] == "outside.md"
    assert [p.name for p in (doors.home / "documents").iterdir()] == ["outside.md"]


def test_a_document_that_cannot_be_read_leaves_the_one_before(doors, here):
    upload(here, "a.md", b"The first words of it.")
    assert upload(here, "a.md", b"\xff\xff").status_code == 422
    assert "first words" in html(here, "/api/documents?text=first+words")


def run_on_disk(home: Path, name: str, score: float, suite="ladder") -> Path:
    folder = home / "evals" / name
    folder.mkdir(parents=True)
    figure = {"value": score, "low": score - 0.1, "high": score + 0.1, "n": 20, "groups": 4}
    held = {
        "suite": suite, "title": f"The ladder {EVIL}", "about": EVIL, "setting": {"items": 20},
        "figures": {"pairs in order": figure, EVIL: figure}, "thresholds": [{"figure": "pairs in order", "bound": "≥ 0.5", "met": True}],
        "scores": {f"i{n}": score for n in range(8)}, "groups": {f"i{n}": f"g{n % 4}" for n in range(8)},
    }  # fmt: skip
    (folder / "summary.json").write_text(json.dumps(held))
    (folder / "report.html").write_text("<script>alert(1)</script>")
    return folder


def test_two_runs_are_compared_and_a_report_is_opened_sealed(doors, here):
    run_on_disk(doors.home, "2026-01-01-ladder", 0.5)
    run_on_disk(doors.home, "2026-01-02-ladder", 0.7)
    listed = html(here, "/api/evals")
    assert safe(listed)
    assert listed.index("2026-01-02") < listed.index("2026-01-01")
    compared = html(here, "/api/evals/compare?a=2026-01-01-ladder&b=2026-01-02-ladder")
    assert "Mean change +0.200" in compared
    assert safe(compared)
    report = here.get("/api/evals/report?run=2026-01-01-ladder")
    assert report.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "one run twice" in here.get("/api/evals/compare?a=2026-01-01-ladder&b=2026-01-01-ladder").json()["error"]


@pytest.mark.parametrize("run", ["..", "../..", "2026-01-01-ladder/..", "/etc", ""])
def test_a_run_that_is_not_listed_cannot_be_opened(doors, here, run):
    run_on_disk(doors.home, "2026-01-01-ladder", 0.5)
    assert here.get("/api/evals/report", params={"run": run}).status_code == 422


def test_evals_are_for_whoever_runs_the_server(doors, other):
    run_on_disk(doors.home, "2026-01-01-ladder", 0.5)
    for answer in (
        other.get("/api/evals"),
        other.get("/api/evals/state"),
        other.get("/api/evals/report?run=2026-01-01-ladder"),
        other.post("/api/evals/start", json={"suite": "ladder"}),
        other.post("/api/evals/stop"),
    ):
        assert answer.status_code == 422
        assert "whoever runs this server" in answer.json()["error"]


def test_a_run_can_be_stopped_and_leaves_nothing_behind(tmp_path):
    runner = Runner(tmp_path)
    at = runner.start("ladder", 5)
    assert not at.over
    with pytest.raises(SuiteError, match="at work"):
        runner.start("ladder", 5)
    runner.stop()
    assert runner.look().over
    assert runner.look().trouble == "It was stopped."
    assert list((tmp_path / "evals").iterdir()) == []


def test_a_run_that_fails_says_why(here, tmp_path, monkeypatch):
    monkeypatch.setattr("evals.runner.sys.executable", "/bin/false")
    runner = Runner(tmp_path)
    runner.start("ladder", 5)
    runner._process.wait()
    assert "without a report" in runner.look().trouble
    assert here.post("/api/evals/start", json={"suite": "no-such"}).status_code == 422


@pytest.mark.slow
def test_a_small_run_ends_with_a_report(fresh_home):
    runner = Runner(fresh_home)
    runner.start("ladder", 20)
    assert runner._process.wait(timeout=240) == 0
    at = runner.look()
    assert (at.done, at.total, at.over, at.trouble) == (20, 20, True, "")
    assert (finished(fresh_home)[0] / "report.html").exists()
