from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from handed_in import NAME, course_folder
from knowshow.exercises import course_folder as course

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("changed", [f"{NAME}/items.yaml", f"{NAME}.key.yaml", f"{NAME}/exercise.ipynb"])
def test_an_exercise_is_read_again_after_a_file_has_changed(tmp_path: Path, changed: str) -> None:
    course_folder(tmp_path)
    first = course.load_current(tmp_path, NAME)
    assert course.load_current(tmp_path, NAME) is first
    file = tmp_path / "solutions" / changed
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))
    assert course.load_current(tmp_path, NAME) is not first
