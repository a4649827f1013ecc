"""Grading that is cut short: nothing is lost, the reason is one line, and the next run makes it good."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from grade_command import autograded, graded, told
from handed_in import LEARNERS, NAME
from knowshow.grading import sql
from knowshow.grading.copy_files import CopyFiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


def write_words(root: Path, words: str) -> None:
    """Let Bo hand in other words, with the same date as before."""
    file = root / "submitted" / "bo" / NAME / "responses.json"
    content = json.loads(file.read_text("utf-8"))
    content["responses"]["letter"] = words
    file.write_text(json.dumps(content))


def mark_by_hand(root: Path) -> None:
    """Let a person score everything that waits."""
    with closing(sqlite3.connect(root / "gradebook.db")) as connection, connection:
        connection.execute(
            "update grade set manual_score = 6, needs_manual_grade = 0 where auto_score is null"
        )


def count_waiting(root: Path) -> int:
    with closing(sqlite3.connect(root / "gradebook.db")) as connection:
        (count,) = connection.execute("select count(*) from grade where needs_manual_grade").fetchone()
    return int(count)


def test_new_words_ask_for_review_though_the_run_that_met_them_could_not_write_the_gradebook(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(NAME)
    mark_by_hand(here)
    assert count_waiting(here) == 0
    write_words(here, "Other words")
    with monkeypatch.context() as patch, closing(sqlite3.connect(here / "gradebook.db")) as other:
        patch.setattr(sql, "PATIENCE", 0.1)
        other.execute("begin immediate")
        assert graded(NAME).exit_code == 2
    assert "1 to be read by a person" in graded(NAME).stdout
    assert count_waiting(here) == 1
    mark_by_hand(here)
    graded(NAME)
    assert count_waiting(here) == 0


def test_a_copy_that_was_not_written_after_its_row_is_written_by_the_next_run(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(NAME)
    mark_by_hand(here)
    write_words(here, "Other words")
    with monkeypatch.context() as patch:
        patch.setattr(CopyFiles, "replace", _fail)
        done = graded(NAME)
    assert (done.exit_code, told(done)) == (
        1,
        ["bo: exercise.ipynb: cannot be used (Input/output error); grade again when it can"],
    )
    assert graded(NAME).exit_code == 0
    assert count_waiting(here) == 1
    assert "Other words" in (here / "autograded" / "bo" / NAME / "exercise.ipynb").read_text("utf-8")


def _fail(*_: object) -> None:
    raise OSError(5, os.strerror(5), "exercise.ipynb")


@contextmanager
def full(size: int) -> Iterator[None]:
    """A disk that lets no file grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_ends_the_run_with_the_folder_and_the_next_run_makes_it_good(here: Path) -> None:
    with full(2000):
        done = graded(NAME)
    assert done.exit_code == 2
    assert told(done)[-1].startswith(f"{here}/autograded: no more can be written there (File too large)")
    assert not list(here.glob("autograded/*/*/*.ipynb"))
    again = graded(NAME)
    assert again.exit_code == 0
    assert "demo: 2 graded" in again.stdout
    for learner in LEARNERS:
        text = (here / "autograded" / learner / NAME / "exercise.ipynb").read_text("utf-8")
        assert text.endswith("}\n")


def test_a_gradebook_with_no_room_is_named_and_the_next_run_makes_it_good(here: Path) -> None:
    shutil.copy(here / "gradebook.db", here / "empty.db")
    graded(NAME)
    shutil.copy(here / "empty.db", here / "gradebook.db")
    with full(4096):
        done = graded(NAME)
    assert done.exit_code == 2
    assert told(done)[-1].startswith(f"{here}/gradebook.db: the gradebook cannot be used")
    assert graded(NAME).exit_code == 0
    assert autograded(here) == sorted(LEARNERS)


def test_copies_are_private_from_the_first_byte_whatever_the_umask(here: Path) -> None:
    (here / "gradebook.db").unlink()
    before = os.umask(0)
    try:
        graded(NAME)
    finally:
        os.umask(before)
    made = [here / "gradebook.db", here / "autograded", *(here / "autograded").rglob("*")]
    assert len(made) == 2 + 4 + 2 * len(LEARNERS)
    assert [path for path in made if path.stat().st_mode & 0o077] == []
