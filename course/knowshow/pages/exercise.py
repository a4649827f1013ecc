"""A graded exercise on a notebook's page: `knowshow.exercise("remedy")`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises import responses
from knowshow.exercises.items import Assignment
from knowshow.learner import workspace
from knowshow.learner.answers import Answers
from knowshow.pages.widgets import base
from knowshow.pages.widgets.form import Form, Handed

if TYPE_CHECKING:
    from collections.abc import Callable

    Send = Callable[[str, Path], Handed]

ITEMS = "items.yaml"


class NoItemsError(KnowShowError):
    """A folder that does not hold the questions it should."""


def exercise(assignment: str, submit: Send | None = None) -> Form | base.Panel:
    """The form of the exercise in this folder; what is wrong becomes a message in the page.

    `submit` takes the assignment's name and the folder with the answers, and gives what to say then.
    """
    folder = Path.cwd()
    try:
        found = questions(assignment, folder)
        answers = Answers(found, folder / responses.NAME)
        form = Form(answers, partial(submit or _hand_in, assignment, folder))
        return form.remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("form", "problem"), str(error))


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


def _hand_in(assignment: str, folder: Path) -> Handed:
    from knowshow.handing_in.submit import submit  # noqa: PLC0415 - only who presses Submit pays for it

    receipt = submit(assignment, folder)
    way = "zip" if receipt.way == "by_zip" else "sent"
    where = say("form", f"where_{way}", place=receipt.place)
    facts = {"answered": receipt.answered, "items": receipt.items, "digest": receipt.number}
    return Handed(say("form", f"submitted_{way}"), f"{where}\n{say('form', 'receipt', **facts)}")
