"""What a learner did in a module's practice: private, and kept in the workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from knowshow.content import json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError
from knowshow.exercises.practice import Entry, PracticeSet, Task, find_outcome, is_answer, load_practice
from knowshow.learner import workspace
from knowshow.learner.kept_file import explain_write_error, peek
from knowshow.part import Part

if TYPE_CHECKING:
    from pathlib import Path


class PracticeFile(Part):
    """What is on disk: a module's entries by task."""

    version: int = 1
    entries: dict[str, Entry] = Field(default_factory=dict)


@dataclass
class PracticeNotes:
    """A learner's entries for one module, read again before each change so that two windows do not clash."""

    drill: PracticeSet
    path: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Load what is on disk; a file that cannot be read is set aside and named in `notes`."""
        try:
            self._refresh()
        except OSError as error:
            self.notes.append(explain_write_error(error, "practice"))

    def entry(self, task: Task) -> Entry:
        """Return a task's entry; a value that no longer fits the task counts as None."""
        stored = self.entries.get(task.stem.id, Entry())
        value = stored.value if is_answer(task.stem, stored.value) else None
        return stored.model_copy(update={"value": value})

    def change(self, task: Task, **fields: Any) -> str:
        """Change fields of one entry and save it; return why that failed, or an empty string."""
        try:
            self._refresh()
        except OSError as error:
            return explain_write_error(error, "practice")
        self.entries[task.stem.id] = self.entry(task).model_copy(update=fields)
        try:
            json_file.write(self.path, PracticeFile(entries=self.entries).model_dump(mode="json"))
        except OSError as error:
            return explain_write_error(error, "practice")
        return ""

    def _refresh(self) -> None:
        try:
            data = json_file.read(self.path)
            if data is not None:
                self.entries.update(PracticeFile.model_validate(data).entries)
        except (json_file.UnreadableError, ValidationError) as error:
            reason = str(error) if isinstance(error, KnowShowError) else say("practice", "not_ours")
            aside = json_file.set_aside(self.path)
            self.notes.append(say("practice", "set_aside", reason=reason, kept=aside.name))


def count_checked(module: str) -> tuple[int, int]:
    """Count a module's tasks that were checked, and all; a file that cannot be read has none that was."""
    try:
        tasks = load_practice(module).tasks
    except KnowShowError:
        return 0, 0
    entries = peek(workspace.state("practice", f"{module}.json"), PracticeFile()).entries
    tried = [
        task for task in tasks if find_outcome(task, entries.get(task.stem.id, Entry())) != "not-attempted"
    ]
    return len(tried), len(tasks)
