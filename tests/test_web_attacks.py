"""What is done to a web app that listens on a machine: other sites, other hosts, markup, size, paths, pace."""

import io

import pytest
from webapp import ADDRESS, PAGE, begun, person

from corpus.errors import DocumentError
from ui.web.guard import MAX_BODY, Pace
from ui.web.shell import checked_upload

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def ada(web):
    return person(web)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"},
        {"origin": "http://localhost:3000"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ],
)
def test_another_sites_request_is_not_carried_out(ada, headers):
    refused = ada.post("/api/start", json={}, headers=headers)
    assert refused.status_code == 403
    assert "another site" in refused.json()["error"]
    assert ada.get("/api/sessions", headers=headers).status_code == 403
    assert ada.post("/gradio_api/queue/join", json={}, headers=headers).status_code == 403
    assert "access-control-allow-origin" not in ada.get("/config", headers=headers).headers


def test_our_own_page_may_ask_and_a_link_may_lead_here(ada):
    own = {"origin": ADDRESS, "sec-fetch-site": "same-origin"}
    assert ada.post("/api/start", json={}, headers=own).status_code == 200
    link = {**PAGE, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert ada.get("/", headers=link).status_code == 200


@pytest.mark.parametrize("host", ["evil.test", "evil.test:7860", "127.0.0.1.evil.test", "192.168.0.7:7860"])
def test_a_name_that_was_made_to_point_here_is_not_answered(ada, host):
    assert ada.get("/", headers={**PAGE, "host": host}).status_code == 421


def test_the_cookie_is_not_for_scripts_and_not_for_other_sites(web):
    cookie = person(web, opens_page=False).get("/", headers=PAGE).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("forged", ["", "x", "aGVyZQ==.0000", "aGVyZQ==.", "é", "a" * 9000, '"'])
def test_a_cookie_we_did_not_sign_is_nobody(web, forged):
    browser = person(web, opens_page=False)
    name = web.state.shell.owners.cookie
    seen = browser.get("/api/sessions", headers={"cookie": f"{name}={forged}".encode()})
    assert seen.status_code == 401


def test_no_page_may_send_a_word_elsewhere_or_be_framed(ada):
    headers = ada.get("/", headers=PAGE).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_markup_in_every_text_field_stays_text(ada):
    view = begun(ada, questions=[SCRIPT], job=SCRIPT, resume=SCRIPT)
    ada.put("/api/draft", json={"session": view["session"], "prompt": 1, "text": SCRIPT})
    ada.post("/api/answer", json={"session": view["session"], "prompt": 1, "text": SCRIPT})
    state = ada.get("/api/state", params={"session": view["session"]})
    assert state.headers["content-type"] == "application/json"
    assert SCRIPT in {row["text"] for row in state.json()["said"]}
    page = ada.get("/", params={"session": view["session"], "screen": SCRIPT}, headers=PAGE).text
    assert SCRIPT not in page
    wrong = ada.get("/api/state", params={"session": SCRIPT})
    assert wrong.headers["content-type"] == "application/json"


def test_the_login_page_shows_what_it_was_given_as_text(locked_web):
    locked = person(locked_web, opens_page=False)
    page = locked.get("/login", params={"next": f'/"{SCRIPT}'}).text
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page


def test_a_body_too_large_is_refused_whether_or_not_it_says_so(ada):
    large = b'{"session": "' + b"x" * MAX_BODY + b'"}'
    assert ada.post("/api/start", content=large).status_code == 413
    told_less = ada.post("/api/start", content=(large[n : n + 65536] for n in range(0, len(large), 65536)))
    assert told_less.status_code >= 400
    assert ada.get("/api/sessions").json() == []


def test_a_file_too_large_is_refused(ada):
    said = ada.post("/gradio_api/upload", files={"files": ("cv.pdf", io.BytesIO(b"%PDF" + b"x" * 12_000_000))})
    assert said.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../../../etc/passwd",
        "/file=/etc/passwd",
        "/web/../app.py",
        "/web/%2e%2e/app.py",
        "/web/..%2fapp.py",
        "/gradio_api/file=web.secret",
        "/gradio_api/file=sessions.sqlite",
    ],
)
def test_no_path_leads_out_of_what_is_served(web, ada, path):
    begun(ada)
    said = ada.get(path.replace("web.secret", str(web.state.shell.home / "web.secret")))
    assert said.status_code in (400, 403, 404)
    assert "root:" not in said.text
    assert "build_app" not in said.text


@pytest.mark.parametrize("session", ["../../owners/x", "..", "/etc/passwd", "a\x00b", "%2e%2e/x", "x" * 5000])
def test_a_session_named_like_a_path_is_no_session(web, ada, session):
    before = set(web.state.shell.home.parent.rglob("*.lock"))
    assert ada.get("/api/state", params={"session": session}).status_code == 404
    assert ada.post("/api/answer", json={"session": session, "prompt": 1, "text": "x"}).status_code == 404
    assert set(web.state.shell.home.parent.rglob("*.lock")) == before


def test_a_flood_from_one_person_leaves_the_others_alone(web, ada):
    view = begun(ada)
    draft = {"session": view["session"], "prompt": 1, "text": "x"}
    said = [ada.put("/api/draft", json=draft).status_code for _ in range(300)]
    assert 429 in said
    assert begun(person(web))["prompt"] == 1


def test_pace_comes_back_with_time():
    now = [0.0]
    pace = Pace(2, 1.0, lambda: now[0])
    assert [pace.spend("a") for _ in range(3)] == [True, True, False]
    now[0] = 1.5
    assert pace.spend("a")
    assert not pace.spend("a")
    assert pace.spend("b")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cv.exe", b"MZ", "is not a file this place can read"),
        ("cv.pdf", b"<html>", "is not what its name says"),
        ("cv.md", b"text\x00more", "is not what its name says"),
        ("cv.md", b"", "0 bytes"),
        ("cv.md", b"x" * 1001, "1,001 bytes"),
    ],
)
def test_an_upload_that_is_not_what_it_says_is_refused(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=says):
        checked_upload(tmp_path / name, {".pdf": b"%PDF-", ".md": b""}, most=1000)


def test_an_upload_that_is_what_it_says_is_taken(tmp_path):
    (tmp_path / "cv.PDF").write_bytes(b"%PDF-1.7 ...")
    assert checked_upload(tmp_path / "cv.PDF", {".pdf": b"%PDF-"}).name == "cv.PDF"


def test_nobody_listens_off_this_machine_without_a_login():
    from ui.cli import main

    assert main(["ui", "--host", "0.0.0.0", "--no-browser"]) == 1
    assert main(["ui", "--auth", "ada:short", "--no-browser"]) == 1
