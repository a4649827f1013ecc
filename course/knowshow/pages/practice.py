"""Practice on a notebook's page: `knowshow.practice("05-remedy")`. Private, and kept in the workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from knowshow.content import course_files, json_file
from knowshow.content.loading import load
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.practice import Drill, Entry, Task, fits
from knowshow.learner import workspace
from knowshow.learner.kept_file import why
from knowshow.part import Part

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.pages.widgets.base import Panel
    from knowshow.pages.widgets.practice import Practice


class NoPracticeError(KnowShowError):
    """A module, or a task of it, that this edition does not have."""


class Kept(Part):
    """What is on disk: a module's entries by task."""

    version: int = 1
    entries: dict[str, Entry] = Field(default_factory=dict)


@dataclass
class Notebook:
    """A learner's entries for one module; the file is read anew before each change: windows do not clash."""

    drill: Drill
    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take up what is on disk; what cannot be read is set aside and said in `notes`."""
        try:
            self._refresh()
        except OSError as error:
            self.notes.append(why(error, "practice"))

    def entry(self, task: Task) -> Entry:
        """What was done with a task; a value that does not fit it any more counts as none."""
        found = self.entries.get(task.stem.id, Entry())
        value = found.value if fits(task.stem, found.value) else None
        return found.model_copy(update={"value": value})

    def change(self, task: Task, **what: Any) -> str:
        """Change one entry and save it; gives why it could not be saved, or nothing."""
        try:
            self._refresh()
        except OSError as error:
            return why(error, "practice")
        self.entries[task.stem.id] = self.entry(task).model_copy(update=what)
        try:
            json_file.write(self.path, Kept(entries=self.entries).model_dump(mode="json"))
        except OSError as error:
            return why(error, "practice")
        return ""

    def _refresh(self) -> None:
        try:
            data = json_file.read(self.path)
            if data is not None:
                self.entries.update(Kept.model_validate(data).entries)
        except (json_file.UnreadableError, ValidationError) as error:
            reason = str(error) if isinstance(error, KnowShowError) else say("practice", "not_ours")
            kept = json_file.set_aside(self.path)
            self.notes.append(say("practice", "set_aside", reason=reason, kept=kept.name))


def drill(module: str) -> Drill:
    """The practice items of a module.

    Raises:
        KnowShowError: there are none, or their file is wrong.
    """
    path = course_files.assets("practice", f"{module}.yaml")
    known = sorted(file.stem for file in path.parent.glob("*.yaml"))
    if module not in known:
        raise NoPracticeError(say("practice", "unknown", module=module, known=", ".join(known)))
    return load(Drill, path, path.name)


def practice(module: str, *tasks: str) -> Practice | Panel:
    """A module's practice items, or only the named ones; what is wrong becomes a message in the page."""
    from knowshow.pages.widgets import base  # noqa: PLC0415 - the model above is used without Jupyter
    from knowshow.pages.widgets.practice import Practice  # noqa: PLC0415

    try:
        found = drill(module)
        notebook = Notebook(found, workspace.state("practice", f"{module}.json"))
        return Practice(notebook, _chosen(found, tasks))
    except KnowShowError as error:
        return base.Panel(say("practice", "problem"), str(error))


def _chosen(found: Drill, names: tuple[str, ...]) -> tuple[Task, ...]:
    tasks = {task.stem.id: task for task in found.tasks}
    for name in names:
        if name not in tasks:
            raise NoPracticeError(say("practice", "unknown_task", task=name, known=", ".join(tasks)))
    return tuple(tasks[name] for name in names) or found.tasks
