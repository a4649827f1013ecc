"""`knowshow read`: the page laid into a course folder, and shown in course mode."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from handed_in import course_folder
from knowshow.lab import read
from server import knowshow

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_without_assignments_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = knowshow("read", tmp_path, "--no-browser", home=tmp_path)
    assert done.returncode == 2
    why = "no course folder, since it has no solutions/<assignment>/items.yaml"
    assert done.stderr == f"knowshow: {tmp_path}: {why}; run this in the folder in which you grade\n"


def test_the_page_is_laid_once_and_never_over_a_changed_one(tmp_path: Path) -> None:
    course_folder(tmp_path)
    done = knowshow("read", tmp_path, "--page-only", home=tmp_path)
    page = tmp_path / "reading.ipynb"
    assert (done.returncode, done.stdout.strip()) == (0, str(page))
    page.write_text("mine", "utf-8")
    assert read.lay_page(tmp_path) == page
    assert page.read_text("utf-8") == "mine"


@pytest.mark.parametrize(("shared", "mode"), [(True, 0o660), (False, 0o600)])
def test_graders_who_share_a_folder_share_its_page(tmp_path: Path, mode: int, *, shared: bool) -> None:
    course_folder(tmp_path)
    settings = f"get_config().CourseDirectory.groupshared = {shared}\n"
    (tmp_path / "nbgrader_config.py").write_text(settings, "utf-8")
    before = os.umask(0o007)
    try:
        page = read.lay_page(tmp_path)
    finally:
        os.umask(before)
    assert page.stat().st_mode & 0o777 == mode
