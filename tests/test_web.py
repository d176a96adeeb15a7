"""The web app's REST surface, and who may see what: each person's interviews are theirs alone."""

import pytest
from webapp import PAGE, app_over, begun, person

from agent.interview import MAX_CHARACTERS


@pytest.fixture
def ada(web):
    return person(web)


def test_an_interview_is_held_over_rest_from_start_to_scorecard(ada):
    view = begun(ada, mode="coach")
    assert view["prompt"] == 1
    assert view["lines"][0]["kind"] == "ask"
    assert [part["now"] for part in view["plan"]] == [True]
    given = {
        "session": view["session"],
        "prompt": 1,
        "text": "A two-tower model, since it serves in 5 ms.",
        "seconds": 40,
    }
    after = ada.post("/api/answer", json=given).json()
    assert after["prompt"] == 2
    ended = ada.post("/api/answer", json={"session": view["session"], "prompt": 2, "wish": "end"}).json()
    assert ended["over"]
    card = ada.get("/api/scorecard", params={"session": view["session"]}).json()
    assert card["rounds"][0]["questions"][0]["seconds"] == 40
    assert ada.get("/api/sessions").json()[0]["status"] == "done"


def test_a_reload_brings_back_the_conversation_and_the_draft(ada):
    view = begun(ada)
    ada.post("/api/answer", json={"session": view["session"], "prompt": 1, "text": "Two-tower."})
    ada.put("/api/draft", json={"session": view["session"], "prompt": 2, "text": "Because of the laten"})
    now = ada.get("/api/state", params={"session": view["session"]}).json()
    assert [row["who"] for row in now["said"]] == ["interviewer", "you", "interviewer"]
    assert now["said"][1]["text"] == "Two-tower."
    assert now["draft"] == "Because of the laten"
    assert now["prompt"] == 2


def test_an_answer_sent_twice_counts_once(ada):
    view = begun(ada)
    given = {"session": view["session"], "prompt": 1, "text": "Two-tower."}
    assert ada.post("/api/answer", json=given).status_code == 200
    again = ada.post("/api/answer", json=given)
    assert again.status_code == 409
    assert "answered already" in again.json()["error"]


def test_a_draft_goes_with_the_answer_it_became(ada):
    view = begun(ada)
    ada.put("/api/draft", json={"session": view["session"], "prompt": 1, "text": "half"})
    ada.post("/api/answer", json={"session": view["session"], "prompt": 1, "text": "whole"})
    assert ada.get("/api/state", params={"session": view["session"]}).json()["draft"] == ""


def test_grading_is_had_without_a_session(ada):
    answers = [{"id": "a", "question": "Q?", "answer": "two-tower", "points": [{"id": "serves", "says": "It serves."}]}]
    graded = ada.post("/api/grade", json={"answers": answers}).json()
    assert graded[0]["id"] == "a"
    assert graded[0]["verdicts"][0]["level"] == 3
    assert "question is missing" in ada.post("/api/grade", json={"answers": [{"answer": "x"}]}).json()["error"]


@pytest.mark.parametrize(
    ("brief", "says"),
    [
        ({"level": "9-9"}, "Choose from: 1-2"),
        ({"team": "serach"}, "Did you mean search?"),
        ({"loop": "tiktok"}, "is not known"),
        ({"minutes": 1}, "minutes"),
        ({"lvl": "2-1"}, "lvl"),
        ({"backend": "http://169.254.169.254/v1"}, "does not offer the backend"),
        ({"backend": "openai"}, "does not offer the backend"),
    ],
)
def test_a_brief_that_cannot_be_used_is_refused_in_words(ada, brief, says):
    answer = ada.post("/api/start", json=brief)
    assert answer.status_code == 422
    assert says in answer.json()["error"]


def test_what_is_offered_says_what_it_costs(ada):
    offered = ada.get("/api/choices").json()
    assert offered["backends"] == [{"id": "none", "about": "Free. Nothing leaves this machine."}]
    assert {"tiktok-mle", "warm-up"} <= {loop["id"] for loop in offered["loops"]}
    assert "2-2" in {level["id"] for level in offered["levels"]}


def test_an_answer_too_long_to_read_is_refused_and_nothing_is_lost(ada):
    view = begun(ada)
    given = {"session": view["session"], "prompt": 1, "text": "x" * (MAX_CHARACTERS + 1)}
    assert ada.post("/api/answer", json=given).status_code == 422
    assert ada.get("/api/state", params={"session": view["session"]}).json()["prompt"] == 1


def test_the_description_covers_every_route_and_its_page_asks_nobody_else(ada):
    described = ada.get("/api/openapi.json").json()["paths"]
    assert {"/api/start", "/api/answer", "/api/state", "/api/scorecard", "/api/grade"} <= described.keys()
    page = ada.get("/api/docs", headers=PAGE)
    assert "POST /api/answer" in page.text
    assert "https://" not in page.text


def test_another_persons_session_is_not_there_for_me(web, ada):
    hers = begun(ada)["session"]
    ada.put("/api/draft", json={"session": hers, "prompt": 1, "text": "private"})
    eve = person(web)
    for call in (
        eve.get("/api/state", params={"session": hers}),
        eve.get("/api/scorecard", params={"session": hers}),
        eve.post("/api/answer", json={"session": hers, "prompt": 1, "text": "mine now"}),
        eve.put("/api/draft", json={"session": hers, "prompt": 1, "text": "mine now"}),
    ):
        assert call.status_code == 404
        assert "private" not in call.text
    assert eve.get("/api/sessions").json() == []
    assert ada.get("/api/state", params={"session": hers}).json()["draft"] == "private"


