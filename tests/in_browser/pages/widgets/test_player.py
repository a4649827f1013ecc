from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ferry import journal, player, tell

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser import Mount, Stage, Theme


# In the browser


def decide(page: Page, label: str) -> None:
    """Decide with the keyboard alone: reach the choices, move to one, press Decide."""
    radios = page.get_by_role("radio")
    radios.first.focus()
    page.keyboard.press("Space")
    while not page.get_by_role("radio", name=label).is_checked():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.fixture
def stage(mount: Mount, tmp_path: Path) -> Stage:
    return mount(player(tmp_path))


@pytest.mark.browser
def test_keyboard_alone_plays_to_the_debrief(stage: Stage) -> None:
    decide(stage.page, "Wait for the morning")
    assert (
        stage.page.evaluate("document.activeElement.textContent")
        == "Because you decided: Wait for the morning"
    )
    decide(stage.page, "Call each household")
    stage.page.get_by_role("heading", name="Where experts differ").wait_for()


@pytest.mark.browser
def test_consequences_are_announced(stage: Stage) -> None:
    decide(stage.page, "Charter a boat")
    said = stage.page.get_by_role("status").first
    expect(said).to_contain_text("A trawler takes eleven people over.")
    expect(said).to_contain_text("Next: The list of names.")


@pytest.mark.browser
def test_decide_without_a_choice_says_so(stage: Stage) -> None:
    stage.page.get_by_role("button", name="Decide").click()
    stage.page.get_by_text("Choose one of the options first").wait_for()
    assert stage.page.evaluate("document.activeElement.type") == "radio"


@pytest.mark.browser
def test_what_was_picked_and_not_decided_survives_a_reload(stage: Stage) -> None:
    stage.page.get_by_role("radio", name="Charter a boat").check()
    stage.reload()
    expect(stage.page.get_by_role("radio", name="Charter a boat")).to_be_checked()
    stage.page.get_by_role("button", name="Decide").click()
    expect(stage.page.get_by_role("radio", name="Call each household")).to_be_visible()
    expect(stage.page.locator(".question input:checked")).to_have_count(0)


@pytest.mark.browser
def test_after_going_back_what_was_decided_is_marked_and_nothing_after_starting_again(stage: Stage) -> None:
    decide(stage.page, "Wait for the morning")
    stage.page.get_by_role("button", name="Back one decision").click()
    marked = stage.page.locator(".choice", has_text="Decided before you went back")
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("Wait for the morning")
    stage.reload()
    expect(marked).to_have_count(1)
    decide(stage.page, "Charter a boat")
    stage.page.get_by_role("button", name="Start again").click()
    expect(stage.page.get_by_role("radio", name="Charter a boat")).to_be_visible()
    expect(marked).to_have_count(0)


@pytest.mark.browser
def test_chip_opens_and_closes_the_principle_in_place(stage: Stage) -> None:
    chip = stage.page.get_by_role("button", name="Principle 24 severity first").first
    chip.click()
    assert chip.get_attribute("aria-expanded") == "true"
    stage.page.get_by_role("heading", name="Principle 24:").wait_for()
    chip.click()
    assert stage.page.get_by_role("heading", name="Principle 24:").count() == 0


@pytest.mark.browser
def test_decision_that_nobody_heard_is_said_and_offered_again(mount: Mount, tmp_path: Path) -> None:
    stage = mount(player(tmp_path))
    stage.page.clock.install()
    stage.offline()
    decide(stage.page, "Wait for the morning")
    stage.wait_in_vain(10_000)
    expect(stage.page.locator(".saved.failed")).to_contain_text("the course is not answering")
    expect(stage.page.locator(".question").get_by_role("status")).to_contain_text(
        "the course is not answering"
    )
    assert not (tmp_path / "journals").exists()
    stage.reload(player(tmp_path))
    expect(stage.page.get_by_role("radio", name="Wait for the morning")).to_be_checked()
    expect(stage.page.locator(".question .hint")).to_contain_text("Press Decide to take it now")
    stage.page.get_by_role("button", name="Decide").click()
    expect(stage.page.get_by_role("heading", name="Because you decided: Wait")).to_be_visible()
    assert journal(tmp_path) == ["wait"]
    stage.page.get_by_role("button", name="Back one decision").click()
    expect(stage.page.get_by_role("heading", name="An empty pier")).to_be_visible()
    expect(stage.page.locator(".question .hint")).to_contain_text("You can change your mind")
    expect(stage.page.get_by_role("radio", checked=True)).to_have_count(0)


@pytest.mark.browser
def test_an_answer_that_says_what_was_said_before_ends_the_waiting(mount: Mount, tmp_path: Path) -> None:
    (tmp_path / "journals").write_text("a file where the folder should be", "utf-8")
    stage = mount(player(tmp_path))
    stage.page.clock.install()
    for _ in range(2):
        decide(stage.page, "Wait for the morning")
        expect(stage.page.locator(".saved.failed")).to_contain_text("folder is still there")
        stage.page.clock.fast_forward(10_000)
        expect(stage.page.locator(".saved.failed")).to_contain_text("folder is still there")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(mount: Mount, tmp_path: Path, theme: Theme) -> None:
    stage = mount(player(tmp_path), theme, size=(1024, 640))
    for state, choice in enumerate(("Wait for the morning", "Call each household", None)):
        stage.axe()
        stage.fits()
        if theme == "light":
            stage.snapshot(f"player-{state}")
        if choice:
            decide(stage.page, choice)


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_trouble_is_accessible_and_fits(mount: Mount, tmp_path: Path, theme: Theme) -> None:
    tell(player(tmp_path), "decide", choice="wait")
    path = tmp_path / "journals" / "ferry.json"
    path.write_text(path.read_text("utf-8").replace("wait", "gone"), "utf-8")
    stage = mount(player(tmp_path), theme, size=(1024, 640))
    expect(stage.page.locator(".notice")).to_contain_text("The story has changed since you saved it")
    stage.page.get_by_role("button", name="Principle 24").first.click()
    stage.page.get_by_role("heading", name="Principle 24:").wait_for()
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("a file where the folder should be", "utf-8")
    decide(stage.page, "Wait for the morning")
    expect(stage.page.locator(".saved.failed")).to_contain_text("Nothing has changed")
    stage.axe()
    stage.sound()
    if theme == "light":
        stage.snapshot("player-trouble")


@pytest.mark.browser
def test_what_is_picked_and_where_the_focus_is_differ_in_forced_colours(stage: Stage) -> None:
    stage.page.emulate_media(forced_colors="active")
    radios = stage.page.get_by_role("radio")
    radios.first.focus()
    stage.page.keyboard.press("Space")
    of = "getComputedStyle(e.closest('.choice'))"
    look = f"e => [{of}.borderTopWidth, {of}.outlineStyle]"
    assert radios.first.evaluate(look) == ["2px", "solid"]
    stage.page.keyboard.press("Tab")
    assert radios.first.evaluate(look) == ["2px", "none"]
    assert radios.last.evaluate(look) == ["1px", "none"]


@pytest.mark.browser
def test_nothing_is_lost_at_200_percent_and_right_to_left(mount: Mount, tmp_path: Path) -> None:
    mount(player(tmp_path), size=(1280, 800), zoom=2).fits()
    mount(player(tmp_path), size=(1024, 640), rtl=True).fits()
