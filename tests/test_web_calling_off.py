"""A model that takes too long: one may go on without it, and whoever leaves for good is not waited for."""

import threading

import pytest
from webapp import begun, person

from ui.web.leaving import Leaving


class Called:
    """Counts, and says when."""

    def __init__(self):
        self.times, self.now = 0, threading.Event()

    def __call__(self):
        self.times += 1
        self.now.set()


def test_who_closes_the_tab_for_good_ends_the_models_work():
    called = Called()
    Leaving(grace=0.02).left("a", called)
    assert called.now.wait(5)
    assert called.times == 1


def test_a_reload_calls_nothing_off():
    called, leaving = Called(), Leaving(grace=0.2)
    leaving.left("a", called)
    leaving.back("a")
    assert not called.now.wait(0.5)


def test_leaving_twice_calls_off_once():
    called, leaving = Called(), Leaving(grace=0.1)
    for _ in range(2):
        leaving.left("a", called)
    assert called.now.wait(5)
    assert not leaving._timers
    assert called.times == 1


@pytest.mark.parametrize("path", ["/api/cancel", "/api/left"])
def test_nobody_calls_off_somebody_elses_turn(locked_web, path):
    anyone = person(locked_web, opens_page=False)
    ada, bob = ("ada", "correct horse"), ("bob", "battery staple")
    session = anyone.post("/api/start", json={"round": "ml", "seed": 3}, auth=ada).json()["session"]
    assert anyone.post(path, json={"session": session}, auth=bob).status_code == 404
    assert anyone.post(path, json={"session": session}, auth=ada).status_code == 200


def test_without_a_model_there_is_nothing_to_call_off(web):
    browser = person(web)
    session = begun(browser)["session"]
    assert browser.post("/api/cancel", json={"session": session}).json() == {"called_off": False}
