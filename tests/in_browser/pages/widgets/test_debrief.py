"""The debrief in a browser: walked by keyboard, measured by axe, compared by its accessibility tree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from knowshow.content.principles import load_principles
from knowshow.content.scenarios import load_scenario
from knowshow.learner import journals
from knowshow.pages.widgets import debrief
from knowshow.pages.widgets.player import Player
from storyteller import first_path

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from browser import Mount, Stage, Theme

FERRY = load_scenario(Path(__file__).parents[3] / "scenarios" / "ferry.yaml")
PRINCIPLES = load_principles()
PATH = ("wait", "call")


def ended(tmp_path: Path) -> Player:
    path = tmp_path / "ferry.json"
    journals.save(path, journals.Journal(FERRY.id, FERRY.version, PATH))
    return Player(FERRY, PRINCIPLES, path)


# In the browser


@pytest.fixture
def stage(mount: Mount, tmp_path: Path) -> Stage:
    return mount(ended(tmp_path))


def focused(stage: Stage) -> str:
    return str(stage.page.evaluate("document.activeElement.textContent"))


def part(stage: Stage, name: str) -> Locator:
    return stage.page.get_by_role("region", name=name, exact=True)


def counted(stage: Stage) -> Locator:
    """The part that is counted when it comes into sight, counted."""
    found = part(stage, "Where this stands among all the ways it could have gone")
    found.scroll_into_view_if_needed()
    found.get_by_role("figure").first.wait_for()
    return found


@pytest.mark.browser
def test_path_is_walked_again_by_keyboard(stage: Stage) -> None:
    path = part(stage, "Your path")
    path.get_by_role("button", name="Wait for the morning").focus()
    stage.page.keyboard.press("Enter")
    path.get_by_text("Nobody crosses tonight.").wait_for()
    path.get_by_text("Islanders' trust: from fair to low").wait_for()
    path.get_by_role("button", name="Later").focus()
    stage.page.keyboard.press("Enter")
    assert focused(stage) == "Day 2: The list of names"
    path.get_by_text("Arriving now, from Day 1: Wait for the morning").wait_for()
    path.get_by_role("button", name="Close").focus()
    stage.page.keyboard.press("Enter")
    assert "Call each household" in focused(stage)
    assert path.get_by_role("button", name="Call each household").get_attribute("aria-expanded") == "false"


@pytest.mark.browser
def test_tabs_move_with_arrows_and_take_one_stop(stage: Stage) -> None:
    lived = part(stage, "The same story, as lived by")
    lived.get_by_role("tab", name="Ines Abara").focus()
    for key, name in (("ArrowRight", "Oto Lind"), ("End", "Rhea Voss"), ("ArrowRight", "Ines Abara")):
        stage.page.keyboard.press(key)
        assert lived.get_by_role("tab", selected=True).text_content() == focused(stage)
        assert name in focused(stage)
    stage.page.keyboard.press("Tab")
    assert stage.page.evaluate("document.activeElement.getAttribute('role')") == "tabpanel"
    lived.get_by_role("tabpanel", name="Ines Abara").get_by_text("I was on the pier that night.").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 1024, 720, 480])
def test_no_tab_stands_alone_on_the_last_line(mount: Mount, tmp_path: Path, width: int) -> None:
    scenario = load_scenario("cut-off")
    path = tmp_path / "cut-off.json"
    choices = tuple(first_path(scenario))
    journals.save(path, journals.Journal(scenario.id, scenario.version, choices))
    stage = mount(Player(scenario, PRINCIPLES, path), size=(width, 800))
    tops = stage.page.locator(".lived [role=tab]").evaluate_all(
        "all => all.map((e) => Math.round(e.getBoundingClientRect().top))"
    )
    assert len(tops) > 4
    assert len(set(tops)) == 1 or tops.count(max(tops)) > 1


@pytest.mark.browser
def test_what_if_by_keyboard_tells_the_difference_aloud(stage: Stage) -> None:
    what_if = part(stage, "What if")
    what_if.get_by_role("combobox", name="The decision").focus()
    stage.page.keyboard.press("ArrowDown")
    what_if.get_by_role("radio", name="Call each household").focus()
    stage.page.keyboard.press("ArrowDown")
    what_if.get_by_text("It would end with “They know your notice”").wait_for()
    expect(what_if.get_by_role("status")).to_contain_text(
        "Had you decided “Post a notice” (Day 2), people would be worse off. Compared: Day 30."
    )
    row = what_if.get_by_role("row", name="Islanders' trust")
    assert row.get_by_role("cell").all_text_contents() == ["fair", "low", "▼ worse"]
    stage.page.keyboard.press("ArrowUp")
    what_if.get_by_text("Choose something other than what you decided").wait_for()


@pytest.mark.browser
def test_histogram_has_a_table_one_click_away(stage: Stage) -> None:
    figure = counted(stage).get_by_role("figure", name="Patients without a crossing: 45 patients")
    figure.get_by_text("No way ends worse for people; in 2 of 4 (50 %) it ends better.").wait_for()
    assert "Yours: 45 patients." in (figure.get_by_role("img").get_attribute("aria-label") or "")
    figure.get_by_role("button", name="Show as a table").press("Enter")
    row = figure.get_by_role("row", name="45 patients (yours)")
    assert row.get_by_role("cell").all_text_contents() == ["2", "50.0 %"]
    figure.get_by_role("button", name="Hide the table").press("Enter")
    assert figure.get_by_role("row").count() == 0


@pytest.mark.browser
def test_nothing_is_fetched_before_a_chart_is_asked_for(stage: Stage) -> None:
    counted(stage)
    assert stage.page.locator("iframe").count() == 0
    assert stage.page.evaluate("[typeof window.__ksPlotly, typeof window.Plotly]") == [
        "undefined",
        "undefined",
    ]


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chart_is_drawn_by_keyboard_in_the_pages_colours(mount: Mount, tmp_path: Path, theme: Theme) -> None:
    stage = mount(ended(tmp_path), theme)
    stage.page.set_default_timeout(60_000)
    stage.page.get_by_role("button", name="Show as a chart: how things moved").press("Enter")
    figure = stage.page.get_by_role("figure", name="How things moved on your path")
    figure.locator("iframe[data-drawn]").wait_for()
    assert figure.get_by_text("Drawing the chart").count() == 0
    frame = stage.page.frames[-1]
    people = {"light": "rgb(154, 74, 6)", "dark": "rgb(240, 176, 106)"}[theme]
    assert people in str(frame.evaluate("document.querySelector('.scatterlayer .js-line').style.stroke"))
    assert frame.locator(".modebar").count() == 0
    label = figure.get_by_role("img").get_attribute("aria-label") or ""
    assert "Patients without a crossing: 40 patients, 40 patients, 45 patients." in label
    figure.get_by_role("button", name="Show as a table").press("Enter")
    assert figure.get_by_role("row", name="Day 30").get_by_role("cell").first.text_content() == "45 patients"
    stage.axe()
    assert stage.page.evaluate("typeof window.Plotly") == "undefined"


@pytest.mark.browser
def test_chart_that_cannot_be_drawn_shows_its_numbers(
    mount: Mount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> bytes:
        raise FileNotFoundError

    monkeypatch.setattr(debrief, "plotly_script", missing)
    stage = mount(ended(tmp_path))
    stage.page.get_by_role("button", name="Show as a chart: how things moved").click()
    stage.page.get_by_text("The chart could not be drawn here. Its numbers are in the table.").wait_for()
    figure = stage.page.get_by_role("figure", name="How things moved on your path")
    assert figure.get_by_role("row", name="Day 30").get_by_role("cell").first.text_content() == "45 patients"
    assert figure.get_by_text("The gravest change for people came with").is_visible()


@pytest.mark.browser
def test_course_that_does_not_answer_is_said_and_can_be_asked_again(stage: Stage) -> None:
    stage.page.clock.install()
    stage.offline()
    where = part(stage, "Where this stands among all the ways it could have gone")
    where.scroll_into_view_if_needed()
    where.get_by_text("Counting all the ways").wait_for()
    stage.wait_in_vain(20_000)
    where.get_by_text("The course is not answering.").wait_for()
    stage.offline(False)  # noqa: FBT003 - reads as a switch
    where.get_by_role("button", name="Try again").click()
    where.get_by_role("figure").first.wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(mount: Mount, tmp_path: Path, theme: Theme) -> None:
    stage = mount(ended(tmp_path), theme, size=(1024, 640))
    page = stage.page
    counted(stage)
    part(stage, "Your path").get_by_role("button", name="Call each household").click()
    part(stage, "What if").get_by_role("radio", name="Charter a boat").check()
    part(stage, "What if").get_by_role("table").wait_for()
    while page.get_by_role("button", name="Show as a table").count():
        page.get_by_role("button", name="Show as a table").first.click()
    part(stage, "Where experts differ").get_by_role("button", name="Principle 22").click()
    part(stage, "The same story, as lived by").get_by_role("tab", name="Rhea Voss").click()
    stage.axe()
    stage.fits()
    if theme == "light":
        stage.snapshot("debrief", ".debrief")


@pytest.mark.browser
def test_nothing_is_lost_at_200_percent_and_right_to_left(mount: Mount, tmp_path: Path) -> None:
    for stage in (
        mount(ended(tmp_path), size=(1280, 800), zoom=2),
        mount(ended(tmp_path), size=(1024, 640), rtl=True),
    ):
        counted(stage)
        part(stage, "Your path").get_by_role("button", name="Call each household").click()
        part(stage, "What if").get_by_role("radio", name="Charter a boat").check()
        part(stage, "What if").get_by_role("table").wait_for()
        stage.fits()


@pytest.mark.browser
def test_another_pair_of_measures_is_charted_when_chosen(mount: Mount, tmp_path: Path) -> None:
    stage = mount(ended(tmp_path))
    stage.page.set_default_timeout(60_000)
    where = counted(stage)
    where.get_by_role("button", name="Show as a chart: people and company").click()
    where.get_by_role("combobox", name="About people").select_option("Islanders' trust")
    where.get_by_role("figure", name="“Islanders' trust” beside “Cost”").wait_for()
