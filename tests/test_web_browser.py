"""The Room as a person meets it, in a real browser over a real server."""

import pytest

pytest.importorskip("playwright", reason="browser tests need the extra `dev`")
from browser import HELD, Server, serious, visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
STRONG = "I would count the collisions first, on a thousand batches, because the loss only matters if they are common."


def start(page, mode="real"):
    page.check(f"#choose [name=mode][value={mode}]", force=True)
    page.click("#go")
    page.wait_for_selector("#log .interviewer")


def say(page, text):
    """An answer, and the interviewer's next words."""
    before = page.locator("#log .interviewer").count()
    page.fill("#answer", text)
    page.click("#done")
    page.locator("#log .interviewer").nth(before).wait_for()


def test_a_whole_interview_in_coach_mode(browser, served):
    page = visitor(browser, served.address)
    assert serious(page) == []
    start(page, "coach")
    assert page.inner_text("#where-question") == "question 1 of 4"
    say(page, STRONG)
    assert page.inner_text("#points-sum").endswith(("of 4", "of 5", "of 6"))
    page.click("#hint")
    page.get_by_role("heading", name="You: asks for a hint").wait_for()
    assert serious(page) == []
    page.click("[data-wish=end]")
    page.click("#sure button[value=yes]")
    page.wait_for_selector("#result h2")
    assert "One mock is one noisy sample" in page.inner_text("#result")
    assert serious(page) == []
    assert page.noise == []


def test_markup_a_person_types_is_shown_as_typed(browser, served):
    page = visitor(browser, served.address)
    start(page)
    attack = "<img src=x onerror='window.hit=1'><script>window.hit=1</script> I'd use a two-tower model."
    say(page, attack)
    page.reload()
    page.wait_for_selector("#log .you")
    assert page.inner_text("#log .you p") == attack
    assert page.evaluate("window.hit") is None
    assert page.noise == []


def test_a_reload_in_mid_answer_brings_everything_back(browser, served):
    page = visitor(browser, served.address)
    start(page)
    asked = page.inner_text("#log .interviewer p")
    page.locator("#answer").press_sequentially("Half a thou")
    page.get_by_text("Draft kept").wait_for()
    page.reload()
    page.wait_for_selector("#log .interviewer")
    assert page.input_value("#answer") == "Half a thou"
    assert page.inner_text("#log .interviewer p") == asked
    assert page.noise == []


def test_a_draft_sent_while_an_older_one_is_on_its_way_arrives_last(browser, served):
    page = visitor(browser, served.address)
    start(page)
    page.evaluate(HELD)
    for words in ("Half", " a thought"):
        page.locator("#answer").press_sequentially(words)
        page.wait_for_timeout(1100)
    assert page.evaluate("held.length") == 1
    page.evaluate("held[0]()")
    page.wait_for_function("held.length === 2")
    assert page.inner_text("#kept") == ""
    page.evaluate("held[1]()")
    page.get_by_text("Draft kept").wait_for()
    page.reload()
    page.wait_for_selector("#log .interviewer")
    assert page.input_value("#answer") == "Half a thought"
    assert page.noise == []


def test_the_form_does_not_move_from_under_the_hand_of_who_left_an_interview(browser, served):
    page = visitor(browser, served.address)
    start(page)
    page.evaluate("""() => { const seen = window.tops = [], form = document.getElementById("choose");
        const look = () => { const { top, height } = form.getBoundingClientRect(); if (height) seen.push(top); requestAnimationFrame(look); };
        look(); }""")
    page.click("#leave")
    page.wait_for_selector("#start #going li")
    page.wait_for_timeout(500)
    tops = page.evaluate("window.tops")
    assert len(tops) > 5
    assert len(set(tops)) == 1
    assert page.noise == []


def test_a_server_killed_in_mid_answer_costs_nothing(browser, tmp_path, home, library):
    for part in ("index", "models"):
        (tmp_path / part).symlink_to(home / part)
    with Server(tmp_path) as first:
        page = visitor(browser, first.address)
        start(page)
        page.locator("#answer").press_sequentially("Half a thou")
        page.get_by_text("Draft kept").wait_for()
    page.locator("#answer").press_sequentially("ght")
    page.get_by_text("Kept in this browser").wait_for()
    with Server(tmp_path, first.port):
        page.get_by_text("Draft kept").wait_for()
        page.goto(page.url)
        page.wait_for_selector("#log .interviewer")
        assert page.input_value("#answer") == "Half a thought"
        say(page, STRONG)
        assert page.locator("#log .you").count() == 1


def test_two_people_do_not_see_each_other(browser, served):
    ada, eve = (visitor(browser, served.address) for _ in range(2))
    start(ada)
    say(ada, STRONG)
    eve.goto(ada.url)
    eve.get_by_text("not one of yours").wait_for()
    assert eve.locator("#log .said").count() == 0
    assert eve.locator("#going li").count() == 0
    start(eve)
    say(eve, "Something else, on a slice of new users, since there the loss is largest.")
    assert ada.locator("#log .said").count() == 3
    assert ada.noise == []


def test_a_link_to_an_interview_that_is_gone_says_so_and_shows_those_that_are_open(browser, served):
    page = visitor(browser, served.address)
    start(page)
    page.goto(f"{served.address.rstrip('/')}/?session=none-such")
    page.get_by_text("not one of yours").wait_for()
    page.locator("#going li").wait_for()
    assert page.locator("#going li").count() == 1
    assert page.locator("#log .said").count() == 0
    assert not page.is_visible("#talk")


def test_a_phone_shows_all_of_it_without_scrolling_sideways(browser, served):
    page = visitor(browser, served.address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0
    start(page, "coach")
    say(page, STRONG)
    assert page.evaluate(wide) <= 0
    for button in ("#done", "#moment", "[data-wish=end]", "#clock-round"):
        box = page.locator(button).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 844
    assert page.noise == []


def test_the_keyboard_alone_is_enough(browser, served):
    page = visitor(browser, served.address)

    def tab_to(selector):
        for _ in range(60):
            if page.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {selector}")

    tab_to("#go")
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .interviewer")
    tab_to("#answer")
    page.keyboard.type("I would count the collisions first.")
    page.keyboard.press("Control+Enter")
    page.locator("#log .interviewer").nth(1).wait_for()
    tab_to("[data-wish=end]")
    page.keyboard.press("Enter")
    tab_to("#sure button[value=yes]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result h2")
    assert page.noise == []


def test_the_clock_stops_for_a_moment_and_survives_a_reload(browser, served):
    page = visitor(browser, served.address)
    start(page)
    page.click("#moment")
    shown = page.inner_text("#clock-question b")
    page.wait_for_timeout(2200)
    assert page.inner_text("#clock-question b") == shown
    page.reload()
    page.wait_for_selector("#log .interviewer")
    left = [int(m) * 60 + int(s) for m, s in (t.split(":") for t in (shown, page.inner_text("#clock-question b")))]
    assert 0 <= left[0] - left[1] <= 3
    assert page.noise == []


def test_dark_follows_the_system_and_can_be_chosen(browser, served):
    page = visitor(browser, served.address, color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(19, 22, 21)"
    assert serious(page) == []
    start(page)
    assert serious(page) == []
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(251, 251, 249)"
    page.reload()
    page.wait_for_selector("#log .interviewer")
    assert page.evaluate(ground) == "rgb(251, 251, 249)"
    assert page.noise == []
