"""The desk of an exercise: what the page is told of an attempt, its feedback, and how that is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import sample
from knowshow.errors import KnowShowError
from knowshow.exercises import responses
from knowshow.exercises.feedback import Feedback, as_meta
from knowshow.handing_in import exchange, names
from knowshow.learner import receipts
from knowshow.learner.receipts import Receipt
from knowshow.pages import feedback_look
from knowshow.pages.desk import Desk
from knowshow.pages.feedback_look import Look
from knowshow.pages.widgets.form import Asked, Handed

if TYPE_CHECKING:
    from pathlib import Path

TIME = "2026-11-20T12:00:00+00:00"
LATER = "2026-11-22T12:00:00+00:00"
EVIL = "<img src=x onerror=alert(1)><script>alert(1)</script>[a](javascript:alert(1)) *b*"
ITEM = {"id": "first-step", "earned": 1, "maximum": 2, "outcome": "partial"}


@pytest.fixture
def desk(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in names.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    folder = workspace / "exercises" / "sample"
    folder.mkdir(parents=True)
    (folder / "items.yaml").write_bytes(sample.ITEMS.read_bytes())
    (folder / "exercise.ipynb").write_text("{}", "utf-8")
    return Desk(sample.assignment(), folder)


def keep_receipt(time: str = TIME, way: str = "by_zip", learner: str = "amara") -> None:
    place = "C:\\course\\submissions\\sample.zip"
    receipts.keep(Receipt("sample", "2026.1", learner, time, 5, 6, "ab" * 32, way, place))


def put_page(desk: Desk, **other: Any) -> None:
    facts = {"assignment": "sample", "edition": desk.assignment.edition, "earned": 8, "maximum": 20}
    known = {"learner": "amara", "sent": TIME, "made": LATER}
    data = Feedback.model_validate({**facts, **known, **other})
    (desk.folder / "feedback.html").write_text(f"<head>{as_meta(data)}</head>", "utf-8")


def facts(desk: Desk, values: dict[str, Any] | None = None) -> str:
    shown = desk.stand(values or {})["feedback"]
    assert shown is not None
    return "\n".join(shown["facts"])


def test_where_nothing_was_handed_in_there_is_nothing_to_say(desk: Desk) -> None:
    nothing: dict[str, Any] = {
        "sent": None,
        "next": [],
        "feedback": None,
        "looked": "",
        "looks": False,
        "closed": "",
    }
    assert desk.stand({}) == nothing


FACTS: list[tuple[dict[str, Any], str]] = [
    ({}, "On what you submitted on 20 November 2026, receipt abab abab abab abab."),
    ({"learner": "bo"}, "It is made out to bo, a name that you have not handed in under here."),
    ({"unread": 1}, "One written answer waits to be read by a person."),
    ({"unread": 2}, "2 written answers wait to be read by a person."),
    ({"penalty": 1.5}, "Late penalty: 1.5, already taken off."),
    ({"edition": "2025.1"}, "It is on edition 2025.1 of the questions"),
    ({"sent": ""}, "The file does not say which of your attempts it is about."),
    ({"sent": "2026-11-01T00:00:00+00:00"}, "On what you submitted on 1 November 2026."),
    ({"made": ""}, "It came without the course’s explanations"),
]


@pytest.mark.parametrize(("other", "said"), FACTS)
def test_what_is_known_of_the_attempt_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, other: dict[str, Any], said: str
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    keep_receipt()
    put_page(desk, **other)
    assert said in facts(desk)


def test_a_later_attempt_and_changed_answers_are_said(desk: Desk) -> None:
    keep_receipt()
    items = [{**ITEM, "answer": ["Restore what was cut while cases are reopened"]}]
    put_page(desk, items=items)
    assert "changed" not in facts(desk, {"first-step": "restore"})
    assert "You have changed one of these answers since." in facts(desk, {"first-step": "wait"})
    assert "You have changed one of these answers since." in facts(desk)
    keep_receipt(LATER)
    assert "You have submitted again on 22 November 2026" in facts(desk)


def test_what_a_strangers_page_brings_is_words_and_nothing_else(desk: Desk) -> None:
    long = {"prompt": EVIL, "reasons": [EVIL], "why": EVIL, "differ": EVIL, "flip": EVIL, "comment": EVIL}
    put_page(desk, items=[{**ITEM, **long}])
    shown = desk.stand({})["feedback"]
    assert shown is not None
    (item,) = shown["items"]
    for html in (item["prompt"], *item["reasons"], *(part["html"] for part in item["because"])):
        assert "<em>b</em>" in html
        assert not any(evil in html for evil in ("<img", "<script", "<a", "href"))
    assert item["comment"] == EVIL  # the page writes it as text


def test_a_receipt_says_which_questions_it_is_about(desk: Desk) -> None:
    keep_receipt()
    desk.assignment = desk.assignment.model_copy(update={"edition": "2031.1"})
    sent = desk.stand({})["sent"]
    assert sent is not None
    assert "They answered the questions of edition 2026.1, which are others now" in sent["lines"][-1]
    assert "the last one counts" not in sent["lines"][-1]


def test_a_file_to_send_is_named_without_the_servers_folders(desk: Desk, workspace: Path) -> None:
    keep_receipt()
    sent = desk.stand({})["sent"]
    assert sent is not None
    assert "sample.zip" in sent["lines"][1]
    assert "course" not in sent["lines"][1].partition(".zip")[0]
    assert (sent["zip"], sent["change"], sent["letter"]) == (True, True, "")
    with pytest.raises(KnowShowError, match="no longer in the folder"):
        desk.read_zip()
    (workspace / "submissions").mkdir()
    (workspace / "submissions" / "sample.zip").symlink_to("/etc/passwd")
    with pytest.raises(KnowShowError, match="no longer in the folder"):
        desk.read_zip()
    put_page(desk)
    marked = desk.stand({})["sent"]
    assert marked is not None
    assert (marked["title"], marked["zip"]) == ("Your answers are submitted", False)


def test_settings_that_break_their_format_are_named_when_answers_are_handed_in(
    desk: Desk, workspace: Path
) -> None:
    (workspace / "programme.yaml").write_text("attempts: twice\n", "utf-8")
    responses.save(desk.folder / responses.NAME, desk.assignment, sample.full())
    assert desk.stand({})["closed"] == ""
    names.keep_name("amara")
    with pytest.raises(KnowShowError, match=r"programme\.yaml:1"):
        desk.submit("")


@pytest.mark.parametrize("name", ["-x", "ö", "a b", "a/b", "x" * 65])
def test_a_name_that_breaks_the_rule_is_asked_for_again(desk: Desk, name: str) -> None:
    asked = desk.submit(name)
    assert isinstance(asked, Asked)
    assert asked.proposal == name
    assert "begins with a letter" in asked.problem


def test_with_an_exchange_nobody_is_asked_and_no_name_is_passed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[str | None] = []

    def submit(_: str, __: Path, learner: str | None = None) -> Receipt:
        passed.append(learner)
        return Receipt("sample", "2026.1", "amara", TIME, 5, 6, "ab" * 32, "by_exchange", "x")

    monkeypatch.setattr(exchange, "find", lambda _: object())
    monkeypatch.setattr("knowshow.handing_in.submit.submit", submit)
    assert isinstance(desk.submit(""), Handed)
    assert isinstance(desk.submit("somebody"), Handed)
    assert passed == [None, None]
    assert names.find_name() is None


LOOKS = [
    (None, "No feedback has come yet."),
    (Look(0, "the course’s exchange does not answer"), "could not be looked for (the course’s exchange does"),
]


@pytest.mark.parametrize(("look", "said"), LOOKS)
def test_how_the_search_for_feedback_stands_is_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, look: Look | None, said: str
) -> None:
    keep_receipt(way="by_exchange")
    monkeypatch.setattr(feedback_look, "last_look", lambda: look)
    assert said in desk.stand({})["looked"]
    assert "\n" not in desk.stand({})["looked"]
    assert desk.stand({})["looks"]


def test_the_search_is_said_to_go_on_until_it_is_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_receipt(way="by_exchange")
    waiting: list[Any] = []
    monkeypatch.setattr(feedback_look, "_fetch", lambda _: "")
    monkeypatch.setattr(
        feedback_look, "Thread", lambda **how: type("T", (), {"start": lambda _: waiting.append(how)})()
    )
    drawn: list[str] = []
    desk.look(lambda: drawn.append(desk.stand({})["looked"]), asked=True)
    assert desk.stand({})["looked"] == "Looking for feedback…"
    waiting[0]["target"](*waiting[0]["args"])
    assert len(drawn) == 1
    desk.look(lambda: drawn.remove("not in it"), asked=True)
    waiting[1]["target"](*waiting[1]["args"])  # what goes wrong in the thread stays there
    assert not desk.looking
    assert "No feedback has come yet." in drawn[0]
