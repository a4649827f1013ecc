"""Delete what is kept of learners, as far as it is theirs alone; a run cut short can be run again."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content import folder_lock
from knowshow.content.text import say
from knowshow.exercises.course_folder import SOLUTIONS, list_names
from knowshow.grading.lock import BusyError
from knowshow.personal import gradebook_rows, reading_marks, record
from knowshow.personal.places import PersonalError
from knowshow.personal.search import search_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowshow.personal.places import Place
    from knowshow.personal.search import Course, Found


@dataclass
class Deleted:
    """How much was deleted; `failed` are lines on what could not be, `came` counts learners who sent anew."""

    files: int = 0
    rows: int = 0
    marks: int = 0
    failed: list[str] = field(default_factory=list)
    came: int = 0


def delete(course: Course, everybody: list[Found]) -> Deleted:
    """Delete what was found of these learners, then look again; with nobody, only clean up after a cut.

    Files go first, the gradebook's rows after them in one transaction. Nothing is moved aside before it
    is deleted: what a killed run leaves is found again by the next.

    Raises:
        KnowShowError: somebody grades at this moment, or the gradebook cannot be written.
    """
    deleted = Deleted()
    with _lock(course.root):
        _note(course, "begun", _plan(everybody))
        for found in everybody:
            _delete_files(found, deleted)
            _overwrite_marks(found, deleted)
        learners = [found.learner for found in everybody]
        deleted.rows = gradebook_rows.delete(course.db_url, learners)
        gradebook_rows.clean(course.db_url)
        if not deleted.failed:
            deleted.came = sum(found.holds_data for found in search_all(course, learners).values())
            _note(course, "done", deleted)
    return deleted


def _plan(everybody: list[Found]) -> Deleted:
    files = sum(len(found.files) for found in everybody)
    rows = sum(sum(found.rows.values()) for found in everybody)
    return Deleted(files, rows, sum(len(found.marks) for found in everybody))


@contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Let nobody grade, and nobody else delete, meanwhile.

    Raises:
        BusyError: somebody does.
    """
    home = root / record.PLACE[0]
    home.mkdir(exist_ok=True)
    with ExitStack() as locks:
        locks.enter_context(_hold(home, say("personal", "deleting")))
        for name in list_names(root):
            locks.enter_context(_hold(root / SOLUTIONS / name, say("personal", "grading", name=name)))
        yield


@contextmanager
def _hold(folder: Path, busy: str) -> Iterator[None]:
    try:
        held = folder_lock.hold(folder)
    except BlockingIOError:
        raise BusyError(busy) from None
    try:
        yield
    finally:
        folder_lock.release(held)


def _note(course: Course, state: record.State, deleted: Deleted) -> None:
    try:
        record.note(course.root, state, deleted.files, deleted.rows, deleted.marks)
    except OSError as error:
        path = course.root.joinpath(*record.PLACE)
        raise PersonalError(say("personal", "not_deleted", path=path, why=error.strerror)) from None


def _delete_files(found: Found, deleted: Deleted) -> None:
    for place in found.places:
        count = len(list(place.files()))
        try:
            remove(place)
        except FileNotFoundError:  # somebody else was first
            continue
        except OSError as error:
            path = error.filename or place.path
            deleted.failed.append(say("personal", "not_deleted", path=path, why=error.strerror))
        else:
            deleted.files += count


def remove(place: Place) -> None:
    """Delete a file, a link or a folder; raise OSError if that fails."""
    if place.path.is_symlink() or not place.path.is_dir():
        place.path.unlink()
        return
    for folder, _, _ in os.walk(place.path):
        with suppress(OSError):  # another's; then removing says so
            Path(folder).chmod(Path(folder).stat().st_mode | 0o700)
    shutil.rmtree(place.path)


def _overwrite_marks(found: Found, deleted: Deleted) -> None:
    try:
        reading_marks.overwrite(found.marks)
    except OSError as error:
        deleted.failed.append(say("personal", "not_deleted", path=error.filename, why=error.strerror))
    else:
        deleted.marks += len(found.marks)
