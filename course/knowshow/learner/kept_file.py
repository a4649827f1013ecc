"""A small file of a learner: read again before each change, set aside when unreadable, never half written."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from knowshow.content import json_file
from knowshow.content.text import explain, say
from knowshow.errors import KnowShowError
from knowshow.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Model = TypeVar("Model", bound=Part)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


class KeptFile(Generic[Model]):
    """One model in one JSON file; `notes` says what could not be read, in words for its owner."""

    def __init__(self, path: Path, empty: Model) -> None:
        """Load what is on disk; `empty` is the value where there is no file."""
        self.path = path
        self.value = empty
        self.notes: list[str] = []
        self.refresh()

    def refresh(self) -> None:
        """Read the file again; where that fails, the last value stays and `notes` says why."""
        try:
            self.value = self._read()
        except OSError as error:
            self._note(explain_write_error(error))

    def change(self, how: Callable[[Model], Model]) -> str:
        """Apply `how` to what is on disk now and save it; return why that failed, or an empty string."""
        try:
            changed = how(self._read())
            json_file.write(self.path, changed.model_dump(mode="json"))
        except OSError as error:
            return explain_write_error(error)
        self.value = changed
        return ""

    def _read(self) -> Model:
        """Return the file's model, or the one last seen where it is gone or unreadable. May raise OSError."""
        try:
            data = json_file.read(self.path)
            return self.value if data is None else type(self.value).model_validate(data)
        except ValidationError:
            self._set_aside(say("kept", "not_ours"))
        except json_file.UnreadableError as error:
            self._set_aside(str(error))
        return self.value

    def _set_aside(self, reason: str) -> None:
        aside = json_file.set_aside(self.path)
        self._note(say("kept", "set_aside", reason=reason, kept=aside.name))

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def peek(path: Path, empty: Model) -> Model:
    """Return a file's model, `empty` where there is none that can be read; what is there is left alone."""
    try:
        return read(path, empty)
    except (json_file.UnreadableError, ValidationError, OSError):
        return empty


def read(path: Path, empty: Model) -> Model:
    """Return a file's model, `empty` where there is no file.

    Raises:
        UnreadableError: it cannot be read.
        ValidationError: it holds something else. In both cases a `KeptFile` would set it aside.
        OSError: the folder cannot be read.
    """
    data = json_file.read(path)
    return empty if data is None else type(empty).model_validate(data)


def explain_write_error(error: OSError, section: str = "kept") -> str:
    """Return why a file cannot be written, in plain words from a section of the interface's text."""
    if error.errno in _FULL:
        return say(section, "disk_full")
    if error.errno in _CLOSED:
        return say(section, "read_only")
    return say(section, "not_written", reason=error.strerror or type(error).__name__)


def describe_error(error: Exception) -> str:
    """Return what a page shows for an error: a KnowShowError's own text, else a sentence with its class."""
    if isinstance(error, KnowShowError):
        return explain(error)
    return say("kept", "broken", reason=type(error).__name__)
