"""What a reader meets in the real JupyterLab: where she goes on, what is told first, what she takes along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from accessible import violations
from module_steps import go, step, wait_for_live
from server import at
from shifts import measure_shift
from story_walk import decide, play

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LONG = 90_000
HEARD = """
  window.__heard = [];
  addEventListener("focusin", ({ target }) => window.__heard.push(["focus", target.innerText]), true);
  new MutationObserver((changes) => changes.forEach(({ target }) => {
    const region = (target.closest ? target : target.parentElement).closest("[role=status], [aria-live]");
    if (region?.textContent.trim()) window.__heard.push(["status", region.textContent.trim()]);
  })).observe(document, { subtree: true, childList: true, characterData: true });
"""


def test_the_debrief_names_the_gravest_effect_first(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb"))
    play(page)
    go(page, "Looking back")
    headline = page.locator(".ks-player .headline").get_by_role("listitem")
    expect(headline.first).to_contain_text("People harmed for good: from 40 to")
    page.get_by_role("button", name=re.compile("over time|chart", re.IGNORECASE)).first.click()
    finding = page.locator(".chart .finding")
    expect(finding).to_contain_text(
        re.compile("^The gravest change for people .* People harmed for good went"), timeout=LONG
    )


def test_nobody_is_told_not_yet_before_comparing(page: Page, address: str) -> None:
    page.goto(at(address, "05-remedy.ipynb#practice"))
    task = page.locator(".ks-practice .task").filter(has=page.get_by_role("textbox"))
    task.get_by_role("textbox").fill("We ask those harmed what would put it right.", timeout=LONG)
    task.get_by_role("button", name="Check", exact=True).click()
    result = task.locator(".result")
    expect(result).to_contain_text("Yours to judge")
    task.get_by_role("checkbox").first.check()
    expect(result).to_contain_text(re.compile("Not yet|Right"))


def test_continue_lands_on_the_decision_and_the_story_so_far_opens_over_it(page: Page, address: str) -> None:
    page.goto(at(address, "02-culture.ipynb"))
    page.get_by_role("button", name="Decide", exact=True).wait_for(timeout=LONG)
    for _ in range(3):
        decide(page)
    title = page.locator("#ks-scene").inner_text()
    page.goto(address)
    page.get_by_role("link", name="Continue").click(timeout=LONG)
    scene = page.locator("#ks-scene")
    expect(scene).to_be_focused(timeout=LONG)
    expect(scene).to_have_text(title, use_inner_text=True)
    expect(scene).to_be_in_viewport()
    button = page.get_by_role("button", name="The story so far")
    button.click()
    told = page.get_by_role("dialog", name="The story so far")
    expect(told).to_contain_text("You are the chief executive of Quernley")
    expect(told.get_by_role("listitem").filter(has_text="Rights-holder").first).to_be_visible()
    expect(told.locator(".went > li")).to_have_count(3)
    assert violations(page, ".ks-player") == []
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(button).to_be_focused()


def test_a_decision_is_heard_in_order_heading_first_then_what_followed_once(page: Page, address: str) -> None:
    page.add_init_script(HEARD)
    page.goto(at(address, "02-culture.ipynb"))
    wait_for_live(page)
    page.evaluate("window.__heard.length = 0")
    page.locator(".jp-Cell .ks-player").get_by_role("radio").first.press("Space")
    page.get_by_role("button", name="Decide", exact=True).press("Enter")
    heading = page.get_by_role("heading", name=re.compile("^Because you decided"))
    expect(heading).to_be_focused()
    page.wait_for_function("window.__heard.some(([kind]) => kind === 'status')")
    heard = page.evaluate("window.__heard")
    assert [kind for kind, _ in heard] == ["focus", "focus", "focus", "status"]
    assert [words for _, words in heard[1:3]] == ["Decide", heading.inner_text()]
    followed = page.locator(".ks-player .then").first.inner_text()
    assert " ".join(heard[3][1].split())[:60] in " ".join(followed.split())


def test_continue_opens_the_exercise_at_the_question_that_comes_next(page: Page, address: str) -> None:
    page.goto(at(address, "04-shared-responsibility.ipynb"))
    play(page)
    page.goto(at(address, "exercises/04-shared-responsibility/exercise.ipynb"))
    page.locator(".ks-form .choice input").first.check(timeout=LONG)
    expect(page.locator(".ks-form .saved")).to_have_text(re.compile(r"Saved \d"))
    page.goto(address)
    page.get_by_role("link", name="Continue").click(timeout=LONG)
    question = page.get_by_role("heading", name=re.compile("^Question 2 of"))
    expect(question).to_be_focused(timeout=LONG)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Next")).to_be_in_viewport()


def test_a_page_says_its_minutes_and_begins_at_its_top_without_a_jump(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".ks-explorer").wait_for(timeout=LONG)
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Strategy"))
    expect(row).to_contain_text("Story 18 min, ideas, practice and plans 21, exercise 40: 79 min in all")
    assert measure_shift(page) < 0.1
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Look something up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    page.goto(at(address, "03-stakeholders.ipynb"))
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    assert measure_shift(page) < 0.1
    page.keyboard.press("Tab")
    expect(page.locator(".ks-bar a").first).to_be_focused()


def test_nothing_follows_the_last_link_of_a_page(page: Page, address: str) -> None:
    page.goto(at(address, "exercises/03-stakeholders/exercise.ipynb"))
    page.locator(".jp-OutputArea .ks-form h2").wait_for(timeout=LONG)
    expect(page.locator("#ks-first")).to_have_count(0)
    below = """() => { const page = document.querySelector(".jp-WindowedPanel-outer");
      const last = [...document.querySelectorAll(".ks-bar")].at(-1).getBoundingClientRect();
      return page.scrollHeight - page.scrollTop - last.bottom; }"""
    assert page.evaluate(below) < 100


def pages(pdf: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type /Page$", pdf, re.MULTILINE))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_page_prints_whole_and_its_debrief_on_one_sheet(page: Page, address: str, paper: str) -> None:
    page.goto(at(address, "06-capstone.ipynb"))
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    if paper == "A4":
        play(page)
    assert pages(page.pdf(format=paper)) > 6
    go(page, "Looking back")
    page.evaluate("() => { window.print = () => {}; }")
    page.get_by_role("button", name="Print one page for a meeting").click()
    sheet = page.locator(".ks-sheet")
    sheet.wait_for(state="attached")
    expect(sheet.locator("h1")).to_contain_text("People harmed for good")
    assert pages(page.pdf(format=paper)) == 1
    expect(sheet).to_have_count(0)  # what is printed goes, and the page is as it was


def test_what_is_not_counted_yet_is_left_out_on_paper(page: Page, address: str, workspace: Path) -> None:
    for journal in (workspace / ".knowshow" / "journals").glob("*.json"):
        journal.unlink()
    page.goto(at(address, "06-capstone.ipynb"))
    page.locator(".ks-commitments").first.wait_for(state="attached", timeout=LONG)
    play(page)
    go(page, "Looking back")
    stands = page.get_by_role("heading", name="Where this stands among all the ways")
    page.emulate_media(media="print")
    expect(stands).to_be_hidden()
    page.emulate_media(media="screen")
    stands.scroll_into_view_if_needed()
    page.locator(".ks-player .histogram").first.wait_for(timeout=LONG)
    page.emulate_media(media="print")
    expect(stands).to_be_visible()


@pytest.mark.parametrize(
    "place",
    ["tree", "doc/tree/nowhere.ipynb", "nowhere", "doc/tree/exercises", "doc/tree/images/bad-day.svg"],
)
def test_an_unknown_address_has_a_page_of_the_course(page: Page, address: str, place: str) -> None:
    page.goto(address)
    page.goto(re.sub(r"doc/tree/.*", place, address))
    expect(page.get_by_role("heading", name="There is no such page in the course")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="To the start page").click()
    page.get_by_role("link", name=re.compile("Begin|Continue")).wait_for(timeout=LONG)


def test_a_damaged_page_is_named_with_the_mend_and_left_as_it_is(
    page: Page, address: str, workspace: Path
) -> None:
    whole = (workspace / "02-culture.ipynb").read_bytes()
    (workspace / "02-culture.ipynb").write_bytes(whole[:2000])
    page.goto(at(address, "02-culture.ipynb"))
    expect(page.get_by_role("heading", name="This page’s file is damaged")).to_be_visible()
    expect(page.get_by_text("02-culture.ipynb cannot be read as a page of the course.")).to_be_visible()
    assert violations(page) == []
    assert (workspace / "02-culture.ipynb").read_bytes() == whole[:2000]
    (workspace / "02-culture.ipynb").write_bytes(whole)
    page.get_by_role("link", name="To the start page").click()
    page.get_by_role("link", name=re.compile("Begin|Continue")).wait_for(timeout=LONG)


def test_the_browsers_back_leaves_a_page_at_once(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=re.compile("Begin|Continue")).wait_for(timeout=LONG)
    for notebook in ("04-shared-responsibility.ipynb", "exercises/04-shared-responsibility/exercise.ipynb"):
        before = page.url.partition("?")[0]
        page.goto(at(address, notebook))
        wait_for_live(page)
        page.go_back(wait_until="commit")
        assert page.url.partition("?")[0].partition("#")[0] == before.partition("#")[0]
        page.wait_for_load_state()  # in the middle of a change of pages the driver loses its place
        page.go_forward(wait_until="commit")
        wait_for_live(page)


def test_the_step_of_a_bookmark_outlives_a_missing_key(page: Page, address: str) -> None:
    page.goto(at(address, "04-shared-responsibility.ipynb").partition("?")[0] + "#practice")
    page.get_by_label("Or paste that address here").fill(address)
    page.get_by_role("button", name="Open the course").click()
    expect(step(page, "Practice")).to_have_attribute("aria-current", "step", timeout=LONG)
    assert page.url.endswith("#practice")


def test_a_missing_key_is_told_and_can_be_given(page: Page, address: str) -> None:
    page.goto(address.partition("?")[0])
    expect(page.get_by_role("heading", name="This address lacks its key")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Or paste that address here").fill(address)
    page.get_by_role("button", name="Open the course").click()
    page.get_by_role("link", name=re.compile("Begin|Continue")).wait_for(timeout=LONG)


def test_jupyterlab_without_a_page_leads_to_the_start_page(page: Page, address: str) -> None:
    page.goto(re.sub(r"doc/tree/[^?]+", "lab", address))
    page.get_by_role("link", name=re.compile("Begin|Continue")).wait_for(timeout=LONG)


def test_the_search_is_one_link_away_and_knows_kindred_words(page: Page, address: str) -> None:
    page.goto(at(address, "about.ipynb"))
    page.get_by_role("link", name="Look something up").click(timeout=LONG)
    field = page.get_by_role("searchbox").first
    expect(field).to_be_focused(timeout=LONG)
    field.fill("remedy")
    for number in ("22", "29", "31"):
        expect(page.locator(f".principle:has(.n:text-is('{number}'))")).to_be_visible()
    page.get_by_role("tab", name="Glossary").click()
    page.get_by_role("searchbox").last.fill("31")
    page.get_by_role("button", name="Guiding Principle 31").first.click()
    expect(page.locator(".principle[open] .n")).to_have_text("31")


def test_a_plan_made_into_a_page_is_in_sight_and_copied(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(at(address, "06-capstone.ipynb#what-you-will-do"))
    page.get_by_role("button", name="Add one of your own").last.click(timeout=LONG)
    page.get_by_label("What will be done").last.fill("A line to those who never signed up")
    page.get_by_role("button", name="Make the page").click()
    made = page.locator(".exported .notice")
    expect(made).to_be_focused()
    expect(made.get_by_role("button", name="Print it")).to_be_in_viewport()
    made.get_by_role("button", name="Copy it as text").click()
    expect(made).to_contain_text("Copied")
    assert "- A line to those who never signed up" in page.evaluate("navigator.clipboard.readText()")
    assert violations(page, ".ks-commitments") == []
