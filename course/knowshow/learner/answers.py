"""One learner's answers to one assignment: saved at every change, and never thrown away."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from knowshow.content import json_file
from knowshow.content.text import make_sentence, say
from knowshow.exercises import items, responses
from knowshow.learner import kept_file

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.exercises.items import Assignment, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one change: saved (at `time`), refused (it is no answer) or failed (it was not written).

    `elsewhere` names the items that another window changed since this one last read the file.
    """

    kind: Literal["saved", "refused", "failed"]
    text: str = ""
    time: str = ""
    elsewhere: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Answers:
    """The answers as this window knows them; `unsaved` names items whose last change is not on disk.

    `seen` is what the file held when this window last read it: other values in it are from another window.
    """

    assignment: Assignment
    path: Path
    values: dict[str, Value] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unsaved: set[str] = field(default_factory=set)
    seen: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Load what is on disk; a file that cannot be read is set aside and named in `notes`."""
        try:
            self.seen = self._read()
            self.values = dict(self.seen)
        except OSError as error:
            self.notes.append(kept_file.explain_write_error(error, "form"))

    def put(self, name: str, value: Any) -> Outcome:
        """Set one item's answer and save it; None or a blank value clears it."""
        item = self.assignment.item.get(name)
        if item is None:
            return Outcome("refused", say("form", "refused", reason=say("responses", "no_item")))
        empty = items.is_blank(item, value)
        fault = None if empty else items.find_fault(item, value)
        if fault:
            return Outcome("refused", say("form", "refused", reason=make_sentence(fault)))
        if empty:
            self.values.pop(name, None)
        else:
            self.values[name] = value
        self.unsaved.add(name)
        return self.save()

    def save(self) -> Outcome:
        """Write the unsaved items, and keep what other windows have written to the others."""
        first_note = len(self.notes)
        try:
            stored = self._read()
            elsewhere = [name for name in {*stored, *self.seen} if stored.get(name) != self.seen.get(name)]
            self._give_way(stored)
            merged = {name: value for name, value in stored.items() if name not in self.unsaved}
            merged.update({name: self.values[name] for name in self.unsaved if name in self.values})
            time = responses.save(self.path, self.assignment, merged)
        except OSError as error:
            return Outcome(
                "failed", kept_file.explain_write_error(error, "form"), notes=tuple(self.notes[first_note:])
            )
        self.values, self.seen = merged, dict(merged)
        self.unsaved.clear()
        return Outcome("saved", "", time, tuple(sorted(elsewhere)), tuple(self.notes[first_note:]))

    def _give_way(self, stored: dict[str, Value]) -> None:
        """Leave words that another window wrote and this one has not shown; keep its own in a note."""
        for number, item in enumerate(self.assignment.items, 1):
            theirs, own = stored.get(item.id), self.values.get(item.id)
            if item.type != "extended-text" or item.id not in self.unsaved:
                continue
            if theirs in (None, own, self.seen.get(item.id)):
                continue
            self.unsaved.discard(item.id)
            if own:
                self.notes.append(say("form", "gave_way", number=number, text=own))

    def _read(self) -> dict[str, Value]:
        """Return the file's values, or those last seen where it is gone or unreadable. May raise OSError."""
        try:
            stored = responses.load(self.path, self.assignment)
        except responses.OtherEditionError:
            self.notes.append(
                say("form", "other_edition", kept=json_file.set_aside(self.path, "earlier").name)
            )
            return dict(self.seen)
        except responses.RefusedError as error:
            self._set_aside("set_aside", str(error))
            return dict(self.seen)
        if stored is None:
            return dict(self.seen)
        if stored.problems:
            self._set_aside("left_out", "; ".join(stored.problems))
            responses.save(self.path, self.assignment, stored.values)
        return dict(stored.values)

    def _set_aside(self, key: str, reason: str) -> None:
        aside = json_file.set_aside(self.path)
        self.notes.append(say("form", key, reason=reason, kept=aside.name))
