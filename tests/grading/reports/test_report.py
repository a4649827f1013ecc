"""Reports: what reaches the page, the text and the command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from demo import ASSIGNMENT
from graded import START, figures, records
from handed_in import NAME, course_folder
from knowshow.grading.reports import report_page, report_text, report_words
from knowshow.grading.reports.report import command

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_chart_of_the_page_has_words_and_a_table() -> None:
    page = report_page.html([(ASSIGNMENT, figures(records(60), since=START))])
    charts = page.count('role="img"')
    assert charts == 3
    assert page.count("<summary>") == charts
    held = page.split('type="application/json" id="demo-0">')[1].split("</script>")[0]
    assert json.loads(held)["config"]["showSendToCloud"] is False


def test_each_item_stands_with_its_question_and_what_was_chosen_in_words() -> None:
    page = report_page.html([(ASSIGNMENT, figures(records(60), since=START))])
    assert "3. In which order?" in page
    assert "Half chose at most" in page
    assert "q2" not in page.split("<script>")[0]
    assert page.count("The hotline speaks one language") == 1  # one row for each fact, its answers beside it


def test_the_page_says_what_it_holds_how_far_to_trust_it_and_where_the_key_is() -> None:
    page = report_page.html([(ASSIGNMENT, figures(records(60), since=START))])
    assert "This page holds the key." in page
    assert "coefficient alpha" in page
    assert "Standard error of measurement" in page
    assert "<td>key (4)</td>" in page
    assert "<td>wrong (−2)</td>" in page
    assert "(key; correlation" in page


def test_while_all_wait_for_a_reader_the_text_says_so_and_gives_no_mean() -> None:
    (line, trust, *_) = report_text.lines(ASSIGNMENT, figures(records(60, read=False)))
    assert "Submissions still to be read by a person: 44." in line
    assert "Marked in full so far: 16. There is a mean once that is half of all" in line
    assert "over the 5 items in which nobody waits for a reader, and all 60 learners" in trust


def test_the_text_names_each_item_to_read_again_with_the_reason() -> None:
    lines = list(report_text.lines(ASSIGNMENT, figures(records(60))))
    again = [line.split(":")[0].strip() for line in lines[2:]]
    assert again
    assert set(again) <= {item.id for item in ASSIGNMENT.items}
    assert all(line.endswith((".", ").")) for line in lines)


def test_a_report_without_grades_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [])
    assert f"{NAME}: nothing is graded yet" in str(done.exception)
    assert not (tmp_path / "gradebook.db").exists()


def test_a_correlation_of_nought_has_no_minus() -> None:
    shown = [report_words.format_correlation(value) for value in (-0.001, 0.0, -0.125, 1.0, None)]
    assert shown == ["0.00", "0.00", "\u22120.12", "1.00", "–"]
