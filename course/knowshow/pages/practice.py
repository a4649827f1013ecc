"""Practice on a notebook's page: `knowshow.practice("05-remedy")`. Private, and kept in the workspace."""

from __future__ import annotations

from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.practice import NoPracticeError, PracticeSet, Task, load_practice
from knowshow.learner import workspace
from knowshow.learner.practice_notes import PracticeNotes
from knowshow.pages.widgets import base
from knowshow.pages.widgets.practice import Practice


def practice(module: str, *tasks: str) -> Practice | base.Panel:
    """A module's practice items, or only the named ones; what is wrong becomes a message in the page."""
    try:
        found = load_practice(module)
        notebook = PracticeNotes(found, workspace.state("practice", f"{module}.json"))
        return Practice(notebook, _chosen(found, tasks)).remember_at(workspace.handled_file())
    except KnowShowError as error:
        return base.Panel(say("practice", "problem"), str(error))


def _chosen(found: PracticeSet, names: tuple[str, ...]) -> tuple[Task, ...]:
    tasks = {task.stem.id: task for task in found.tasks}
    for name in names:
        if name not in tasks:
            raise NoPracticeError(say("practice", "unknown_task", task=name, known=", ".join(tasks)))
    return tuple(tasks[name] for name in names) or found.tasks
