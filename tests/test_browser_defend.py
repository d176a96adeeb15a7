"""A defence in a real browser: a PDF handed in, put right, told, challenged; its claims fill in beside it."""

import pytest
from helpers import ROOT
from test_defence import TOLD

pytest.importorskip("playwright", reason="browser tests need the extra `dev`")
from browser import HELD, serious, visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
PDF = ROOT / "evals" / "suites" / "defence" / "writeups" / "ranker2.pdf"


def handed_in(browser, served, **options):
    """A visitor whose PDF was read."""
    page = visitor(browser, served.address, **options)
    page.click("#screen-defend-button")
    page.wait_for_selector("#defend-go option[value='3-2']", state="attached")
    page.set_input_files("#defend-file", PDF)
    page.wait_for_selector(".df-project")
    return page


def say(page, text):
    before = page.locator("#log .interviewer").count()
    page.fill("#answer", text)
    page.click("#done")
    page.locator("#log .interviewer").nth(before).wait_for()


def test_a_pdf_is_checked_told_and_challenged_and_its_claims_fill_in(browser, served):
    page = handed_in(browser, served)
    assert "96%" in page.inner_text(".df-figures")
    page.fill(".df-project [name=title]", "Article ranking")
    page.click(".df-project summary")
    text = page.input_value(".df-project [name=text]")
    page.fill(".df-project [name=text]", text.replace("96%", "94%"))
    page.dispatch_event(".df-project [name=text]", "change")
    page.locator(".df-figures", has_text="94%").wait_for()
    assert serious(page) == []
    with page.expect_download() as sheet:
        page.click("text=Prep sheet, Markdown")
    assert "# Article ranking" in sheet.value.path().read_text(encoding="utf-8")
    page.check("#defend-go [value=coach]")
    page.click("#defend-begin")
    page.locator("#log .interviewer", has_text="Article ranking").wait_for()
    assert page.locator("#parts .made").count() == 0
    say(page, TOLD)
    assert page.locator("#parts .made").count() >= 4
    page.locator("#claims li", has_text="rose 3.2 percent").wait_for()
    page.locator("#challenges > .open").wait_for()
    assert serious(page) == []
    before = page.inner_text("#claims")
    page.reload()
    page.locator("#challenges > .open").wait_for()
    assert page.inner_text("#claims") == before
    assert page.noise == []


def test_the_screen_fits_a_phone_in_the_dark(browser, served):
    page = handed_in(browser, served, viewport={"width": 390, "height": 844}, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    over = "[...document.querySelectorAll('#defend-root *')].filter(e => e.getBoundingClientRect().right > 391).length"
    assert page.evaluate(over) == 0
    assert serious(page) == []
    assert page.noise == []


def test_corrections_are_there_again_after_a_reload(browser, served):
    page = handed_in(browser, served)
    page.fill(".df-project [name=title]", "Article ranking")
    page.click(".df-project summary")
    text = page.input_value(".df-project [name=text]")
    page.fill(".df-project [name=text]", text.replace("96%", "94%"))
    page.locator("#defend-kept", has_text="Kept").wait_for()
    page.locator(".df-project [name=text]").first.blur()
    page.locator(".df-figures", has_text="94%").wait_for()  # a reload would break that off
    page.uncheck(".df-project [name=chosen] >> nth=-1")
    page.reload()  # before the last change was kept by its timer: leaving the page keeps it
    page.click("#screen-defend-button")
    page.locator("#defend-news", has_text="As you left it").wait_for()
    assert page.input_value(".df-project [name=title] >> nth=0") == "Article ranking"
    assert "94%" in page.inner_text(".df-figures >> nth=0")
    assert not page.is_checked(".df-project [name=chosen] >> nth=-1")
    assert serious(page) == []
    page.click("text=Drop all of it")
    page.locator("#defend-news", has_text="Dropped").wait_for()
    with page.expect_response("**/api/defend/draft"):
        page.reload()
        page.click("#screen-defend-button")
    assert page.locator(".df-project").count() == 0
    assert page.noise == []


def test_what_was_put_right_just_before_a_start_that_failed_is_kept(browser, served):
    page = handed_in(browser, served)
    page.locator("#defend-kept", has_text="Kept").wait_for()
    page.route("**/api/defend/start", lambda route: route.abort())
    page.fill(".df-project [name=title] >> nth=0", "Article ranking")
    page.click("#defend-begin")
    page.get_by_text("cannot be reached").wait_for()
    page.locator("#defend-kept", has_text="Kept").wait_for()
    page.reload()
    page.click("#screen-defend-button")
    page.locator("#defend-news", has_text="As you left it").wait_for()
    assert page.input_value(".df-project [name=title] >> nth=0") == "Article ranking"
    with page.expect_response("**/api/defend/draft"):
        page.click("text=Drop all of it")


def test_a_change_made_while_an_older_one_is_sent_is_not_called_kept_and_arrives_last(browser, served):
    page = handed_in(browser, served)
    page.locator("#defend-kept", has_text="Kept").wait_for()
    page.evaluate(HELD)
    for title in ("Ranking of articles", "Article ranking"):
        page.fill(".df-project [name=title]", title)
        page.wait_for_timeout(1000)
    assert page.evaluate("held.length") == 1
    page.evaluate("held[0]()")
    page.wait_for_function("held.length === 2")
    assert page.inner_text("#defend-kept") == ""
    page.evaluate("held[1]()")
    page.locator("#defend-kept", has_text="Kept").wait_for()
    page.reload()
    page.click("#screen-defend-button")
    page.locator("#defend-news", has_text="As you left it").wait_for()
    assert page.input_value(".df-project [name=title] >> nth=0") == "Article ranking"
    with page.expect_response("**/api/defend/draft"):
        page.click("text=Drop all of it")
    assert page.noise == []
