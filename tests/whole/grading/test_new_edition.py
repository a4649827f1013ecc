"""A change of items while submissions are out: a new edition beside the old one, both gradable."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from grade_command import graded, told
from handed_in import NAME, nbgrader, submission
from knowshow.exercises import course_folder, notebook
from knowshow.grading import new_edition

if TYPE_CHECKING:
    from pathlib import Path

NEW = f"{NAME}-2"


def add_item(root: Path) -> None:
    """Ask a further question, like the last but one, and make the notebook anew."""
    for file in (root / "solutions" / NAME / "items.yaml", root / "solutions" / f"{NAME}.key.yaml"):
        text = file.read_text("utf-8")
        block = text[text.index("  - id: days") : text.index("  - id: letter")]
        file.write_text(text + block.replace("id: days", "id: weeks"), "utf-8")
    notebook.write_all(root)


def make_new(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(new_edition.command, list(arguments), standalone_mode=False)
    return (0, done.stdout) if done.exception is None else (2, str(done.exception))


def test_items_changed_after_grading_are_put_beside_and_both_are_graded(here: Path) -> None:
    assert graded(NAME).exit_code == 0
    shutil.copytree(here / "solutions", here / "as-released")
    released = sorted(path.read_bytes() for path in (here / "release").rglob("*") if path.is_file())
    add_item(here)
    refused = graded(NAME)
    assert refused.exit_code == 2
    assert f"run `knowshow new-edition {NAME} {NEW}`" in told(refused)[-1]
    assert "--force" not in told(refused)[-1]
    code, printed = make_new(NAME, NEW)
    assert (code, f"solutions/{NAME}/ and its key back" in printed) == (0, True)
    shutil.copytree(here / "as-released", here / "solutions", dirs_exist_ok=True)
    submission(course_folder.load_exercise(here, NEW), "amina", {"days": 30, "weeks": 30})
    assert graded(NAME, NEW).exit_code == 0
    stock = nbgrader(here, f"autograde {NEW} --force", f"generate_assignment {NEW}")
    assert stock.returncode == 0, stock.stderr
    assert sorted(path.read_bytes() for path in (here / "release").rglob("*") if path.is_file()) >= released
    with closing(sqlite3.connect(here / "gradebook.db")) as connection:
        rows = connection.execute(
            "select assignment.name, count(*) from grade "
            "join submitted_notebook book on book.id = grade.notebook_id "
            "join notebook on notebook.id = book.notebook_id "
            "join assignment on assignment.id = notebook.assignment_id group by assignment.name"
        ).fetchall()
    assert rows == [(NAME, 12), (NEW, 7)]


def test_before_anybody_has_handed_in_the_items_are_entered_anew(here: Path) -> None:
    add_item(here)
    assert f"nbgrader generate_assignment --force {NAME}" in told(graded(NAME))[-1]
    done = nbgrader(here, f"generate_assignment --force {NAME}")
    assert done.returncode == 0, done.stderr
    assert "another edition" not in str(told(graded(NAME)))


@pytest.mark.parametrize(
    ("name", "said"), [("../out", "not a name"), ("Demo", "not a name"), (NAME, "there is one already")]
)
def test_a_name_that_cannot_be_is_one_line_and_nothing_is_written(here: Path, name: str, said: str) -> None:
    before = sorted(here.parent.rglob("*"))
    code, printed = make_new(NAME, name)
    assert (code, said in printed) == (2, True)
    assert sorted(here.parent.rglob("*")) == before


def test_what_cannot_be_written_whole_leaves_the_name_free(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted((here / "solutions").rglob("*"))
    with monkeypatch.context() as patch:
        patch.setattr(notebook, "build", fail)
        code, printed = make_new(NAME, NEW)
    assert (code, printed) == (2, f"{here / 'solutions' / NEW}: cannot be written (No space left on device)")
    assert sorted((here / "solutions").rglob("*")) == before
    assert make_new(NAME, NEW)[0] == 0


def fail(_assignment: object) -> object:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(("shared", "mode"), [(True, 0o660), (False, 0o600)])
def test_the_key_is_for_all_who_grade_and_nobody_else(here: Path, mode: int, *, shared: bool) -> None:
    (here / "nbgrader_config.py").write_text(
        f"get_config().CourseDirectory.groupshared = {shared}\n", "utf-8"
    )
    assert make_new(NAME, NEW)[0] == 0
    key = here / "solutions" / f"{NEW}.key.yaml"
    assert key.stat().st_mode & 0o777 == mode & ~umask()


def umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now
