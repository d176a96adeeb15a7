"""A web app with a judge that decides by words, and people who open its page."""

import asyncio
import dataclasses

from fakes import Clock, WordJudge
from starlette.testclient import TestClient

from agent.settings import Settings
from ui.web.app import build_app

ADDRESS = "http://127.0.0.1:7860"
PAGE = {"accept": "text/html,application/xhtml+xml"}


def app_over(home, deps, **options):
    """An app whose state lies in `home`."""
    judge = WordJudge({"serves": "two-tower"})
    known = dataclasses.replace(deps, judge=judge, clock=Clock())

    async def build():
        return build_app(Settings(home, openai_key_set=False), deps=known, **options)

    return asyncio.run(build())  # outside a loop Gradio makes several, and closes none


def person(app, opens_page=True, **options):
    """A browser of one's own; its page is open unless told otherwise."""
    browser = TestClient(app, base_url=ADDRESS, raise_server_exceptions=False, **options)
    if opens_page:
        assert browser.get("/web/icon.svg", headers=PAGE).status_code == 200  # any address makes one somebody
    return browser


def begun(browser, **brief):
    """An interview this person has started."""
    answer = browser.post("/api/start", json={"round": "ml", "seed": 3, **brief})
    assert answer.status_code == 200, answer.text
    return answer.json()
