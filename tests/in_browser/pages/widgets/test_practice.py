"""Practice in a real browser: check, hint and solution by keyboard, announced and never by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

import sample
from knowshow.exercises import practice as drill
from knowshow.learner.practice_notes import PracticeNotes
from knowshow.pages.widgets.practice import Practice

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from browser import Mount, Stage, Theme

pytestmark = pytest.mark.browser
TYPES = ["first-move", "two-of-three", "put-in-order", "pair-up", "how-many", "write-it"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "practice.json"


def practice(path: Path, *names: str) -> Practice:
    notebook = PracticeNotes(sample.practice(), path)
    return Practice(notebook, [sample.task(name) for name in names or TYPES])


def stands(path: Path, name: str) -> str:
    notebook = PracticeNotes(sample.practice(), path)
    return drill.find_outcome(sample.task(name), notebook.entry(sample.task(name)))


def focus(stage: Stage, target: Locator) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(30):
        stage.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{target} cannot be reached with Tab")


KEYS: dict[str, list[tuple[str, list[str]]]] = {
    "first-move": [("Ask the people", ["Space"])],
    "two-of-three": [("An apology", ["Space"]), ("Giving back", ["Space"])],
    "put-in-order": [("Move down: Report", ["Enter", "Enter"])],
    "pair-up": [("Online only", ["A"]), ("Nobody says", ["P"])],
    "how-many": [("Your answer on a scale", ["Home", *["ArrowRight"] * 8])],
    "write-it": [("Write two sentences", ["I"])],
}


@pytest.mark.parametrize("name", TYPES)
def test_each_type_is_done_by_keyboard_alone(mount: Mount, path: Path, name: str) -> None:
    stage = mount(practice(path, name))
    page, result = stage.page, stage.page.locator(".result")
    check = page.get_by_role("button", name="Check")
    focus(stage, check)
    page.keyboard.press("Enter")
    expect(result).to_contain_text("Not attempted")
    page.keyboard.press("Shift+Tab")
    page.evaluate("document.activeElement.blur()")
    for label, keys in KEYS[name]:
        focus(stage, page.get_by_label(label))
        for key in keys:
            page.keyboard.press(key)
    focus(stage, check)
    page.keyboard.press("Enter")
    if name == "write-it":
        expect(result).to_contain_text("Yours to judge")
        for box in page.get_by_role("checkbox").all():
            focus(stage, box)
            page.keyboard.press("Space")
    expect(result).to_contain_text("Right")
    assert stands(path, name) == "right"


def test_an_answer_that_is_not_right_says_not_yet_and_why(mount: Mount, path: Path) -> None:
    stage = mount(practice(path, "first-move"))
    stage.page.get_by_label("Announce a fund").check()
    stage.page.get_by_role("button", name="Check").click()
    result = stage.page.locator(".result[role=status]")
    expect(result).to_contain_text("Not yet")
    expect(result).to_contain_text("Whom does it reach?")
    expect(result).not_to_contain_text("Remedy is judged")
    stage.page.get_by_label("Ask the people").check()
    expect(result).to_be_empty()
    stage.page.get_by_role("button", name="Check").click()
    expect(result).to_contain_text("Remedy is judged by those it is for.")
    expect(result).to_contain_text("Guiding Principles 18")


def test_hint_and_solution_open_and_close(mount: Mount, path: Path) -> None:
    stage = mount(practice(path, "put-in-order"))
    hint = stage.page.get_by_role("button", name="Hint")
    hint.click()
    expect(stage.page.get_by_text("What gets worse by waiting?")).to_be_visible()
    closing = stage.page.get_by_role("button", name="Hide the hint")
    expect(closing).to_have_attribute("aria-expanded", "true")
    expect(closing).to_be_focused()
    closing.click()
    expect(stage.page.get_by_text("What gets worse by waiting?")).to_have_count(0)
    stage.page.get_by_role("button", name="Solution").click()
    expect(stage.page.get_by_text("Stop and talk, then report.")).to_be_visible()
    expect(stage.page.get_by_text("Whether to talk before or after the pause.")).to_be_visible()


def test_what_was_done_is_there_after_a_restart(mount: Mount, path: Path) -> None:
    stage = mount(practice(path, "how-many"))
    stage.page.get_by_label("Your answer as a number").fill("7")
    stage.page.get_by_role("button", name="Check").click()
    expect(stage.page.locator(".result")).to_contain_text("There are more.")
    stage.reload(practice(path, "how-many"))
    expect(stage.page.get_by_label("Your answer as a number")).to_have_value("7")
    expect(stage.page.locator(".result")).to_contain_text("Not yet")


def test_an_unreadable_file_is_told_in_the_page(mount: Mount, path: Path) -> None:
    path.write_bytes(b"{")
    stage = mount(practice(path, "first-move"))
    expect(stage.page.get_by_role("status").filter(has_text="not deleted")).to_contain_text("unreadable-")


def test_a_disk_that_says_no_is_told_in_the_page(mount: Mount, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    stage = mount(practice(tmp_path / "file" / "practice.json", "first-move"))
    stage.page.get_by_label("Ask the people").check()
    expect(stage.page.locator(".saved.failed")).to_contain_text("Not saved")


def test_no_answer_from_python_is_said(mount: Mount, path: Path) -> None:
    stage = mount(practice(path, "first-move"))
    stage.offline()
    stage.page.clock.install()
    stage.page.get_by_role("button", name="Check").click()
    stage.wait_in_vain(10_000)
    expect(stage.page.locator(".saved.failed")).to_contain_text("not answering")


def test_words_that_python_did_not_hear_are_there_after_a_reload_and_saved(mount: Mount, path: Path) -> None:
    stage = mount(practice(path, "write-it"))
    area = stage.page.get_by_label("Write two sentences")
    area.fill("We stopped it.")
    area.blur()
    expect(stage.page.locator(".saved")).to_contain_text("✓ Saved")
    stage.offline()
    area.fill("We stopped it. We will call.")
    stage.reload(practice(path, "write-it"))
    expect(area).to_have_value("We stopped it. We will call.")
    expect(stage.page.locator(".saved")).to_contain_text("✓ Saved")
    PracticeNotes(sample.practice(), path).change(sample.task("write-it"), value="In another window.")
    stage.reload(practice(path, "write-it"))
    expect(area).to_have_value("In another window.")


ANSWERS: dict[str, Any] = {
    "first-move": "announce",
    "two-of-three": ["apology", "restitution"],
    "write-it": "I.",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_a_check(mount: Mount, path: Path, theme: Theme) -> None:
    stage = mount(practice(path), theme)
    stage.axe()
    for name, value in ANSWERS.items():
        for message in (
            {"do": "check", "value": value},
            {"do": "hint", "value": True},
            {"do": "solution", "value": True},
        ):
            stage.widget._heard(None, {"item": name, **message}, [])  # noqa: SLF001 - the page's way in
    stage.reload()
    stage.axe()
    stage.snapshot("practice")


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(("size", "zoom"), [((1024, 640), 1), ((1280, 1024), 4)])
def test_nothing_is_lost_small_zoomed_or_right_to_left(
    mount: Mount, path: Path, size: tuple[int, int], zoom: int, *, rtl: bool
) -> None:
    mount(practice(path), size=size, zoom=zoom, rtl=rtl).fits()
