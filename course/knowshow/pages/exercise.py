"""A graded exercise on a notebook's page: `knowshow.exercise("remedy")`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import responses
from knowshow.exercises.items import Assignment
from knowshow.learner import workspace
from knowshow.learner.answers import Answers
from knowshow.pages.desk import Desk
from knowshow.pages.widgets import base
from knowshow.pages.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowshow.pages.widgets.form import Handed

    Send = Callable[[str, Path], Handed]

ITEMS = "items.yaml"


class NoItemsError(KnowShowError):
    """A folder that does not hold the questions it should."""


def exercise(assignment: str, submit: Send | None = None) -> Form | base.Panel:
    """The form of the exercise in this folder; what is wrong becomes a message in the page.

    `submit` takes the assignment's name and the folder with the answers, and gives what to say then; without
    it, answers are handed in as the course does, and feedback that has been released is looked for.
    """
    folder = Path.cwd()
    try:
        if submit:
            found = questions(assignment, folder)
            answers = Answers(found, folder / responses.NAME)
            form = Form(answers, lambda _: submit(assignment, folder))
        else:
            form = open_form(assignment, folder)
            form.look()
        return form.remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("form", "problem"), str(error))


def open_form(assignment: str, folder: Path) -> Form:
    """The form of the exercise in a folder, without looking for feedback; raises KnowShowError."""
    found = questions(assignment, folder)
    return Form(Answers(found, folder / responses.NAME), desk=Desk(found, folder))


def questions(assignment: str, folder: Path) -> Assignment:
    """The questions in a folder.

    Raises:
        KnowShowError: there are none, they break the format, or they belong to another assignment.
    """
    path = folder / ITEMS
    if not path.is_file():
        raise NoItemsError(say("form", "no_items", assignment=assignment, folder=folder))
    found = load(Assignment, path, ITEMS)
    if found.assignment != assignment:
        raise NoItemsError(say("form", "other_items", assignment=assignment, found=found.assignment))
    return found
