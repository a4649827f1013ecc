"""Lay out the course's files in a learner's workspace, in each edition anew, and lose nothing of hers.

Links lead to a page by its name, so that is where this edition's page has to lie; beside another, nobody
finds it. What was laid out is recorded, which tells an earlier edition's page from one that she changed.
"""

from __future__ import annotations

import hashlib
import json
import stat
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content import atomic, course_files, json_file
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterator

START = "00-start-here.ipynb"
EARLIER = "earlier"  # the folder for files of the learner's that gave way
_LISTED = 3  # names that a line has room for
_OURS = ("knowshow", "nbgrader", "tags")  # a cell's data that the course gives
_RECORD = ".knowshow/laid-out.json"


class WorkspaceError(KnowShowError):
    """The workspace cannot be made or written to."""


@dataclass
class Layout:
    """What `lay_out` did: files that are new or of a newer edition, and where it moved the learner's own."""

    new: list[Path] = field(default_factory=list)
    renewed: list[Path] = field(default_factory=list)
    kept: dict[Path, Path] = field(default_factory=dict)


def shipped_files() -> Iterator[tuple[Path, str]]:
    """Yield every file that the course ships to a workspace, with its path there."""
    for notebook in sorted(course_files.notebooks().glob("*.ipynb")):
        yield notebook, notebook.name
    for folder, root in (("images", course_files.assets("images")), ("exercises", course_files.exercises())):
        for file in sorted(root.rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                yield file, f"{folder}/{file.relative_to(root).as_posix()}"


def lay_out(workspace: Path) -> Layout:
    """Copy what is missing, and what an edition has changed since; a file that the learner changed moves.

    What she changed in this edition's files stays where it is, until an edition changes them, too.

    Raises:
        WorkspaceError: the workspace is a file, or cannot be written to.
    """
    done = Layout()
    try:
        (workspace / ".knowshow").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=workspace / ".knowshow") as probe:
            probe.write(b"?")
        before = _read_record(workspace)
        record = {
            place: _lay(source, workspace, place, before.get(place), done)
            for source, place in shipped_files()
        }
        if record != before:
            json_file.write(workspace / _RECORD, record)
    except (FileExistsError, NotADirectoryError) as error:
        path = _find_file(Path(error.filename), workspace)
        raise WorkspaceError(say("learn", "not_a_folder", path=path)) from None
    except OSError as error:
        path = error.filename or workspace
        raise WorkspaceError(say("learn", "not_writable", path=path, why=error.strerror)) from None
    return done


def explain(done: Layout, workspace: Path) -> Iterator[str]:
    """Yield a line for what of the learner's gave way, and one for what is of this edition now."""
    if done.kept:
        names = [target.relative_to(workspace).as_posix() for target in done.kept]
        listed = ", ".join(names[:_LISTED])
        if len(names) > _LISTED:
            listed = say("learn", "kept_more", names=listed, count=len(names) - _LISTED)
        yield say("learn", "kept", folder=f"{workspace / EARLIER}", names=listed)
    if done.renewed:
        yield say("learn", "renewed", count=len(done.renewed))


def _find_file(path: Path, workspace: Path) -> Path:
    """Return what stands where a folder should be: the path itself or one above it."""
    return next((each for each in (path, *path.parents) if each.is_file()), workspace)


def _read_record(workspace: Path) -> dict[str, str]:
    """Return the digests of what was laid out; none where nothing usable is recorded."""
    try:
        record = json_file.read(workspace / _RECORD)
    except json_file.UnreadableError:
        return {}
    return record if isinstance(record, dict) else {}


def _lay(source: Path, workspace: Path, place: str, laid: str | None, done: Layout) -> str:
    """Lay out one file of which `laid` was laid out last; return the digest of the shipped one."""
    target, data = workspace / place, source.read_bytes()
    shipped = _digest(data, target.suffix)
    if not target.exists():
        _write(data, target)
        done.new.append(target)
        return shipped
    present = target.read_bytes()
    own = _digest(present, target.suffix)
    if own == shipped or (laid == shipped and not _is_damaged(present, target.suffix)):
        return shipped
    if own != laid and present:
        done.kept[target] = _keep(target, present, workspace, place)
    _write(data, target)
    done.renewed.append(target)
    return shipped


def _is_damaged(data: bytes, suffix: str) -> bool:
    """Return whether a page of the course can be nothing that somebody wanted, as after a power cut."""
    return not data.strip() or (suffix == ".ipynb" and _read_notebook(data) is None)


def _keep(target: Path, data: bytes, workspace: Path, place: str) -> Path:
    """Copy the learner's own file to its name in a folder for the day, over no other that is there."""
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    folders = (workspace / EARLIER / (f"{day}-{number}" if number > 1 else day) for number in count(1))
    places = (folder / place for folder in folders)
    kept = next(path for path in places if not path.exists() or path.read_bytes() == data)
    atomic.write_bytes(kept, data, mode=stat.S_IMODE(target.stat().st_mode))
    return kept


def _digest(data: bytes, suffix: str) -> str:
    """Return a digest of what a file says: JupyterLab's Ctrl+S adds outputs, counts and the kernel."""
    said = _read_notebook(data) if suffix == ".ipynb" else None
    return hashlib.sha256(data if said is None else json.dumps(said, sort_keys=True).encode()).hexdigest()


def _read_notebook(data: bytes) -> list[object] | None:
    """Return what the course put into a notebook and its cells; None where it is no notebook."""
    try:
        notebook = json.loads(data)
        cells = [
            [
                cell["cell_type"],
                "".join(cell["source"]),
                cell.get("attachments") or None,
                [cell.get("metadata", {}).get(name) for name in _OURS],
            ]
            for cell in notebook["cells"]
        ]
        return [cells, notebook.get("metadata", {}).get("knowshow")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _write(data: bytes, target: Path) -> None:
    """Write a file of the course, as open as the umask allows; the next start restores a lost one."""
    atomic.write_bytes(target, data, mode=0o666, durable=False)
