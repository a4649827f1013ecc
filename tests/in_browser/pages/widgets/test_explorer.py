"""The principle explorer in the browser: searched, filtered, opened, with and without a glossary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import pytest
from playwright.sync_api import expect

from keyboard import press, tab_to
from knowshow.content import scenarios
from knowshow.content.principles import load_principles
from knowshow.learner import journals
from knowshow.pages.explorer import explorer
from knowshow.pages.widgets.explorer import Explorer
from knowshow.story import play
from knowshow.views.principle_cards import card

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser import Mount, Stage, Theme
    from knowshow.views.passages import PassageView
    from knowshow.views.principle_cards import TermView

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]
SHOWN = "details.principle:visible"


@pytest.fixture(scope="module")
def made() -> Explorer:
    return cast("Explorer", explorer())


@pytest.fixture
def stage(mount: Mount, made: Explorer) -> Stage:
    return mount(made)


def numbers(page: Page) -> list[str]:
    return page.locator(f"{SHOWN} summary .n").all_text_contents()


def test_all_31_stand_under_their_pillars(stage: Stage) -> None:
    assert numbers(stage.page) == [str(number) for number in range(1, 32)]
    expect(stage.page.locator(".count").first).to_have_text("31 principles")


def test_by_keyboard_alone_a_principle_is_found_and_read(stage: Stage) -> None:
    page = stage.page
    tab_to(page, "searchbox")
    page.keyboard.type("severe reverse")
    expect(page.get_by_text("No principle has all of these words")).to_be_visible()
    press(page, *["Backspace"] * 8)
    expect(page.locator(SHOWN).first).to_be_visible()
    page.keyboard.type(" first")
    tab_to(page, "Worst first")
    press(page, "Enter")
    opened = page.locator("details[open]")
    expect(opened).to_contain_text("For you:")
    expect(opened).to_contain_text("Key terms:")
    expect(opened).to_contain_text("HR/PUB/11/04, p. 26")
    expect(opened.get_by_role("link", name="Remedy")).to_have_attribute("href", "/05-remedy.ipynb")


def test_the_count_is_announced_and_the_hit_shown(stage: Stage) -> None:
    stage.page.get_by_role("searchbox").fill("LEVERAGE")
    count = stage.page.locator(".count").first
    expect(count).to_have_attribute("role", "status")
    expect(count).to_have_text(re.compile(r"^1 principle · \d+ terms? · \d+ places in the modules$"))
    expect(stage.page.locator("mark:visible")).to_have_text("leverage")


@pytest.mark.parametrize(
    ("asked", "finds"),
    [
        ("remedy", {"22", "25", "29", "31"}),
        ("artificial intelligence", {"13", "17"}),
        ("AI", {"13", "17"}),
        ("supplier", {"13", "16", "18"}),
        ("consent", {"16", "18", "31"}),
    ],
)
def test_kindred_words_are_found_and_letters_within_words_are_not(
    stage: Stage, asked: str, finds: set[str]
) -> None:
    stage.page.get_by_role("searchbox").fill(asked)
    expect(stage.page.locator(".count").first).not_to_have_text("31 principles")
    shown = set(numbers(stage.page))
    assert finds <= shown
    assert not shown & {"6", "10", "28"}  # "against", "plain" and "complaint" hold the letters of "ai"


def test_filters_narrow_together_and_are_taken_back_together(stage: Stage) -> None:
    page = stage.page
    page.get_by_label("Pillar").select_option("remedy")
    page.get_by_label("Asked of").select_option("companies")
    assert numbers(page) == ["29"]
    page.get_by_label("Kind").select_option("foundational")
    page.get_by_role("button", name="Show all principles").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert len(numbers(page)) == 31


def test_the_glossary_is_a_tab_reached_by_arrow(stage: Stage) -> None:
    page = stage.page
    tab_to(page, "tab ")
    press(page, "ArrowRight")
    expect(page.get_by_role("tab", name="Glossary")).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_have_count(1)
    page.get_by_role("searchbox").fill("salien")
    expect(page.locator(".term:visible").first).to_contain_text("alien")
    page.get_by_role("searchbox").fill("nothing of the kind")
    expect(page.get_by_text("No term has all of these words.")).to_be_visible()
    page.get_by_role("tab", name="Glossary").press("Home")
    expect(page.get_by_role("tab", name="Principles")).to_be_focused()


def test_a_word_is_found_in_ideas_with_its_kin_and_the_way_leads_to_the_place(stage: Stage) -> None:
    page = stage.page
    page.get_by_role("tab", name="In the modules").click()
    expect(page.get_by_text("Of a story")).to_have_count(0)
    expect(page.get_by_text("Type a word above.")).to_be_visible()
    page.get_by_role("searchbox").fill("redress")
    found = page.locator(".passage:visible").filter(
        has=page.locator(".name", has_text=re.compile("^Remedy$"))
    )
    expect(page.get_by_role("tab", name=re.compile(r"Principles \d+"))).to_be_visible()
    found.first.locator("summary").click()
    way = found.first.get_by_role("link", name="Go there: Remedy")
    expect(way).to_have_attribute("href", re.compile(r"/05-remedy\.ipynb#ideas/\S{10,}$"))
    page.get_by_role("searchbox").fill("zzz")
    expect(page.get_by_text("No module has all of these words in one place.")).to_be_visible()


def test_of_a_story_is_found_what_was_read_and_no_more(mount: Mount, workspace: Path) -> None:
    scenario = scenarios.load_scenario("cut-off")
    first = play.available(scenario, play.start(scenario))[0].id
    journals.save(
        workspace / ".knowshow" / "journals" / "cut-off.json",
        journals.Journal("cut-off", scenario.version, (first,)),
    )
    page = mount(cast("Explorer", explorer())).page
    page.get_by_role("tab", name="In the modules").click()
    page.get_by_role("searchbox").fill(scenario.node[scenario.start].text.split(".")[0])
    expect(page.locator(".passage:visible .hint").first).to_have_text(
        f"Story: {scenario.node[scenario.start].title}"
    )
    unread = scenario.node[list(scenario.node)[-1]]
    page.get_by_role("searchbox").fill(unread.text.split(".")[0])
    expect(page.locator(".passage:visible")).to_have_count(0)


def test_without_a_glossary_there_are_no_tabs(mount: Mount, made: Explorer) -> None:
    page = mount(Explorer(made.cards, [], made.source)).page
    expect(page.get_by_role("tab")).to_have_count(0)
    assert len(numbers(page)) == 31


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_reads_well_and_fits(mount: Mount, made: Explorer, theme: Theme) -> None:
    stage = mount(made, theme, size=(1024, 640))
    stage.page.get_by_role("searchbox").fill("eight marks")
    stage.page.locator(f"{SHOWN} summary").first.click()
    expect(stage.page.locator(".count").first).to_have_text(re.compile("^1 principle"))
    stage.axe()
    stage.sound()
    stage.page.get_by_role("tab", name="In the modules").click()
    stage.axe()
    stage.page.get_by_role("searchbox").fill("remedy")
    stage.page.locator(".passage:visible summary").first.click()
    stage.axe()
    stage.sound()
    stage.page.get_by_role("searchbox").fill("")
    stage.axe()
    stage.page.get_by_role("tab", name="Glossary").click()
    stage.axe()
    stage.sound()


def test_the_page_and_a_card_read_as_they_did(mount: Mount) -> None:
    worst = load_principles().principles[23]
    met = {"05-remedy": ["in the dilemma", "in the practice"]}
    term: TermView = {"term": "Severity", "html": "How grave.", "plain": "How grave.", "cites": []}
    passage: PassageView = {
        "href": "05-remedy.ipynb#ideas/Put%20the%20worst",
        "title": "Remedy",
        "where": "Ideas",
        "html": "<p>Put the worst first.</p>",
    }
    cards = [card(worst, met, {"05-remedy": "Remedy"})]
    stage = mount(Explorer(cards, [term], "The source.", passages=[passage]))
    stage.page.get_by_role("searchbox").fill("worst first")
    stage.page.locator(f"{SHOWN} summary").first.click()
    expect(stage.page.locator(".count").first).to_have_text("1 principle · 0 terms · 1 place in the modules")
    stage.snapshot("explorer")


@pytest.mark.parametrize(("zoom", "rtl"), [(2, False), (4, False), (1, True)])
def test_nothing_is_lost_zoomed_or_right_to_left(
    mount: Mount, made: Explorer, zoom: int, *, rtl: bool
) -> None:
    stage = mount(made, size=(1280, 1024), zoom=zoom, rtl=rtl)
    stage.page.locator(f"{SHOWN} summary").last.click()
    stage.sound()
