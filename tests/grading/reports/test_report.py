"""Reports: what is counted, what is kept quiet, and what reaches CSV and page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from demo import ASSIGNMENT
from graded import START, records
from handed_in import NAME, course_folder
from knowshow.grading.reports import report_page
from knowshow.grading.reports.gathering import CohortsError, read_cohorts
from knowshow.grading.reports.report import command
from knowshow.grading.reports.statistics import FEWEST, Figures, LearnerRecord, compute_figures

if TYPE_CHECKING:
    from pathlib import Path


def test_the_figures_of_an_assignment() -> None:
    figures = compute_figures(ASSIGNMENT, records(60), {"somebody-else": None}, START)
    assert (figures.expected, figures.submitted, figures.maximum) == (61, 60, 30)
    assert sum(figures.spread) == 60
    assert dict(figures.days) == {0: 15, 1: 15, 2: 15, 3: 15}
    assert [item.item for item in figures.items] == [item.id for item in ASSIGNMENT.items]
    assert all(item.difficulty is None or 0 <= item.difficulty <= 1 for item in figures.items)
    assert all(item.discrimination is None or -1 <= item.discrimination <= 1 for item in figures.items)
    first = {option: share for option, _, share in figures.items[0].chosen}
    assert sum(first.values()) == pytest.approx(1)


def test_an_item_that_tells_the_strong_from_the_weak_discriminates() -> None:
    rows = [
        LearnerRecord(str(n), None, (4.0, 6.0, 5.0, 4.0, 3.0, 8.0) if n % 2 else (0.0,) * 6)
        for n in range(10)
    ]
    assert compute_figures(ASSIGNMENT, rows, {}, None).items[0].discrimination == pytest.approx(1)
    same = [LearnerRecord(str(n), None, (4.0, float(n), 0.0, 0.0, 0.0, 0.0)) for n in range(10)]
    assert compute_figures(ASSIGNMENT, same, {}, None).items[0].discrimination is None


@pytest.mark.parametrize("count", range(FEWEST))
def test_of_fewer_than_five_only_the_number_is_reported(count: int) -> None:
    figures = compute_figures(ASSIGNMENT, records(count), {}, START)
    assert figures == Figures(NAME, count, count, None, 30)


def test_a_late_penalty_is_taken_off_the_total_and_off_no_item() -> None:
    rows = [LearnerRecord(str(n), None, (4.0, 6.0, 5.0, 4.0, 3.0, 8.0), penalty=10.0) for n in range(5)]
    figures = compute_figures(ASSIGNMENT, rows, {}, None)
    assert figures.mean == 20
    assert figures.items[0].difficulty == 1


@pytest.mark.parametrize("text", ["", "good,A\n", "learner\namina\n"])
def test_a_file_of_cohorts_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "cohorts.csv").write_text(text)
    with pytest.raises(CohortsError, match="no column"):
        read_cohorts(tmp_path / "cohorts.csv")


def test_spaces_around_a_cohort_and_rows_without_a_learner_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "cohorts.csv").write_text("learner,cohort\namina, A\nbo,A \n,A\ncleo,\n")
    assert read_cohorts(tmp_path / "cohorts.csv") == {"amina": "A", "bo": "A", "cleo": None}


@given(sizes=st.lists(st.integers(0, 9), min_size=1, max_size=6), strangers=st.integers(0, 9))
def test_no_cohort_under_five_is_shown_or_found_by_subtraction(sizes: list[int], strangers: int) -> None:
    names = tuple(f"group-{place}" for place, size in enumerate(sizes) for _ in range(size))
    graded = records(max(len(names) + strangers, FEWEST), names)
    absent = {f"absent-{place}": f"group-{place}" for place in range(len(sizes))}
    figures = compute_figures(ASSIGNMENT, graded, dict(absent), START)
    shown = [cohort for cohort in figures.cohorts if cohort.submitted is not None]
    assert len(figures.cohorts) == len(sizes)
    assert all((cohort.submitted or 0) >= FEWEST for cohort in shown)
    assert all(cohort.mean is None for cohort in figures.cohorts if cohort not in shown)
    untold = figures.submitted - sum(cohort.submitted or 0 for cohort in shown)
    everybody_told = len(shown) == len(sizes) and len(graded) == len(names)
    assert not shown or everybody_told or untold >= FEWEST


def test_large_cohorts_are_shown_beside_a_hidden_one() -> None:
    names = ("small",) * 2 + ("mid",) * 6 + ("large",) * 9
    figures = compute_figures(ASSIGNMENT, records(len(names), names), {}, START)
    assert [(cohort.cohort, cohort.submitted) for cohort in figures.cohorts] == [
        ("large", 9),
        ("mid", None),
        ("small", None),
    ]


def test_every_chart_of_the_page_has_words_and_a_table() -> None:
    page = report_page.html([(ASSIGNMENT, compute_figures(ASSIGNMENT, records(60), {}, START))])
    charts = page.count('role="img"')
    assert charts == 3
    assert page.count("<summary>") == charts
    held = page.split('type="application/json" id="demo-0">')[1].split("</script>")[0]
    assert json.loads(held)["config"]["showSendToCloud"] is False


def test_each_item_stands_with_its_question_and_what_was_chosen_in_words() -> None:
    page = report_page.html([(ASSIGNMENT, compute_figures(ASSIGNMENT, records(60), {}, START))])
    assert "3. In which order?" in page
    assert "Half chose at most" in page
    assert "q2" not in page.split("<script>")[0]
    assert page.count("The hotline speaks one language") == 1  # one row for each fact, its answers beside it


def test_a_report_without_grades_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [])
    assert "nothing is graded yet" in str(done.exception)
    assert not (tmp_path / "gradebook.db").exists()
