"""After a hand-in the next module is offered, and after the last the record."""

from __future__ import annotations

import pytest

import played
from knowshow.content.course_map import load_modules
from knowshow.learner import progress
from knowshow.pages import feedback_look
from knowshow.pages.next_step import list_next
from knowshow.pages.start import start
from knowshow.pages.widgets.map import CourseMap

pytestmark = pytest.mark.usefixtures("workspace")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for no feedback: that goes on beside a test, and after its workspace is gone."""
    monkeypatch.setattr(feedback_look, "start", lambda *_, **__: False)


def test_the_next_module_is_offered_and_the_record_so_far() -> None:
    played.finish(load_modules()[0])
    onward, record = list_next("01-strategy")
    assert onward["href"] == "../../02-culture.ipynb"
    assert onward["label"] == "Go on to Culture"
    assert onward["lead"].startswith("Next, module 2: Who tells you")
    assert record["href"] == "../../record.ipynb"
    assert "so far" in record["lead"]


def test_after_the_last_the_record_alone_is_offered() -> None:
    played.finish_all()
    (record,) = list_next("03-stakeholders")
    assert record["lead"].startswith("All modules are done.")


def test_an_exercise_that_the_course_has_not_leads_nowhere() -> None:
    assert list_next("sample") == []


def test_the_start_page_leads_to_the_record_and_says_when_all_is_done() -> None:
    shown = start()
    assert isinstance(shown, CourseMap)
    assert shown.record == "record.ipynb"
    assert not shown.current
    played.finish_all()
    shown = start()
    assert isinstance(shown, CourseMap)
    assert shown.current is not None
    assert shown.current["finished"]
    assert shown.current["href"] == "record.ipynb"
    assert progress.find_current(load_modules()) is None
