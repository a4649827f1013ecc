"""The action plan: commitments, and the two files made from them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import ValidationError

from knowshow.content import commitment_prompts, json_file
from knowshow.content.principles import load_principles
from knowshow.learner import action_plan, plan_calendar, plan_file, plan_page
from knowshow.learner.action_plan import Commitment, Plan
from knowshow.learner.plan_export import MARKDOWN, PAGE, export

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
EVIL = '<img src=x onerror="hit()"><script>hit()</script> [x](javascript:hit) *b* `c` &lt; # h'
TITLES = {"01-strategy": "Strategy", "own": "Of your own"}
PRINCIPLES = {"GP24": "Worst first (p. 26)"}


def change(plan: Plan, name: str, fields: dict[str, Any]) -> Plan:
    return action_plan.change(plan, name, fields, NOW.date())


def make_plan(**fields: str) -> Plan:
    given_fields = {"source": "own", "what": "Call Samira", **fields}
    return change(Plan(owner=fields.get("what", "")[:200]), "c-1", given_fields)


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note a tag."""
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        """Note some text."""
        self.texts.append(data)


def one_line(text: str) -> str:
    return " ".join(text.split())


def make_events(plan: Plan) -> list[Any]:
    data = plan_calendar.make_calendar(plan.commitments, NOW)
    return icalendar.Calendar.from_ical(data).walk("VEVENT") if data else []


def test_a_commitment_with_a_day_is_a_whole_day_with_a_reminder() -> None:
    (event,) = make_events(make_plan(by="2027-03-31", who="Ana; and, Bo"))
    assert event["dtstart"].dt == date(2027, 3, 31)
    assert "dtend" not in event  # the whole day
    assert event["summary"] == "Call Samira"
    assert event["description"] == "Call Samira\nWho sees to it: Ana; and, Bo"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-7)


@pytest.mark.parametrize(
    "by", ["", "Friday", "31 March 2027", "2027-02-30", "20270331", "2027-W13-3", "0000-01-01"]
)
def test_what_is_no_day_goes_into_no_calendar(by: str) -> None:
    assert make_events(make_plan(by=by)) == []
    assert make_events(make_plan(what=" ", by="2027-03-31")) == []


def test_the_same_commitment_is_the_same_event_after_a_change() -> None:
    first, second = make_plan(by="2027-03-31"), make_plan(by="2027-05-31", what="Call Samira twice")
    assert make_events(first)[0]["uid"] == make_events(second)[0]["uid"]
    other = change(first, "c-2", {"source": "own", "what": "Write", "by": "2027-03-31"})
    assert len({event["uid"] for event in make_events(other)}) == 2


@given(st.text(max_size=300))
def test_whatever_is_written_comes_back_from_the_calendar_as_text(what: str) -> None:
    plan = make_plan(what=f"x{what}", by="2027-03-31")
    data = plan_calendar.make_calendar(plan.commitments, NOW)
    assert data is not None
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = make_events(plan)
    assert len(event["summary"]) <= 120
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", f"x{what}").strip()
    assert event["description"] == re.sub("\r\n?", "\n", kept)


def test_the_last_day_there_is_and_characters_that_no_file_takes_do_no_harm() -> None:
    (event,) = make_events(make_plan(what="a\x1bb\x00c", who="\x7f", by="9999-12-31"))
    assert (event["summary"], event["description"]) == ("abc", "abc")
    assert event["dtstart"].dt == date(9999, 12, 31)


def test_a_field_is_changed_and_the_others_stay() -> None:
    changed = change(make_plan(who="Ana"), "c-1", {"by": "Friday"})
    assert (changed.commitments[0].who, changed.commitments[0].by) == ("Ana", "Friday")


@pytest.mark.parametrize("fields", [{"principle": "GP32"}, {"other": 1}, {"who": "x" * 201}, {"what": None}])
def test_what_does_not_fit_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        change(make_plan(), "c-1", fields)


