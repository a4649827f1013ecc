"""Commitments of a module and the whole plan, in the browser."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import icalendar
import pytest
from playwright.sync_api import expect

from keyboard import press, tab_to
from knowshow.learner import action_plan, plan_file
from knowshow.pages.action_plan import action_plan as page_of_plan
from knowshow.pages.commitments import commitments

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser import Mount, Theme
    from knowshow.pages.widgets.commitments import Commitments

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("workspace")]
MODULE = "05-remedy"


def module() -> Commitments:
    return cast("Commitments", commitments(MODULE))


def whole() -> Commitments:
    return cast("Commitments", page_of_plan())


def kept(workspace: Path) -> list[dict[str, Any]]:
    data = json.loads((workspace / ".knowshow" / "commitments.json").read_text("utf-8"))
    return cast("list[dict[str, Any]]", data["commitments"])


def tell(widget: Commitments, **message: Any) -> None:
    widget._heard(widget, message, [])  # noqa: SLF001 - the page's way in


def put(name: str, source: str, what: str) -> None:
    tell(whole(), do="put", id=name, fields={"source": source, "what": what})


def saved(page: Page) -> None:
    expect(page.locator(".saved")).to_have_text(re.compile("✓ Saved"))


def test_by_keyboard_alone_a_commitment_is_written_to_a_prompt(mount: Mount, workspace: Path) -> None:
    page = mount(module()).page
    tab_to(page, "Write this commitment: Which door")
    press(page, "Enter")
    page.keyboard.type("A form for people who never signed up")
    press(page, "Tab")
    page.keyboard.type("Ana Duarte")
    press(page, "Tab")
    page.keyboard.type("06302027")
    press(page, "Tab")
    saved(page)
    (one,) = kept(workspace)
    assert (one["source"], one["prompt"], one["principle"]) == (MODULE, "door", "GP29")
    assert (one["what"], one["who"], one["by"]) == (
        "A form for people who never signed up",
        "Ana Duarte",
        "2027-06-30",
    )
    expect(page.get_by_role("button", name="Write this commitment: Which door")).to_have_count(0)


def test_what_was_begun_and_left_blank_is_not_kept(mount: Mount, workspace: Path) -> None:
    page = mount(module()).page
    page.get_by_role("button", name="Write this commitment: Which door").click()
    page.get_by_role("button", name="Remove: what you had begun").click()
    expect(page.get_by_role("button", name="Write this commitment: Which door")).to_be_focused()
    assert not (workspace / ".knowshow").exists()


def test_a_removal_is_undone(mount: Mount, workspace: Path) -> None:
    put("a", MODULE, "First")
    put("b", MODULE, "Second")
    page = mount(module()).page
    page.get_by_role("button", name="Remove: First").click()
    expect(page.get_by_role("button", name="Bring it back")).to_be_focused()
    saved(page)
    assert [one["id"] for one in kept(workspace)] == ["b"]
    press(page, "Enter")
    expect(page.get_by_label("What will be done").first).to_have_value("First")
    saved(page)
    assert [one["id"] for one in kept(workspace)] == ["a", "b"]


def test_a_module_shows_its_own_and_the_plan_shows_all(mount: Mount) -> None:
    put("a", MODULE, "First")
    put("b", "01-strategy", "Second")
    put("c", "salience", "Third")
    expect(mount(module()).page.get_by_label("What will be done")).to_have_count(1)
    page = mount(whole()).page
    expect(page.get_by_label("What will be done")).to_have_count(3)
    assert page.get_by_role("heading", level=2).all_text_contents()[:3] == [
        "Strategy",
        "Remedy",
        "From the salience map",
    ]


def test_the_page_is_made_and_its_place_told(mount: Mount, workspace: Path) -> None:
    put("a", MODULE, "First")
    page = mount(whole()).page
    page.get_by_label("Your name").fill("Mireille Tanaka")
    page.get_by_label("What will be done").fill("First, and in earnest")
    tab_to(page, "Make the page")
    press(page, "Enter")
    told = page.locator(".exported")
    expect(told).to_have_attribute("role", "status")
    expect(told).to_contain_text(str(workspace))
    made = (workspace / "my-action-plan.html").read_text("utf-8")
    assert "Action plan of Mireille Tanaka" in made
    assert "First, and in earnest" in made


def test_the_page_made_comes_into_sight_with_the_focus_and_is_printed_and_copied(mount: Mount) -> None:
    put("a", MODULE, "First")
    stage = mount(whole(), size=(1024, 640))
    page = stage.page
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stage.reload()
    page.get_by_role("button", name="Make the page").press("Enter")
    told = page.locator(".exported .notice")
    expect(told).to_be_focused()
    expect(told.get_by_role("button", name="Copy it as text")).to_be_in_viewport()
    told.get_by_role("button", name="Print it").click()
    page.wait_for_function("() => window.printed")
    assert "Action plan" in page.evaluate("window.printed")
    assert "First" in page.evaluate("window.printed")
    stage.axe()


def test_a_plan_that_cannot_be_copied_says_so(mount: Mount) -> None:
    put("a", MODULE, "First")
    stage = mount(whole())
    button = stage.page.get_by_role("button", name="Make the page")
    button.click()
    stage.page.get_by_role("button", name="Copy it as text").click()
    expect(stage.page.locator(".exported")).to_contain_text("did not let it be copied")


def test_the_principle_of_a_commitment_is_read_whole(mount: Mount) -> None:
    put("a", MODULE, "First")
    page = mount(whole(), size=(1024, 640)).page
    field = page.get_by_role("combobox", name="Principle")
    lengths = field.locator("option").evaluate_all("all => all.map((e) => e.textContent.length)")
    field.select_option(index=lengths.index(max(lengths)))
    wide = """(field) => { const probe = field.parentNode.appendChild(document.createElement("span"));
      probe.style.cssText = `position:absolute;white-space:nowrap;font:${getComputedStyle(field).font}`;
      probe.textContent = field.selectedOptions[0].textContent;
      return [probe.offsetWidth + 40, field.clientWidth]; }"""
    needs, has = field.evaluate(wide)
    assert needs <= has


def test_a_day_goes_into_a_calendar_and_older_words_stay_words(mount: Mount, workspace: Path) -> None:
    for name, by in (("a", "2027-06-30"), ("b", "end of June")):
        tell(whole(), do="put", id=name, fields={"source": MODULE, "what": f"Of {name}", "by": by})
    page = mount(whole()).page
    days = page.get_by_label("By when")
    assert [(field.get_attribute("type"), field.input_value()) for field in days.all()] == [
        ("date", "2027-06-30"),
        ("text", "end of June"),
    ]
    page.get_by_role("button", name="Make the page").click()
    expect(page.locator(".exported")).to_contain_text("The dates are in my-action-plan.ics")
    assert b"SUMMARY:Of a" in (workspace / "my-action-plan.ics").read_bytes()
    assert "30 June 2027" in (workspace / "my-action-plan.html").read_text("utf-8")


def test_an_empty_plan_says_so(mount: Mount) -> None:
    page = mount(whole()).page
    expect(page.get_by_text("No commitment yet.")).to_be_visible()
    page.get_by_role("button", name="Make the page").click()
    expect(page.locator(".exported")).to_contain_text("nothing to put on a page yet")
    page.get_by_role("button", name="Add one of your own").click()
    expect(page.get_by_label("What will be done")).to_be_focused()
    expect(page.get_by_text("No commitment yet.")).to_be_hidden()


def test_two_windows_change_different_fields_of_one_commitment(mount: Mount, workspace: Path) -> None:
    put("a", MODULE, "First")
    stage = mount(module())
    tell(whole(), do="put", id="a", fields={"by": "Friday"})
    stage.page.get_by_label("Who sees").fill("Ana")
    stage.page.get_by_label("Who sees").blur()
    saved(stage.page)
    assert (kept(workspace)[0]["who"], kept(workspace)[0]["by"]) == ("Ana", "Friday")


def test_a_full_or_closed_disk_is_told_and_the_words_stay(mount: Mount, workspace: Path) -> None:
    page = mount(module()).page
    (workspace / ".knowshow").write_text("a file where the folder should be", "utf-8")
    page.get_by_role("button", name="Add one of your own").click()
    page.keyboard.type("Call Samira")
    press(page, "Tab")
    expect(page.locator(".saved")).to_have_class("saved failed")
    expect(page.get_by_label("What will be done")).to_have_value("Call Samira")
    (workspace / ".knowshow").unlink()
    page.get_by_role("button", name="Try again").click()
    saved(page)
    assert kept(workspace)[0]["what"] == "Call Samira"


def test_a_kernel_that_is_gone_is_told_and_the_words_come_after_all(mount: Mount, workspace: Path) -> None:
    stage = mount(module())
    stage.offline()
    stage.page.clock.install()
    stage.page.get_by_role("button", name="Add one of your own").click()
    stage.page.keyboard.type("Call Samira")
    press(stage.page, "Tab")
    stage.wait_in_vain(10_000)
    expect(stage.page.locator(".saved")).to_contain_text("Not saved yet")
    stage.reload(module())
    saved(stage.page)
    expect(stage.page.get_by_label("What will be done")).to_have_value("Call Samira")
    assert kept(workspace)[0]["what"] == "Call Samira"


def test_what_was_added_to_a_line_while_the_kernel_was_gone_is_shown_again(
    mount: Mount, workspace: Path
) -> None:
    put("a", MODULE, "Call Samira")
    tell(whole(), do="owner", value="Mina")
    for widget, label, words in ((module, "Who sees to it", "Ana Duarte"), (whole, "Your name", "Mina Holt")):
        stage = mount(widget())
        stage.offline()
        stage.page.get_by_label(label).fill(words)
        press(stage.page, "Tab")
        stage.reload(widget())
        saved(stage.page)
        expect(stage.page.get_by_label(label)).to_have_value(words)
    assert kept(workspace)[0]["who"] == "Ana Duarte"


def test_a_commitment_with_a_day_is_given_to_the_calendar_by_itself(mount: Mount) -> None:
    put("a", MODULE, "First")
    put("b", MODULE, "Second")
    page = mount(module()).page
    button = page.get_by_role("button", name="Add to your calendar: First")
    expect(button).to_be_hidden()
    page.get_by_label("By when").first.fill("2027-03-31")
    with page.expect_download() as taken:
        button.click()
    assert taken.value.suggested_filename == "2027-03-31.ics"
    (event,) = icalendar.Calendar.from_ical(Path(taken.value.path()).read_bytes()).walk("VEVENT")
    assert event["summary"] == "First"


def test_a_day_without_a_commitment_is_told_in_one_line(mount: Mount) -> None:
    stage = mount(whole())
    stage.page.get_by_role("button", name="Add one of your own").click()
    stage.page.get_by_label("By when").fill("2027-03-31")
    stage.page.get_by_role("button", name="Add to your calendar: what you had begun").click()
    expect(stage.page.locator(".saved")).to_have_text(re.compile("^Write down what will be done"))


def test_a_month_later_the_page_asks_what_came_of_it(mount: Mount, workspace: Path) -> None:
    put("a", MODULE, "First")
    put("b", MODULE, "Second")
    stored = plan_file.open_plan()
    old = {"since": (plan_file.find_today() - timedelta(days=30)).isoformat()}
    stored.change(lambda now: action_plan.change(now, "a", old, plan_file.find_today()))
    page = mount(module()).page
    field = page.get_by_label("What came of it?")
    expect(field.locator("visible=true")).to_have_count(1)
    field.first.fill("They answered")
    page.keyboard.press("Tab")
    saved(page)
    assert kept(workspace)[0]["came"] == "They answered"
    expect(field.first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_read_well_and_fit(mount: Mount, theme: Theme) -> None:
    put("a", MODULE, "First")
    put("b", "01-strategy", "Second")
    stage = mount(module(), theme, size=(1024, 640))
    stage.page.get_by_role("button", name="Write this commitment: Which harm").click()
    stage.axe()
    stage.sound()
    plan = mount(whole(), theme, size=(1024, 640))
    plan.page.get_by_role("button", name="Make the page").click()
    expect(plan.page.locator(".exported .notice")).to_be_visible()
    plan.axe()
    plan.sound()
    if theme == "light":
        stage.snapshot("commitments")
        plan.snapshot("action-plan", ".ks-commitments .groups")


def test_the_page_that_is_shared_is_accessible(mount: Mount, workspace: Path) -> None:
    put("a", MODULE, "First <b>of</b> all")
    tell(whole(), do="export")
    stage = mount(module())
    stage.page.set_content((workspace / "my-action-plan.html").read_text("utf-8"))
    stage.axe("html")
    assert stage.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("zoom", "rtl"), [(2, False), (4, False), (1, True)])
def test_nothing_is_lost_zoomed_or_right_to_left(mount: Mount, zoom: int, *, rtl: bool) -> None:
    put("a", MODULE, "First " * 60)
    mount(module(), size=(1280, 1024), zoom=zoom, rtl=rtl).sound()
    mount(whole(), size=(1280, 1024), zoom=zoom, rtl=rtl).sound()
