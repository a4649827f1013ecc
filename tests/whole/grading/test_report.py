"""Reports: what is counted, what is kept quiet, and what reaches CSV and page."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from handed_in import NAME, course_folder, fill
from knowshow.grading import bulk
from knowshow.grading.reports.report import command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded course folder."""
    root = tmp_path_factory.mktemp("report")
    fill(course_folder(root), 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        bulk.run(root, NAME, bulk.GradingOptions(workers=1))
    return root


def test_the_command_writes_csv_and_page_in_which_nothing_is_a_formula_or_a_tag(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    lines = [
        f"learner-{number:06d},{'=HYPERLINK(1)' if number < 20 else '<script>x</script>'}"
        for number in range(40)
    ]
    (folder / "cohorts.csv").write_text("learner,cohort\n" + "\n".join(lines))
    done = CliRunner().invoke(
        command,
        ["--csv", "out.csv", "--html", "out.html", "--cohorts", "cohorts.csv", "--released", "2026-11-18"],
    )
    assert done.exit_code == 0, done.output
    assert "40 of 40 handed in" in done.output
    with (folder / "out.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["part"] for row in rows} >= {"assignment", "spread", "day", "cohort", "first-call"}
    assert not any(cell.lstrip().startswith(("=", "+", "@")) for row in rows for cell in row.values())
    assert any(row["name"] == "'=HYPERLINK(1)" for row in rows)
    page = (folder / "out.html").read_text("utf-8")
    assert "<script>x</script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "learner-000000" not in page
    outside = page.split("<script>")[0]
    assert "http" not in outside
