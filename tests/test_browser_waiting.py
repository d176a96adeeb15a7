"""A model that hangs in the middle of a turn, in a real browser: one goes on without it, and a reload loses nothing."""

from collections import deque

import pytest

pytest.importorskip("playwright", reason="browser tests need the extra `dev`")
from browser import Server, visitor

from evals.fake_provider import FakeProvider

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
ANSWER = "I would count the collisions first, because the loss only matters if they are common."


@pytest.fixture
def hung(browser, tmp_path, home, library):
    """A page with an interview whose model no longer replies, in the middle of its first answer."""
    for part in ("index", "models"):
        (tmp_path / part).symlink_to(home / part)
    with FakeProvider() as provider:
        backend = f"{provider.url}:honest"
        with Server(tmp_path, 0, "--backend", backend) as server:
            page = visitor(browser, server.address)
            page.select_option("#choose [name=backend]", backend)
            page.click("#go")
            page.wait_for_selector("#log .interviewer")
            provider.script = deque(["hang"] * 200)
            page.fill("#answer", ANSWER)
            page.click("#done")
            page.get_by_text("The model is still reading your answer.").wait_for()
            yield page


def test_who_does_not_want_to_wait_for_the_model_goes_on_without_it(hung):
    hung.get_by_role("button", name="Go on without it").click()
    hung.locator("#log .interviewer").nth(1).wait_for()
    assert hung.inner_text("#log .you p") == ANSWER
    assert hung.locator("#waiting").is_hidden()
    assert "called off" in hung.inner_text("#notes")
    assert hung.noise == []


def test_a_reload_while_the_model_hangs_comes_back_to_the_same_turn(hung):
    hung.reload()
    hung.get_by_role("button", name="Go on without it").click()
    hung.locator("#log .interviewer").nth(1).wait_for()
    assert hung.inner_text("#log .you p") == ANSWER
    assert hung.input_value("#answer") == ""
