"""Lay out the course's files in a learner's workspace, and never touch what is already there."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from knowshow.content import atomic, course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from collections.abc import Iterator

START = "00-start-here.ipynb"


class WorkspaceError(KnowShowError):
    """The workspace cannot be made or written to."""


@dataclass
class Layout:
    """What `lay_out` did: files that are new, and newer editions put beside the learner's own."""

    new: list[Path] = field(default_factory=list)
    beside: list[Path] = field(default_factory=list)


def shipped_files() -> Iterator[tuple[Path, str]]:
    """Yield every file that the course ships to a workspace, with its path there."""
    for notebook in sorted(course_files.notebooks().glob("*.ipynb")):
        yield notebook, notebook.name
    for folder, root in (("images", course_files.assets("images")), ("exercises", course_files.exercises())):
        for file in sorted(root.rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                yield file, f"{folder}/{file.relative_to(root).as_posix()}"


def lay_out(workspace: Path) -> Layout:
    """Copy what is missing; if the learner's file differs, put the newer edition beside it, once.

    Raises:
        WorkspaceError: the workspace is a file, or cannot be written to.
    """
    done = Layout()
    try:
        (workspace / ".knowshow").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=workspace / ".knowshow") as probe:
            probe.write(b"?")
        for source, place in shipped_files():
            _copy(source, workspace / place, done)
    except (FileExistsError, NotADirectoryError) as error:
        path = _find_file(Path(error.filename), workspace)
        raise WorkspaceError(say("learn", "not_a_folder", path=path)) from None
    except OSError as error:
        raise WorkspaceError(say("learn", "not_writable", path=workspace, why=error.strerror)) from None
    return done


def _find_file(path: Path, workspace: Path) -> Path:
    """Return what stands where a folder should be: the path itself or one above it."""
    return next((each for each in (path, *path.parents) if each.is_file()), workspace)


def _copy(source: Path, target: Path, done: Layout) -> None:
    data = source.read_bytes()
    if not target.exists():
        _write(data, target)
        done.new.append(target)
    elif not _say_same(target.read_bytes(), data, target.suffix):
        newer = target.with_name(f"{target.stem} ({version('knowshow')}){target.suffix}")
        if not newer.exists():
            _write(data, newer)
            done.beside.append(newer)


def _say_same(own: bytes, shipped: bytes, suffix: str) -> bool:
    """Return whether two files say the same: JupyterLab's Ctrl+S adds outputs, counts and the kernel."""
    return own == shipped or (suffix == ".ipynb" and _read_cells(own) == _read_cells(shipped) is not None)


def _read_cells(notebook: bytes) -> list[tuple[str, str, object]] | None:
    """Return the kind, words and attachments of a notebook's cells; None where it is no notebook."""
    try:
        cells = json.loads(notebook)["cells"]
        return [(c["cell_type"], "".join(c["source"]), c.get("attachments") or None) for c in cells]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _write(data: bytes, target: Path) -> None:
    """Write a file of the course, as open as the umask allows; the next start restores a lost one."""
    atomic.write_bytes(target, data, mode=0o666, durable=False)
