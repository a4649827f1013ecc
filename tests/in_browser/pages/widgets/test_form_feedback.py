"""The form's page after handing in: the name asked for, the receipt, the file to save, and feedback."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import sample
from knowshow.exercises import responses
from knowshow.exercises.answer_in_words import describe_answer
from knowshow.exercises.feedback import Feedback, ItemFeedback
from knowshow.grading import feedback_page
from knowshow.handing_in import exchange, names
from knowshow.learner import receipts
from knowshow.learner.answers import Answers
from knowshow.learner.receipts import Receipt
from knowshow.pages.desk import Desk
from knowshow.pages.widgets.form import Form

if TYPE_CHECKING:
    from browser import Mount, Stage, Theme

pytestmark = pytest.mark.browser
REVIEW = 6
COMMENT = "You name what she can do.\nSay when, too. <b>Friday</b> is a day."
PICTURES = os.environ.get("KS_PICTURES")


def say(item: str) -> tuple[str, ...]:
    """The full answer to an item of the sample, in words."""
    return describe_answer(sample.assignment().item[item], sample.full()[item])[0]


def items() -> tuple[ItemFeedback, ...]:
    """Feedback on three of the sample's items: right, in part, and read by a person."""
    first = ItemFeedback(
        id="first-step",
        prompt="What do you do *first*?",
        earned=2,
        maximum=2,
        outcome="full",
        answer=say("first-step"),
        reasons=("“Restore what was cut” (2). They can call for help again.",),
        why="People come first.",
        principles=("Principle 22: Put right what you caused or contributed to (HR/PUB/11/04, pp. 24–25)",),
    )
    order = ItemFeedback(
        id="order-steps",
        prompt="In which order?",
        earned=1.5,
        maximum=3,
        outcome="partial",
        answer=say("order-steps"),
        shape="numbered",
        why="[Severity](https://evil.example) sets the order.<script>alert(1)</script>",
        differ="Some would listen before they count.",
        flip="If nobody could be found.",
    )
    words = ItemFeedback(
        id="in-your-words",
        prompt="Write to Amara",
        earned=4.5,
        maximum=6,
        outcome="partial",
        answer=say("in-your-words"),
        shape="words",
        comment=COMMENT,
        why="She should know what happens next.",
    )
    return first, order, words


def make_page(**other: object) -> bytes:
    """A grader's page on the attempt that `receipt` is for."""
    content = {
        "assignment": "sample",
        "edition": sample.assignment().edition,
        "title": "A sample",
        "learner": "amara",
        "sent": "2026-11-20T12:00:01+00:00",
        "made": "2026-11-25T08:00:00+00:00",
        "earned": 8,
        "maximum": 20,
        "items": items(),
    }
    return feedback_page.html(Feedback.model_validate({**content, **other})).encode()


def receipt(workspace: Path, **other: str) -> Receipt:
    common = {"way": "by_zip", "place": str(workspace / "submissions" / "sample__amara__1.zip")}
    facts = {**common, "time": "2026-11-20T12:00:01+00:00", "digest": "ab" * 32, **other}
    return Receipt(assignment="sample", edition="2026.1", learner="amara", answered=5, items=6, **facts)