def test_the_page_of_a_replayed_address_holds_nothing_of_the_session(web, ada):
    hers = begun(ada)
    page = person(web).get("/", params={"session": hers["session"]}, headers=PAGE)
    assert page.status_code == 200
    assert hers["lines"][0]["text"][:40] not in page.text


def test_session_addresses_cannot_be_counted_up(ada):
    one, two = (begun(ada)["session"] for _ in range(2))
    assert len(one.rsplit("-", 1)[1]) == 24
    assert one.rsplit("-", 1)[1] != two.rsplit("-", 1)[1]


def test_what_one_person_was_weak_in_does_not_plan_anothers_interview(web, ada):
    mine = begun(ada)
    ada.post("/api/answer", json={"session": mine["session"], "prompt": 1, "wish": "end"})
    assert begun(person(web))["question_id"] == mine["question_id"]  # the same seed asks the same, as for a newcomer


def test_the_printed_key_opens_what_was_done_in_the_terminal(web):
    me = person(web, opens_page=False)
    arrived = me.get("/", params={"key": web.state.shell.owners.key, "session": "x"}, headers=PAGE)
    assert arrived.status_code == 200
    assert "key=" not in str(arrived.url)
    mine = begun(me)["session"]
    assert (web.state.shell.home / "sessions.sqlite").exists()
    guessed = person(web, opens_page=False)
    guessed.get("/", params={"key": "x" * 32}, headers=PAGE)
    assert guessed.get("/api/state", params={"session": mine}).status_code == 404


def test_a_program_may_carry_a_token_instead_of_a_cookie(web):
    script = person(web, opens_page=False)
    view = begun(script)
    script.cookies.clear()
    assert script.get("/api/state", params={"session": view["session"]}).status_code == 401
    bearer = {"authorization": f"Bearer {view['token']}"}
    assert script.get("/api/state", params={"session": view["session"]}, headers=bearer).status_code == 200


def test_a_visitor_who_starts_nothing_leaves_nothing_on_disk(web):
    before = sorted((web.state.shell.home / "owners").glob("*"))
    person(web).get("/api/sessions")
    assert sorted((web.state.shell.home / "owners").glob("*")) == before


def test_with_logins_nothing_is_seen_before_one(locked_web):
    stranger = person(locked_web, opens_page=False, follow_redirects=False)
    to_login = stranger.get("/", params={"session": "s"}, headers=PAGE)
    assert to_login.status_code == 303
    assert to_login.headers["location"] == "/login?next=%2F%3Fsession%3Ds"
    for path in ("/api/choices", "/api/openapi.json", "/config", "/gradio_api/info", "/api/docs"):
        assert stranger.get(path).status_code == 401, path
    assert stranger.post("/api/start", json={}).status_code == 401


def test_a_login_sees_its_own_sessions_from_any_browser(locked_web):
    def enter(name, password):
        browser = person(locked_web, opens_page=False)
        said = browser.post("/login", content=f"name={name}&password={password}&next=/", headers=PAGE)
        return browser, said

    first, said = enter("bob", "battery+staple")
    assert said.status_code == 200
    mine = begun(first)["session"]
    second, _ = enter("bob", "battery+staple")
    assert second.get("/api/state", params={"session": mine}).status_code == 200
    other, _ = enter("ada", "correct+horse")
    assert other.get("/api/state", params={"session": mine}).status_code == 404
    first.post("/logout")
    assert first.get("/api/sessions").status_code == 401


def test_http_basic_is_a_login_too(locked_web):
    script = person(locked_web, opens_page=False, follow_redirects=False)
    assert script.get("/api/sessions", auth=("bob", "battery staple")).status_code == 200
    assert script.get("/api/sessions", auth=("bob", "wrong")).status_code == 401


def test_a_login_leads_to_no_other_site(locked_web):
    for back in ("https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)"):
        browser = person(locked_web, opens_page=False, follow_redirects=False)
        said = browser.post("/login", content=f"name=bob&password=battery+staple&next={back}", headers=PAGE)
        assert said.headers["location"] == "/"


def test_guessing_passwords_is_slowed_to_a_crawl(locked_web):
    thief = person(locked_web, opens_page=False, follow_redirects=False, client=("203.0.113.7", 50000))
    said = [thief.post("/login", content=f"name=ada&password=guess{n}", headers=PAGE).status_code for n in range(12)]
    assert said[:10] == [401] * 10
    assert said[10:] == [429] * 2
    assert thief.get("/api/sessions", auth=("ada", "guess")).status_code == 429


def test_what_was_begun_is_there_after_a_restart(web, ada, deps):
    home = web.state.shell.home
    view = begun(ada)
    ada.put("/api/draft", json={"session": view["session"], "prompt": 1, "text": "half a tho"})
    after = person(app_over(home, deps), opens_page=False)
    after.cookies.update(ada.cookies)
    assert after.get("/api/state", params={"session": view["session"]}).json()["draft"] == "half a tho"
    assert (home / "web.secret").stat().st_mode & 0o077 == 0
