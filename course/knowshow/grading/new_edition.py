"""`knowshow new-edition`: put changed items beside those that submissions are out for.

They become an assignment of their own, since nbgrader's gradebook takes no other cells for an assignment once
somebody has handed it in.
"""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from knowshow.content import atomic
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import course_folder, notebook
from knowshow.exercises.course_folder import ITEMS, NOTEBOOK, SOLUTIONS
from knowshow.grading import nbgrader_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*")  # as `items.Assignment` has it
_READABLE = 0o044  # what learners get is no secret
_ASSIGNMENT = re.compile(r"^assignment:.*$", re.MULTILINE)


class NewEditionError(KnowShowError):
    """The new assignment cannot be made."""


@click.command()
@click.argument("assignment")
@click.argument("new")
def command(assignment: str, new: str) -> None:
    """Copy ASSIGNMENT, as its items and key stand now, to an assignment of its own called NEW.

    For a change of items after submissions have come in: both can be graded afterwards. Nothing of ASSIGNMENT
    is changed; if its files hold the new items already, put them back as they were when it was released.
    """
    folder = copy(Path.cwd(), assignment, new)
    click.echo(say("new_edition", "done", folder=folder, name=assignment, new=new))


def copy(root: Path, name: str, new: str) -> Path:
    """Write `solutions/<new>/` and its key from those of `name`; return the folder.

    Raises:
        UnknownAssignmentError: there is no assignment `name`.
        InvalidFileError: its items or its key break their format, or disagree.
        NewEditionError: `new` is no name for an assignment or is taken, or a file cannot be written.
    """
    exercise = course_folder.load_current(root, name)
    folder, key = root / SOLUTIONS / new, root / SOLUTIONS / f"{new}.key.yaml"
    if not _NAME.fullmatch(new):
        raise NewEditionError(say("new_edition", "bad_name", new=new[:60]))
    if folder.exists() or key.exists():
        raise NewEditionError(say("new_edition", "taken", new=new, folder=folder))
    mode = nbgrader_settings.load(root).file_mode
    try:
        with _whole(folder, key):
            _write_renamed(root / SOLUTIONS / f"{name}.key.yaml", key, new, mode)
            _write_renamed(exercise.source.parent / ITEMS, folder / ITEMS, new, mode | _READABLE)
            made = course_folder.load_exercise(root, new)
            text = notebook.dumps(notebook.build(made.assignment))
            atomic.write_text(folder / f"{NOTEBOOK}.ipynb", text, mode=mode | _READABLE)
    except OSError as error:
        raise NewEditionError(say("new_edition", "not_written", folder=folder, why=error.strerror)) from None
    return folder


@contextmanager
def _whole(folder: Path, key: Path) -> Iterator[None]:
    """Make the folder; take it and the key away again if the block fails, so that the name stays free."""
    folder.mkdir()
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        key.unlink(missing_ok=True)
        raise


def _write_renamed(source: Path, target: Path, new: str, mode: int) -> None:
    """Copy a file with another assignment's name in it, readable as `mode` says from the first byte."""
    text = _ASSIGNMENT.sub(f"assignment: {new}", source.read_text("utf-8"), count=1)
    atomic.write_text(target, text, mode=mode)
