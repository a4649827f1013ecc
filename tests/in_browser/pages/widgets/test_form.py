"""The form in a real browser: by keyboard alone, at every page, and when things go wrong."""

from __future__ import annotations

import errno
import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

import sample
from knowshow.errors import KnowShowError
from knowshow.exercises import responses
from knowshow.exercises.items import MatchItem
from knowshow.learner.answers import Answers
from knowshow.pages.widgets.form import Form, Handed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browser import Mount, Stage, Theme

pytestmark = pytest.mark.browser
PAGES = 7
SMALL = """() => [...document.querySelectorAll(".ks :is(button, select, textarea, summary, .choice)")]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 40).map((e) => e.outerHTML)"""
FINE = """() => [...document.querySelectorAll(".ks *")].filter((e) => e.checkVisibility())
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16).map((e) => e.outerHTML)"""
BARE = """() => [...document.querySelectorAll(".ks :is(button, input, select, textarea, [tabindex])")]
  .filter((e) => !e.dataset.lmSuppressShortcuts).map((e) => e.outerHTML)"""


class RefusalError(KnowShowError):
    """What a submission can fail with."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / responses.NAME


@pytest.fixture
def form(path: Path) -> Callable[..., Form]:
    def made(submit: Callable[[str], Handed] | None = lambda _: Handed("Done", "Receipt 4711")) -> Form:
        return Form(Answers(sample.assignment(), path), submit)

    return made


def kept(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))["responses"] if path.exists() else {}


def turn(stage: Stage, number: int) -> None:
    """Go to a page by its step; the last is the review."""
    stage.page.get_by_role("navigation", name="Questions").get_by_role("button").nth(number).click()


def wait_saved(stage: Stage) -> None:
    expect(stage.page.locator(".saved")).to_have_text(re.compile("Saved"))


def press(stage: Stage, *keys: str) -> None:
    for key in keys:
        stage.page.keyboard.press(key)


def tab_to(stage: Stage, name: str, key: str = "Tab") -> None:
    """Press Tab until something with this accessible name has the focus."""
    target = stage.page.locator("#stage :focus")
    for _ in range(40):
        press(stage, key)
        if re.search(name, target.aria_snapshot() or ""):
            return
    pytest.fail(f"{name} cannot be reached with {key}")


def test_by_keyboard_alone_every_item_is_answered_and_submitted(
    mount: Mount, form: Callable[..., Form], path: Path
) -> None:
    stage = mount(form())
    tab_to(stage, "Wait for the ministry")
    press(stage, "Space", "ArrowDown")
    tab_to(stage, "Next")
    press(stage, "Enter")
    tab_to(stage, "Tenants")
    press(stage, "Space")
    tab_to(stage, "The network")
    press(stage, "Space")
    tab_to(stage, "Next")
    press(stage, "Enter")
    tab_to(stage, "Move down: Report publicly")
    press(stage, "Enter", "Enter", "Enter")
    tab_to(stage, "Next")
    press(stage, "Enter")
    for fact, answer in (("The form is online", "Acc"), ("Nobody can say", "Pre"), ("The panel", "Tra")):
        tab_to(stage, fact)
        stage.page.keyboard.type(answer)
    tab_to(stage, "Next")
    press(stage, "Enter")
    tab_to(stage, "Your answer on a scale")
    press(stage, "Home", *["ArrowRight"] * 8)
    tab_to(stage, "Next")
    press(stage, "Enter")
    tab_to(stage, "Write to Amara")
    stage.page.keyboard.type("We stopped it. We will call you by Friday.")
    tab_to(stage, "Review your answers")
    press(stage, "Enter")
    expect(stage.page.get_by_text("All 6 questions are answered.")).to_be_visible()
    tab_to(stage, "Submit my answers")
    press(stage, "Enter")
    expect(stage.page.get_by_role("status").filter(has_text="Receipt 4711")).to_be_visible()
    assert kept(path) == sample.full()


def test_after_next_the_focus_is_on_the_new_page(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    stage.page.get_by_role("button", name="Next").press("Enter")
    expect(stage.page.get_by_role("heading", name="Question 2 of 6")).to_be_focused()


def test_saving_is_announced_with_its_time(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    status = stage.page.locator(".saved")
    expect(status).to_have_attribute("role", "status")
    stage.page.get_by_label("Restore what was cut").check()
    expect(status).to_have_text(re.compile(r"✓ Saved \d\d:\d\d"))


def test_the_form_opens_at_the_first_unanswered_item_with_its_answers(
    mount: Mount, form: Callable[..., Form], path: Path
) -> None:
    responses.save(path, sample.assignment(), {"first-step": "restore", "households": 400})
    stage = mount(form())
    expect(stage.page.get_by_role("heading", name="Question 2 of 6")).to_be_visible()
    turn(stage, 0)
    expect(stage.page.get_by_label("Restore what was cut")).to_be_checked()
    turn(stage, 4)
    expect(stage.page.get_by_label("Your answer as a number")).to_have_value("400")


def test_every_type_refills_after_a_restart(mount: Mount, form: Callable[..., Form], path: Path) -> None:
    responses.save(path, sample.assignment(), sample.full())
    stage = mount(form())
    page = stage.page
    expect(page.get_by_role("heading", name="Review your answers")).to_be_visible()
    turn(stage, 1)
    expect(page.get_by_label("Tenants")).to_be_checked()
    expect(page.get_by_label("The analysts")).not_to_be_checked()
    turn(stage, 2)
    expect(page.get_by_label("Place of: Stop")).to_have_value("0")
    turn(stage, 3)
    expect(page.get_by_label("Nobody can say")).to_have_value("predictable")
    turn(stage, 5)
    expect(page.get_by_label("Write to Amara")).to_have_value("We stopped it. We will call you by Friday.")


def test_an_order_is_not_answered_until_it_is_moved_or_kept(
    mount: Mount, form: Callable[..., Form], path: Path
) -> None:
    stage = mount(form())
    turn(stage, 2)
    expect(stage.page.get_by_text("Not answered yet")).to_be_visible()
    stage.page.get_by_role("button", name="Keep this order").click()
    wait_saved(stage)
    assert kept(path) == {"order-steps": ["report", "stop", "talk", "repair"]}


def test_a_moved_step_keeps_the_focus_and_its_place_is_said(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    turn(stage, 2)
    up = stage.page.get_by_role("button", name="Move up: Put right")
    up.press("Enter")
    expect(up).to_be_focused()
    said = stage.page.get_by_role("status").filter(has_text="now 3 of 4")
    expect(said).to_have_count(1)


def test_a_place_can_be_given_outright(mount: Mount, form: Callable[..., Form], path: Path) -> None:
    stage = mount(form())
    turn(stage, 2)
    stage.page.get_by_label("Place of: Put right").select_option("1")
    wait_saved(stage)
    assert kept(path) == {"order-steps": ["repair", "report", "stop", "talk"]}


def test_a_step_is_dragged_to_its_place(mount: Mount, form: Callable[..., Form], path: Path) -> None:
    stage = mount(form())
    turn(stage, 2)
    page = stage.page
    rows = page.locator(".order > li")
    grip = rows.nth(3).locator(".grip").bounding_box()
    first = rows.nth(0).bounding_box()
    assert grip is not None
    assert first is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, first["y"] + 2, steps=4)
    expect(rows.nth(0)).to_have_class("drop-before")
    page.mouse.up()
    wait_saved(stage)
    assert kept(path) == {"order-steps": ["repair", "report", "stop", "talk"]}
    expect(page.get_by_role("status").filter(has_text="now 1 of 4")).to_have_count(1)
    assert page.locator(".drop-before, .drop-after, .dragged").count() == 0


def test_a_slider_is_not_answered_until_it_is_touched(
    mount: Mount, form: Callable[..., Form], path: Path
) -> None:
    stage = mount(form())
    turn(stage, 4)
    scale = stage.page.get_by_role("slider")
    expect(scale).to_have_attribute("aria-valuetext", "not answered yet")
    assert kept(path) == {}
    thumb = "range => getComputedStyle(range).getPropertyValue('--thumb')"
    assert scale.evaluate(thumb) == "transparent"  # no place on the scale looks taken
    scale.click()
    assert scale.evaluate(thumb) != "transparent"
    wait_saved(stage)
    assert kept(path) == {"households": 2100}
    expect(scale).to_have_attribute("aria-valuetext", "2100 households")
    stage.page.get_by_role("button", name="Clear my answer").click()
    expect(stage.page.get_by_text("not answered yet")).to_be_visible()
    assert kept(path) == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [("420", "lies between two steps"), ("-5", "is not on the scale"), ("99999", "is not on the scale")],
)
def test_a_number_off_the_scale_is_told_and_not_taken(
    mount: Mount, form: Callable[..., Form], path: Path, typed: str, said: str
) -> None:
    stage = mount(form())
    turn(stage, 4)
    number = stage.page.get_by_label("Your answer as a number")
    number.fill("400")
    press(stage, "Tab")
    wait_saved(stage)
    number.fill(typed)
    press(stage, "Tab")
    expect(stage.page.get_by_role("status").filter(has_text=said)).to_contain_text("from 0 to 4,2")
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(stage.page.get_by_role("slider")).to_have_value("400")
    assert kept(path) == {"households": 400}
    number.fill("500")
    press(stage, "Tab")
    expect(stage.page.get_by_role("status").filter(has_text=said)).to_have_count(0)


def test_one_choice_too_many_is_said_and_not_taken(
    mount: Mount, form: Callable[..., Form], path: Path
) -> None:
    stage = mount(form())
    turn(stage, 1)
    for name in ("Tenants", "The network"):
        stage.page.get_by_label(name).check()
    stage.page.get_by_label("The analysts").click()
    expect(stage.page.get_by_label("The analysts")).not_to_be_checked()
    expect(stage.page.get_by_role("status").filter(has_text="up to 2")).to_have_count(1)
    assert kept(path) == {"who-to-ask": ["tenants", "network"]}


def test_typing_is_saved_on_leaving_the_field(mount: Mount, form: Callable[..., Form], path: Path) -> None:
    stage = mount(form())
    turn(stage, 5)
    area = stage.page.get_by_label("Write to Amara")
    area.press_sequentially("By Friday")
    expect(stage.page.get_by_text("2 words, of about 120 expected")).to_be_visible()
    area.blur()
    wait_saved(stage)
    assert kept(path) == {"in-your-words": "By Friday"}


def test_typing_is_saved_without_leaving_the_field(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    turn(stage, 5)
    stage.page.get_by_label("Write to Amara").press_sequentially("By Friday")
    wait_saved(stage)
    expect(stage.page.get_by_label("Write to Amara")).to_be_focused()


def test_submitting_takes_what_was_typed_a_moment_ago(mount: Mount, path: Path) -> None:
    seen: list[Any] = []

    def hand_in(_: str) -> Handed:
        seen.append(kept(path))
        return Handed("Your answers are submitted", "")

    stage = mount(Form(Answers(sample.assignment(), path), hand_in))
    turn(stage, 5)
    stage.page.get_by_label("Write to Amara").press_sequentially("By Friday")
    turn(stage, 6)
    stage.page.get_by_role("button", name="Submit my answers").click()
    expect(stage.page.get_by_role("heading", name="Your answers are submitted")).to_be_visible()
    assert seen == [{"in-your-words": "By Friday"}]


def test_a_double_click_hands_in_once(mount: Mount, path: Path) -> None:
    seen: list[str] = []

    def hand_in(learner: str) -> Handed:
        seen.append(learner)
        return Handed("Your answers are submitted", "")

    stage = mount(Form(Answers(sample.assignment(), path), hand_in))
    turn(stage, 6)
    stage.page.get_by_role("button", name="Submit my answers").dblclick()
    expect(stage.page.get_by_role("heading", name="Your answers are submitted")).to_be_visible()
    assert seen == [""]


def test_words_of_another_window_come_into_this_one(mount: Mount, path: Path) -> None:
    stage = mount(Form(Answers(sample.assignment(), path)))
    turn(stage, 5)
    Answers(sample.assignment(), path).put("in-your-words", "Written elsewhere, at length.")
    field = stage.page.get_by_label("Write to Amara")
    field.press_sequentially("x")
    expect(field).to_have_value("Written elsewhere, at length.")
    expect(
        stage.page.get_by_text("What you wrote here was not saved; copy it from this line")
    ).to_be_visible()


def test_a_submission_that_nobody_hears_is_said(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    turn(stage, 6)
    stage.page.clock.install()
    stage.offline()
    stage.page.get_by_role("button", name="Submit my answers").click()
    stage.wait_in_vain(200_000)
    expect(stage.page.locator(".trouble")).to_contain_text("The course is not answering")


@pytest.mark.parametrize("error", [RefusalError("the edition is not open"), RuntimeError("secret detail")])
def test_a_submission_that_fails_is_one_line_in_the_page(
    mount: Mount, form: Callable[..., Form], error: Exception
) -> None:
    def fail(_: str) -> Handed:
        raise error

    stage = mount(form(fail))
    turn(stage, 6)
    stage.page.get_by_role("button", name="Submit my answers").click()
    receipt = stage.page.locator(".trouble")
    expect(receipt).to_contain_text("not submitted")
    expect(receipt).to_contain_text(
        "edition is not open" if isinstance(error, RefusalError) else "RuntimeError"
    )


def test_the_review_lists_what_is_open_and_leads_there(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    stage.page.get_by_label("Restore what was cut").check()
    turn(stage, 6)
    expect(stage.page.get_by_text("5 questions are not answered yet")).to_be_visible()
    expect(stage.page.get_by_role("listitem").filter(has_text="✓ Answered")).to_contain_text("Restore what")
    stage.page.get_by_role("button", name="Answer question 4").click()
    expect(stage.page.get_by_role("heading", name="Question 4 of 6")).to_be_focused()


def test_the_review_says_what_was_chosen(mount: Mount, path: Path) -> None:
    answers = Answers(sample.assignment(), path)
    for name, value in sample.full().items():
        answers.put(name, value)
    stage = mount(Form(answers, None))
    turn(stage, PAGES - 1)
    review = stage.page.locator(".review")
    for item in sample.assignment().items:
        if isinstance(item, MatchItem):
            labels = {target.id: target.label for target in item.targets}
            pairs = sample.full()[item.id]
            assert isinstance(pairs, dict)
            for source in item.sources:
                expect(review).to_contain_text(f"{source.label}: {labels[pairs[source.id]]}")


def test_without_a_way_to_submit_there_is_no_button(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form(None))
    turn(stage, 6)
    expect(stage.page.get_by_role("button", name="Submit my answers")).to_have_count(0)


def test_no_answer_from_python_is_said_and_the_answer_comes_after_all(
    mount: Mount, form: Callable[..., Form], path: Path
) -> None:
    stage = mount(form())
    stage.offline()
    stage.page.clock.install()
    stage.page.get_by_label("Restore what was cut").check()
    stage.wait_in_vain(10_000)
    expect(stage.page.locator(".saved")).to_contain_text("Not saved yet")
    assert kept(path) == {}
    stage.reload(form())
    expect(stage.page.get_by_text("has been saved now")).to_be_visible()
    wait_saved(stage)
    assert kept(path) == {"first-step": "restore"}


@pytest.mark.parametrize("turns", [False, True], ids=["stays", "turns the page"])
def test_words_typed_just_before_the_page_is_gone_are_not_lost_nor_is_the_place(
    mount: Mount, form: Callable[..., Form], path: Path, *, turns: bool
) -> None:
    stage = mount(form())
    turn(stage, 5)
    stage.offline()
    stage.page.get_by_label("Write to Amara").press_sequentially("By Friday")
    if turns:
        stage.page.get_by_role("button", name="Review").first.click()
        expect(stage.page.get_by_role("heading", name="Review")).to_be_focused()
    stage.reload(form())
    shown = stage.page.get_by_role("heading", name="Review" if turns else "Question 6")
    expect(shown).to_be_visible()
    wait_saved(stage)
    assert kept(path) == {"in-your-words": "By Friday"}


def test_what_another_window_changed_is_shown_and_said(
    mount: Mount, form: Callable[..., Form], path: Path
) -> None:
    stage = mount(form())
    Answers(sample.assignment(), path).put("households", 400)
    stage.page.get_by_label("Restore what was cut").check()
    expect(stage.page.locator(".notice")).to_contain_text("Question 5 was changed in another window")
    turn(stage, 4)
    expect(stage.page.get_by_label("Your answer as a number")).to_have_value("400")
    assert kept(path) == {"first-step": "restore", "households": 400}


def test_two_views_of_one_form_show_the_same(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    assert isinstance(stage.widget, Form)
    stage.widget._heard(None, {"do": "put", "item": "first-step", "value": "fund", "n": "other"}, [])  # noqa: SLF001
    stage.flush()
    expect(stage.page.get_by_label("Announce a fund")).to_be_checked()


def test_an_unreadable_file_is_told_in_the_page(mount: Mount, form: Callable[..., Form], path: Path) -> None:
    path.write_bytes(b"{")
    stage = mount(form())
    expect(stage.page.get_by_role("status").filter(has_text="not deleted")).to_contain_text("unreadable-")


def test_a_disk_that_says_no_is_told_in_the_page(
    mount: Mount, form: Callable[..., Form], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    stage = mount(form())
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        stage.page.get_by_label("Restore what was cut").check()
        expect(stage.page.locator(".saved")).to_have_class("saved failed")
    expect(stage.page.locator(".saved")).to_contain_text("disk is full")
    stage.page.get_by_role("button", name="Try again").click()
    wait_saved(stage)
    assert kept(path) == {"first-step": "restore"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(mount: Mount, form: Callable[..., Form], theme: Theme) -> None:
    stage = mount(form(), theme)
    for number in range(PAGES):
        turn(stage, number)
        stage.axe()


def test_every_page_reads_as_it_did(mount: Mount, form: Callable[..., Form]) -> None:
    stage = mount(form())
    for number in range(PAGES):
        turn(stage, number)
        stage.snapshot(f"form-{number + 1}" if number < PAGES - 1 else "form-review")


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(("size", "zoom"), [((1024, 640), 1), ((1280, 1024), 2), ((1280, 1024), 4)])
def test_nothing_is_lost_small_zoomed_or_right_to_left(
    mount: Mount, form: Callable[..., Form], size: tuple[int, int], zoom: int, *, rtl: bool
) -> None:
    stage = mount(form(), size=size, zoom=zoom, rtl=rtl)
    for number in range(PAGES):
        turn(stage, number)
        stage.fits()


def test_on_every_page_targets_are_large_text_legible_and_keys_kept_from_the_notebook(
    mount: Mount, form: Callable[..., Form]
) -> None:
    stage = mount(form())
    for number in range(PAGES):
        turn(stage, number)
        for wrong in (SMALL, FINE, BARE):
            assert stage.page.evaluate(wrong) == []


def test_script_in_text_is_only_text(mount: Mount, path: Path) -> None:
    evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> [x](javascript:window.hit=1)'
    items = sample.assignment().model_dump(by_alias=True, exclude_none=True)
    for item in items["items"]:
        item["prompt"] = item["case"] = evil
        for option in [*item.get("options", ()), *item.get("sources", ()), *item.get("targets", ())]:
            option["label"] = option["detail"] = evil
    hostile = type(sample.assignment()).model_validate({**items, "title": evil})
    responses.save(path, hostile, {"in-your-words": evil, "who-to-ask": ["tenants"]})
    stage = mount(Form(Answers(hostile, path), lambda _: Handed(evil, evil)))
    for number in range(PAGES):
        turn(stage, number)
    stage.page.get_by_role("button", name="Submit my answers").click()
    expect(stage.page.locator(".receipt")).to_contain_text("onerror")
    assert stage.page.evaluate("window.hit") is None
    assert stage.page.locator("#stage :is(script, img, a[href^=javascript])").count() == 0


@pytest.mark.parametrize("setting", ["size", "contrast"])
def test_the_learners_settings_lose_nothing(mount: Mount, form: Callable[..., Form], setting: str) -> None:
    stage = mount(form(), size=(1024, 640))
    value = {"size": "larger", "contrast": "more"}[setting]
    stage.page.evaluate(f"document.documentElement.dataset.ks{setting.title()} = '{value}'")
    for number in range(PAGES):
        turn(stage, number)
        stage.fits()
        stage.axe()
