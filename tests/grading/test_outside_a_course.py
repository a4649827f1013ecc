"""Commands for graders outside a course folder: they name it, and no exercise unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from knowshow.exercises.course_folder import UnknownAssignmentError
from knowshow.grading import grade
from knowshow.grading.reports import report

if TYPE_CHECKING:
    from pathlib import Path

    import click


@pytest.mark.parametrize("command", [grade.command, report.command])
def test_outside_a_course_folder_no_exercise_is_named_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: click.Command
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, [])
    assert isinstance(done.exception, UnknownAssignmentError)
    assert str(done.exception) == (
        f"{tmp_path}: no course folder; go to the one that holds solutions/, or name an assignment"
    )