def test_commitments_stand_in_the_courses_order_and_blank_ones_are_left_out_of_the_page() -> None:
    plan = change(make_plan(), "c-2", {"source": "01-strategy", "what": "First"})
    plan = change(plan, "c-3", {"source": "01-strategy", "what": " "})
    assert list(action_plan.group_by_source(plan.commitments, TITLES)) == ["01-strategy", "own"]
    page = plan_page.page(plan, TITLES, PRINCIPLES, "today")
    assert page.index("First") < page.index("Call Samira")
    assert page.count("<li>") == 2


def test_the_page_keeps_the_question_that_a_commitment_answers() -> None:
    plan = change(make_plan(), "c-1", {"source": "01-strategy", "prompt": "door"})
    asks = {("01-strategy", "door"): "Which door do you open?"}
    assert "Which door do you open?" in plan_page.page(plan, TITLES, PRINCIPLES, "today", asks)
    assert "Which door do you open?" in plan_page.markdown(plan, TITLES, PRINCIPLES, "today", asks)


def test_nothing_a_learner_writes_is_markup() -> None:
    plan = make_plan(what=EVIL, who=EVIL, by=EVIL[:200])
    page = Tags(plan_page.page(plan, TITLES, PRINCIPLES, "today"))
    assert not page.tags & {"script", "img", "a"}
    assert EVIL in "".join(page.texts)
    rendered = MarkdownIt().render(plan_page.markdown(plan, TITLES, PRINCIPLES, "today"))
    assert not re.search(r"<(script|img|a|em|code)\b", rendered)


@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_markdown_reads_back_as_it_was_written(text: str) -> None:
    plan = make_plan(what=text)
    if not action_plan.list_stated(plan) or not one_line(plan_page._escape_line(text)):  # noqa: SLF001 - control characters alone
        return
    rendered = MarkdownIt().render(plan_page.markdown(plan, TITLES, PRINCIPLES, "today"))
    (item, *_) = re.findall(r"<ul>\n<li>(.*?)\n<ul>", rendered, re.DOTALL)
    shown_text = one_line(unescape(re.sub(r"<[^>]*>", "", item)))
    assert shown_text == one_line(re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]", "", text))


def test_both_files_are_written_and_their_folder_is_named(workspace: Path) -> None:
    stored = plan_file.open_plan()
    stored.change(lambda now: change(now, "c-1", {"source": "own", "what": "Call Samira"}))
    (line,) = export(stored, load_principles())
    assert all(word in line for word in (str(workspace), PAGE, MARKDOWN))
    assert "Call Samira" in (workspace / PAGE).read_text("utf-8")
    assert "Call Samira" in (workspace / MARKDOWN).read_text("utf-8")


def test_an_export_replaces_the_last_one_but_never_an_edited_file(workspace: Path) -> None:
    stored = plan_file.open_plan()
    stored.change(lambda now: change(now, "c-1", {"source": "own", "what": "Call Samira"}))
    export(stored, load_principles())
    assert len(export(stored, load_principles())) == 1
    (workspace / MARKDOWN).write_text("my own words", "utf-8")
    lines = export(stored, load_principles())
    (older,) = workspace.glob("my-action-plan *.md")
    assert older.read_text("utf-8") == "my own words"
    assert older.name in lines[1]


def test_a_plan_cut_in_half_is_set_aside(workspace: Path) -> None:
    path = workspace / ".knowshow" / "commitments.json"
    json_file.write(path, {"commitments": "x"})
    stored = plan_file.open_plan()
    assert stored.value == Plan()
    assert len(stored.notes) == 1


def test_every_prompt_rests_on_a_principle_and_every_module_has_some() -> None:
    prompts = commitment_prompts.load_prompts()
    assert sorted(prompts) == [
        "01-strategy",
        "02-culture",
        "03-stakeholders",
        "04-shared-responsibility",
        "05-remedy",
        "06-capstone",
    ]
    assert all(load_principles().find(prompt.cite) for group in prompts.values() for prompt in group)
    assert list(plan_file.list_titles())[-2:] == ["salience", "own"]


def test_a_commitment_keeps_a_long_text_short_of_a_limit() -> None:
    assert Commitment(id="c", source="own", what="x" * 2000).what