@pytest.fixture
def folder(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exercise's folder with every item answered, on a machine without an exchange."""
    for name in (*names.VARIABLES, "KNOWSHOW_PROGRAMME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(exchange, "find", lambda _: None)
    monkeypatch.setattr(names, "read_account", lambda: "ömer yılmaz")
    place = workspace / "exercises" / "sample"
    place.mkdir(parents=True)
    (place / "items.yaml").write_bytes(sample.ITEMS.read_bytes())
    (place / "exercise.ipynb").write_text("{}", "utf-8")
    responses.save(place / responses.NAME, sample.assignment(), sample.full())
    return place


def make_form(folder: Path) -> Form:
    assignment = sample.assignment()
    return Form(Answers(assignment, folder / responses.NAME), desk=Desk(assignment, folder))


def look(stage: Stage, name: str) -> None:
    if PICTURES:
        stage.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_the_first_hand_in_asks_for_a_name_that_keeps_the_rule(mount: Mount, folder: Path) -> None:
    stage = mount(make_form(folder))
    page = stage.page
    page.get_by_role("button", name="Submit my answers").click()
    field = page.get_by_role("textbox", name="Under which name")
    expect(field).to_be_focused()
    expect(field).to_have_value("omer-yilmaz")
    look(stage, "name")
    stage.axe()
    field.fill("-ömer")
    field.press("Enter")
    expect(page.get_by_role("status").filter(has_text="no accents or spaces")).to_be_visible()
    field.fill("")
    page.get_by_role("button", name="Submit under this name").click()
    expect(page.get_by_role("status").filter(has_text="no accents or spaces")).to_be_visible()
    field.fill("e.yilmaz")
    page.get_by_role("button", name="Submit under this name").click()
    expect(page.get_by_text("Handed in as e.yilmaz")).to_be_visible()
    expect(page.get_by_role("button", name="Submit again")).to_be_focused()
    assert [sent.learner for sent in receipts.load_all("sample")] == ["e.yilmaz"]
    page.get_by_role("button", name="Submit again").click()
    expect(page.get_by_role("heading", name="One step is left")).to_be_visible()
    expect(page.locator(".trouble")).to_be_empty()
    assert len(receipts.load_all("sample")) == 2


def test_the_name_can_be_changed(mount: Mount, folder: Path) -> None:
    names.keep_name("e.yilmaz")
    stage = mount(make_form(folder))
    page = stage.page
    page.get_by_role("button", name="Submit my answers").click()
    page.get_by_role("button", name="Change the name").click()
    page.get_by_role("textbox", name="Under which name").fill("k-4711")
    page.get_by_role("button", name="Submit under this name").click()
    expect(page.get_by_text("Handed in as k-4711")).to_be_visible()
    stage.reload(make_form(folder))
    expect(page.get_by_text("Handed in as k-4711")).to_be_visible()
    assert names.find_name() == "k-4711"


def test_the_receipt_stays_and_the_file_can_be_saved_and_sent(
    mount: Mount, folder: Path, workspace: Path
) -> None:
    (workspace / "programme.yaml").write_text("contact: course@programme.example\n", "utf-8")
    sent = receipt(workspace)
    Path(sent.place).parent.mkdir()
    Path(sent.place).write_bytes(b"PK zip")
    receipts.keep(sent)
    stage = mount(make_form(folder))
    page = stage.page
    expect(page.get_by_role("status").filter(has_text="Receipt abab abab abab abab")).to_be_visible()
    letter = page.get_by_role("link", name="Write to course@programme.example")
    assert (letter.get_attribute("href") or "").startswith("mailto:course@programme.example?subject=sample")
    look(stage, "receipt")
    stage.axe()
    stage.sound()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the file").click()
    assert saving.value.suggested_filename == "sample__amara__1.zip"
    assert Path(saving.value.path()).read_bytes() == b"PK zip"
    Path(sent.place).unlink()
    page.get_by_role("button", name="Save the file").click()
    expect(page.get_by_role("status").filter(has_text="no longer in the folder")).to_be_visible()


@pytest.mark.parametrize(("theme", "size"), [("light", (1440, 900)), ("dark", (390, 844))])
def test_feedback_is_read_by_keyboard_and_axe_finds_nothing(
    mount: Mount, folder: Path, workspace: Path, theme: Theme, size: tuple[int, int]
) -> None:
    receipts.keep(receipt(workspace))
    (folder / "feedback.html").write_bytes(make_page())
    stage = mount(make_form(folder), theme, size)
    page = stage.page
    expect(page.get_by_role("heading", name="Your feedback")).to_be_visible()
    expect(page.get_by_text("8 of 20 points", exact=True)).to_be_visible()
    expect(page.get_by_text("receipt abab abab abab abab")).to_be_visible()
    expect(page.get_by_text("<b>Friday</b> is a day.")).to_be_visible()
    summary = page.locator("summary").filter(has_text="In which order?")
    expect(page.get_by_text("Some would listen")).to_be_hidden()
    summary.press("Enter")
    expect(page.get_by_text("Some would listen")).to_be_visible()
    assert page.locator("script:not([src])").filter(has_text="alert").count() == 0
    assert page.get_by_role("link", name="Severity").count() == 0
    look(stage, f"feedback-{theme}-{size[0]}")
    stage.axe()
    stage.sound()
    page.get_by_role("button", name="Review", exact=True).press("Enter")
    expect(page.get_by_text("Feedback has come: 8 of 20 points.")).to_be_visible()
    look(stage, f"review-{theme}-{size[0]}")
    stage.axe()
    stage.sound()
    page.get_by_role("button", name="Read it").press("Enter")
    expect(page.get_by_role("heading", name="Your feedback")).to_be_focused()


def test_a_changed_answer_is_named_and_a_reload_does_not_lead_back(
    mount: Mount, folder: Path, workspace: Path
) -> None:
    receipts.keep(receipt(workspace))
    (folder / "feedback.html").write_bytes(make_page())
    stage = mount(make_form(folder))
    page = stage.page
    page.locator("summary").filter(has_text="What do you do first?").click()
    page.get_by_role("button", name="Change my answer to question 1").click()
    page.get_by_label("Wait for the ministry").check()
    page.get_by_role("button", name="Your feedback").click()
    changed = page.get_by_role("group").filter(has_text="What do you do first?")
    expect(changed).to_contain_text("You have changed this answer since.")
    page.get_by_role("button", name="Question 2, answered").click()
    stage.reload(make_form(folder))
    expect(page.get_by_role("heading", name="Question 2 of 6")).to_be_visible()


def test_a_feedback_file_is_added_on_the_page(mount: Mount, folder: Path, workspace: Path) -> None:
    receipts.keep(receipt(workspace))
    stage = mount(make_form(folder))
    page = stage.page
    expect(page.get_by_text("Feedback will come as a file")).to_be_visible()

    def add(name: str, data: bytes) -> None:
        with page.expect_file_chooser() as choosing:
            page.get_by_role("button", name="Add a feedback file").click()
        choosing.value.set_files({"name": name, "mimeType": "text/html", "buffer": data})

    add("cv.html", b"<h1>Mine</h1>")
    expect(page.get_by_role("status").filter(has_text="cv.html: holds no feedback")).to_be_visible()
    add("exercise.html", make_page())
    expect(page.get_by_role("button", name="Read it")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="on its own page now")).to_be_visible()
    assert len(list((folder / "feedback").glob("*.html"))) == 1


def test_where_the_programme_takes_one_attempt_the_page_says_so(
    mount: Mount, folder: Path, workspace: Path
) -> None:
    (workspace / "programme.yaml").write_text("attempts: one\n", "utf-8")
    stage = mount(make_form(folder))
    page = stage.page
    expect(page.get_by_role("button", name="Submit my answers")).to_be_visible()
    receipts.keep(receipt(workspace))
    stage.reload(make_form(folder))
    expect(page.get_by_text("Your programme takes one attempt, and yours is in.")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_have_count(0)


def test_feedback_that_comes_while_the_page_is_open_is_announced(
    mount: Mount, folder: Path, workspace: Path
) -> None:
    receipts.keep(receipt(workspace, way="by_exchange"))
    form = make_form(folder)
    stage = mount(form)
    expect(stage.page.get_by_text("No feedback has come yet.")).to_be_visible()
    (folder / "feedback.html").write_bytes(make_page())
    form.refresh()
    stage.flush()
    said = stage.page.get_by_role("status").filter(has_text="Feedback has come: 8 of 20 points.")
    expect(said).to_have_count(1)
    expect(stage.page.get_by_role("heading", name="Review your answers")).to_be_visible()


def test_the_feedback_page_reads_as_it_did(mount: Mount, folder: Path, workspace: Path) -> None:
    receipts.keep(receipt(workspace))
    (folder / "feedback.html").write_bytes(make_page())
    stage = mount(make_form(folder))
    stage.page.locator("summary").filter(has_text="What do you do first?").click()
    stage.snapshot("form-feedback")
