"""A person's labels: blind, kept with the words they are about, and held against the judge at once."""

import http.client
import threading
from urllib.parse import urlencode

import pytest

from evals import label
from evals.judging import ladder
from evals.label import Labels, Waiting, agreement, blind, every, in_terminal
from evals.label_page import LabelServer
from evals.suite import SuiteError

ANSWER = Waiting(
    "a1", "reco.inbatch-false-negatives", "Why?", "<script>x</script> masks them", (("m", "mask"), ("n", "<i>mix</i>"))
)


def test_nothing_shown_says_how_good_an_answer_is_known_to_be(tmp_path):
    kinds = {row["kind"] for row in ladder("all")}
    for answer in blind(Labels(tmp_path, "ann"), "all", 400):
        assert not any(kind in f"{answer.id} {answer.question}" for kind in kinds)


def test_two_people_meet_the_answers_in_orders_of_their_own_and_no_answer_twice(tmp_path):
    ann, bob = Labels(tmp_path, "ann"), Labels(tmp_path, "bob")
    assert [w.id for w in blind(ann, "all", 9)] != [w.id for w in blind(bob, "all", 9)]
    first = blind(ann, "all", 1)[0]
    ann.add(first, [0] * len(first.points))
    assert first.id not in {w.id for w in blind(ann, "all", 400)}
    assert bob.rows() == []


def test_a_label_given_again_replaces_the_first_and_a_short_one_is_refused(tmp_path):
    labels = Labels(tmp_path, "ann")
    labels.add(ANSWER, [0, 3])
    labels.add(ANSWER, [1, 2])
    assert [row["levels"] for row in labels.rows()] == [{"m": 1, "n": 2}]
    for wrong in ([1], [1, 4]):
        with pytest.raises(SuiteError, match="2 levels from 0 to 3"):
            labels.add(ANSWER, wrong)
    with pytest.raises(SuiteError, match="no name"):
        Labels(tmp_path, "../")


def test_the_terminal_asks_again_skips_and_stops(tmp_path):
    labels = Labels(tmp_path, "ann")
    other = Waiting("a2", ANSWER.question, "Why?", "no", ANSWER.points)
    third = Waiting("a3", ANSWER.question, "Why?", "no", ANSWER.points)
    keys = iter(["7", "2", "3", "s", "1", "q"])
    shown = []
    in_terminal(labels, [ANSWER, other, third], lambda _: next(keys), shown.append)
    assert [(row["id"], row["levels"]) for row in labels.rows()] == [("a1", {"m": 2, "n": 3})]
    assert any("s to skip" in text for text in shown[1:])


def test_agreement_counts_labels_of_these_words_only(tmp_path, monkeypatch):
    labels = Labels(tmp_path, "ann")
    chosen = every("all")[:4]
    for n, answer in enumerate(chosen):
        labels.add(answer, [n % 4] * len(answer.points))
    levels = {answer.answer: n % 4 for n, answer in enumerate(chosen)}

    def judged(question, answer, home):
        points = next(w.points for w in chosen if w.answer == answer)
        verdicts = [{"criterion_id": i, "level": levels[answer]} for i, _ in points]
        return {"forced": levels[answer] / 3, "verdicts": verdicts}

    monkeypatch.setattr(label, "judged", judged)
    found = agreement(labels, tmp_path)
    assert found["points, weighted kappa"].value == 1
    assert found["points, made or not the same"].value == 1
    text = labels.path.read_text().replace(chosen[0].hash, "0" * 12).replace(chosen[1].hash, "1" * 12)
    labels.path.write_text(text)
    assert agreement(labels, tmp_path) == {}  # two are left, too few to say anything


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr("evals.label_page.agreement", lambda labels, home: {})
    server = LabelServer(Labels(tmp_path, "ann"), [ANSWER], tmp_path)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _ask(server, method="GET", path=None, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.request(method, path or f"/?key={server.key}", body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def test_the_page_shows_an_answer_as_text_and_keeps_what_is_sent(page):
    answer, text = _ask(page)
    assert answer.status == 200
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
    assert "<i>mix" not in text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    _, again = _ask(page, "POST", body=urlencode({"id": "a1", "p0": "2"}))
    assert "Give every point a level" in again
    _, done = _ask(page, "POST", body=urlencode({"id": "a1", "p0": "2", "p1": "0"}))
    assert "Nothing waits" in done
    assert page.labels.rows()[0]["levels"] == {"m": 2, "n": 0}


def test_the_page_is_shut_to_whoever_lacks_the_key_or_comes_from_elsewhere(page):
    assert _ask(page, path="/")[0].status == 403
    assert _ask(page, path="/?key=guess")[0].status == 403
    assert _ask(page, Host="evil.example")[0].status == 403
    body = urlencode({"id": "a1", "p0": "3", "p1": "3"})
    assert _ask(page, "POST", body=body, Origin="http://evil.example")[0].status == 403
    assert page.labels.rows() == []
