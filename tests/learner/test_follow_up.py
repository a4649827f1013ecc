"""What came of a commitment is asked thirty days after it was written, whichever edition wrote it."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from knowshow.content.principles import load_principles
from knowshow.learner import action_plan, follow_up, plan_file
from knowshow.learner.action_plan import Commitment, Plan
from knowshow.learner.plan_export import MARKDOWN, PAGE, export

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = date(2026, 11, 1)
MONTH = timedelta(days=30)
OLD = {"id": "c-0", "source": "own", "prompt": "", "what": "Call", "who": "", "by": "Friday", "principle": ""}


def write(plan: Plan, name: str, day: date = WRITTEN, **fields: Any) -> Plan:
    return action_plan.change(plan, name, {"source": "own", "what": f"Do {name}", **fields}, day)


def due(plan: Plan, today: date, saved: date = date.max) -> list[str]:
    return [commitment.id for commitment in follow_up.list_due(plan, today, saved)]


@pytest.mark.parametrize(("days", "asked"), [(-400, False), (0, False), (29, False), (30, True), (400, True)])
def test_it_is_asked_from_the_thirtieth_day_on(days: int, asked: bool) -> None:  # noqa: FBT001 - a table's column
    assert due(write(Plan(), "a"), WRITTEN + timedelta(days=days)) == (["a"] if asked else [])


def test_a_later_change_is_no_other_day_and_the_oldest_comes_first() -> None:
    plan = write(write(Plan(), "new", WRITTEN + timedelta(days=5)), "old")
    plan = action_plan.change(plan, "old", {"by": "2027-01-01"}, WRITTEN + MONTH)
    assert due(plan, WRITTEN + MONTH + timedelta(days=5)) == ["old", "new"]


def test_what_is_begun_and_left_blank_has_no_day_until_it_is_stated() -> None:
    plan = write(Plan(), "a", what=" ")
    assert plan.commitments[0].since == ""
    assert due(plan, date.max, WRITTEN) == []
    assert write(plan, "a", WRITTEN + MONTH).commitments[0].since == "2026-12-01"


@pytest.mark.parametrize("answer", [{"came": "They called back"}, {"silent": True}])
def test_an_answer_or_a_no_ends_the_question(answer: dict[str, Any]) -> None:
    plan = write(write(Plan(), "a"), "b")
    assert due(action_plan.change(plan, "a", answer, WRITTEN + MONTH), WRITTEN + MONTH) == ["b"]
    blank = action_plan.change(plan, "a", {"came": "  "}, WRITTEN + MONTH)
    assert due(blank, WRITTEN + MONTH) == ["a", "b"]


def test_a_plan_of_an_earlier_edition_is_whole_and_counts_from_when_it_was_saved(
    workspace: Path,
) -> None:
    path = workspace / ".knowshow" / "commitments.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"version": 1, "owner": "Ana", "written": {}, "commitments": [OLD]}), "utf-8")
    then = datetime(2026, 11, 1, 12, tzinfo=UTC).timestamp()
    os.utime(path, (then, then))
    stored = plan_file.open_plan()
    assert (stored.notes, stored.value.commitments[0].by) == ([], "Friday")
    saved = plan_file.find_saved_day(stored)
    assert due(stored.value, WRITTEN + MONTH, saved) == ["c-0"]
    assert plan_file.edit(stored, lambda now: write(now, "c-1", WRITTEN + MONTH)) == ""
    assert [each.since for each in stored.value.commitments] == ["2026-11-01", "2026-12-01"]
    export(stored, load_principles())
    assert due(plan_file.open_plan().value, WRITTEN + MONTH) == ["c-0"]


def test_without_a_file_the_plan_was_saved_today(workspace: Path) -> None:
    assert workspace.is_dir()
    assert plan_file.find_saved_day(plan_file.open_plan()) == plan_file.find_today()


def test_the_answer_goes_onto_no_page(workspace: Path) -> None:
    stored = plan_file.open_plan()
    stored.change(lambda now: write(now, "a", came="The minister refused", by="2027-01-01"))
    export(stored, load_principles())
    made = {path.name: path.read_text("utf-8") for path in workspace.glob("my-action-plan.*")}
    assert {PAGE, MARKDOWN, "my-action-plan.ics"} == set(made)
    assert not [name for name, text in made.items() if "minister" in text]


@pytest.mark.parametrize(
    "fields", [{"since": "yesterday"}, {"since": "2026-11-1"}, {"came": "x" * 2001}, {"silent": "no"}]
)
def test_what_is_no_day_and_no_answer_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        write(Plan(), "a", **fields)


def test_a_day_that_the_calendar_has_not_counts_as_none() -> None:
    commitment = Commitment(id="a", source="own", what="x", since="2026-02-30")
    assert follow_up.find_day(commitment, WRITTEN, WRITTEN) == WRITTEN


def test_a_clock_that_was_ahead_delays_no_question_and_is_told() -> None:
    plan = write(write(Plan(), "a", WRITTEN + 12 * MONTH), "b")
    saved, later = WRITTEN, WRITTEN + MONTH
    assert due(plan, later, saved) == ["a", "b"]
    (line,) = follow_up.explain_ahead(plan, later)
    assert "today is 1 December 2026, and you wrote a commitment on 27 October 2027, which is later" in line
    assert follow_up.explain_ahead(plan, WRITTEN + 12 * MONTH) == []
