"""The pieces that keep things, in the real JupyterLab: kernels die, servers stop, disks fill, files break."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from module_steps import go, wait_for_live
from server import at, full_disk, kill_kernels, suspend_kernels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
LONG = 90_000
REMEDY, EXERCISE = "05-remedy.ipynb", "exercises/05-remedy/exercise.ipynb"
WORDS = "We stopped it on Monday. Your place is yours again, and I will call you."


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def kept(workspace: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (workspace / ".knowshow" / "commitments.json").read_text("utf-8")
    )["commitments"]
    return found


def practised(workspace: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (workspace / ".knowshow" / "practice" / "05-remedy.json").read_text("utf-8")
    )["entries"]
    return found


def open_commitments(page: Page, address: str) -> None:
    page.goto(at(address, f"{REMEDY}#what-you-will-do"))
    page.locator(".ks-commitments").first.wait_for(timeout=LONG)


def open_exercise(page: Page, address: str) -> Locator:
    page.goto(at(address, EXERCISE))
    form = page.locator(".ks-form")
    form.get_by_role("radio").first.wait_for(timeout=LONG)
    wait_for_live(page)
    return form


def saved(piece: Locator) -> None:
    expect(piece.locator(".saved")).to_have_text(re.compile("✓ Saved"), timeout=LONG)


def test_what_is_written_in_practice_and_plan_outlives_a_killed_kernel(
    page: Page, address: str, workspace: Path
) -> None:
    open_commitments(page, address)
    practice, plan = page.locator(".ks-practice"), page.locator(".ks-commitments")
    plan.get_by_role("button", name="Write this commitment: Which door").click()
    page.keyboard.type("A form for everybody")
    page.keyboard.press("Tab")
    saved(plan)
    assert [one["what"] for one in kept(workspace)] == ["A form for everybody"]
    go(page, "Practice")
    practice.get_by_role("textbox").fill("We stopped it.")
    practice.get_by_role("textbox").blur()
    saved(practice)
    suspend_kernels()
    practice.get_by_role("textbox").fill(WORDS)
    practice.get_by_role("textbox").blur()
    go(page, "What you will do")
    plan.get_by_label("Who sees to it").fill("Ana Duarte")
    kill_kernels()
    expect(page.locator(".ks-notice")).to_contain_text("starting again", timeout=LONG)
    expect(page.locator(".ks-notice")).to_be_empty(timeout=LONG)
    saved(plan)
    expect(plan.get_by_label("Who sees to it")).to_have_value("Ana Duarte", timeout=LONG)
    expect(plan.get_by_label("Who sees to it")).to_be_focused()
    assert kept(workspace)[0]["who"] == "Ana Duarte"
    saved(practice)
    go(page, "Practice")
    expect(practice.get_by_role("textbox")).to_have_value(WORDS)
    assert WORDS in [entry["value"] for entry in practised(workspace).values()]


def test_full_disk_is_said_by_practice_and_plan_and_everything_is_saved_once_there_is_room(
    page: Page, address: str, workspace: Path
) -> None:
    open_commitments(page, address)
    practice, plan = page.locator(".ks-practice"), page.locator(".ks-commitments")
    before = (
        [one["what"] for one in kept(workspace)]
        if (workspace / ".knowshow/commitments.json").exists()
        else []
    )
    go(page, "Practice")
    with full_disk():
        practice.get_by_role("textbox").fill("Second words.")
        practice.get_by_role("button", name="Check").last.click()
        expect(practice.locator(".saved.failed")).to_contain_text("the disk is full")
        go(page, "What you will do")
        plan.get_by_role("button", name="Write this commitment: Which harm").click()
        page.keyboard.type("Write to the 212")
        page.keyboard.press("Tab")
        expect(plan.locator(".saved.failed")).to_contain_text("the disk is full")
    plan.get_by_role("button", name="Try again").click()
    go(page, "Practice")
    practice.get_by_role("button", name="Check").last.click()
    saved(practice)
    saved(plan)
    assert "Second words." in [entry["value"] for entry in practised(workspace).values()]
    assert [one["what"] for one in kept(workspace)] == [*before, "Write to the 212"]


def test_full_disk_is_said_by_the_exercise_and_the_next_change_saves_both(
    page: Page, address: str, workspace: Path
) -> None:
    form = open_exercise(page, address)
    with full_disk():
        form.get_by_role("radio").nth(1).check()
        expect(form.locator(".saved.failed")).to_contain_text("the disk is full")
        expect(form.get_by_role("radio").nth(1)).to_be_checked()
    form.get_by_role("button", name="Next").click()
    form.get_by_role("radio").first.check()
    saved(form)
    responses = json.loads((workspace / "exercises" / "05-remedy" / "responses.json").read_text("utf-8"))
    assert len(responses["responses"]) == 2


def test_files_cut_in_half_are_set_aside_and_named_and_the_pages_begin_anew(
    page: Page, address: str, workspace: Path
) -> None:
    state = workspace / ".knowshow"
    cut = [state / "practice" / "05-remedy.json", state / "commitments.json"]
    answers = workspace / "exercises" / "05-remedy" / "responses.json"
    for file in (*cut, answers):
        file.parent.mkdir(exist_ok=True)
        file.write_text('{"version": 1, "entr', "utf-8")
    open_commitments(page, address)
    for file, piece in zip(cut, (".ks-practice", ".ks-commitments"), strict=True):
        (aside,) = file.parent.glob(f"{file.stem}.unreadable-*")
        expect(page.locator(f"{piece} .notice.problem")).to_contain_text(aside.name)
        expect(page.locator(f"{piece} .notice.problem")).to_contain_text("not deleted")
        assert aside.read_text("utf-8") == '{"version": 1, "entr'
    go(page, "Practice")
    page.locator(".ks-practice").get_by_role("radio").first.check()
    saved(page.locator(".ks-practice"))
    form = open_exercise(page, address)
    (aside,) = answers.parent.glob("responses.unreadable-*")
    expect(form.locator(".notice.problem")).to_contain_text(aside.name)
    form.get_by_role("radio").first.check()
    saved(form)


def test_exercise_of_an_earlier_edition_is_kept_and_said(page: Page, address: str, workspace: Path) -> None:
    form = open_exercise(page, address)
    form.get_by_role("radio").first.check()
    saved(form)
    answers = workspace / "exercises" / "05-remedy" / "responses.json"
    older = json.loads(answers.read_text("utf-8")) | {"edition": "1999.1"}
    answers.write_text(json.dumps(older), "utf-8")
    form = open_exercise(page, address)
    notice = form.locator(".notice.problem")
    expect(notice).to_contain_text("has other questions since you answered it")
    expect(notice).to_contain_text("not deleted")
    aside = re.search(r"responses\.earlier-[\d-]+\.json", notice.inner_text())
    assert aside
    assert json.loads((answers.parent / aside[0]).read_text("utf-8")) == older
