"""A page's first piece, as its widget will give it to the page: the story's scene, the map or the question.

It is made in the Jupyter server's process, from the same files by the same widget. A kernel could keep it as
a file instead, but nobody would write that anew for what another window, a grader or a later edition changed.
Measured: 10 to 35 ms of CPU for a page and 16 MB, after one second of imports in a thread of its own.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from knowshow.content import course_map
from knowshow.drawing.joining import as_function
from knowshow.exercises.course_folder import EXERCISES
from knowshow.lab import shipped_cells
from knowshow.learner import kept_file, plan_file, progress, workspace
from knowshow.learner.action_plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowshow.content.course_map import Module

_PATIENCE = 2  # seconds
_READY = threading.Event()
_JUPYTERS = {"layout", "tabbable", "tooltip"}  # traits of every widget


@dataclass(frozen=True)
class Piece:
    """A page's first piece: the script that draws it, its style sheet, and what it is given (JSON)."""

    script: str
    css: str
    state: Mapping[str, Any]


def prepare() -> None:
    """Import what makes the pieces, and read the stories, beside what the server does."""
    threading.Thread(target=_prepare, daemon=True, name="knowshow-first-paint").start()


def is_ready() -> bool:
    """Return whether pieces can be made at once."""
    return _READY.is_set()


def wait() -> None:
    """Wait until pieces can be made, but not for long: JupyterLab comes with the page."""
    _READY.wait(_PATIENCE)


def _prepare() -> None:
    from knowshow.pages import dilemma, exercise, start, steps  # noqa: F401, PLC0415 - a second of imports

    for module in course_map.load_modules():
        progress.read_story(module)
    _READY.set()


def are_shipped(sources: Iterable[str]) -> bool:
    """Return whether all of these cells came with the course; the page asks before it runs any other."""
    return _list_shipped().issuperset(sources)


@cache
def _list_shipped() -> frozenset[str]:
    return frozenset(json.loads(shipped_cells.MANIFEST.read_bytes())["cells"])


def make_piece(calls: str, module: Module | None) -> Piece | None:
    """Return the piece that a cell calls; None where it is not one of ours, or its files cannot be read.

    What cannot be read is set aside by the kernel, which says so: here nothing is touched.

    Raises:
        UnreadableError, ValidationError, OSError: the plan cannot be read, as `kept_file.read` says.
    """
    from knowshow.pages import dilemma, exercise, start  # noqa: PLC0415 - imported by now, see `_prepare`

    if calls == "import knowshow; knowshow.start()":
        kept_file.read(plan_file.find_path(), Plan())
        return _take("map", start.make_map())
    if module and calls == f'import knowshow; knowshow.dilemma("{module.dilemma}")':
        return _take("player", dilemma.dilemma(str(module.dilemma))) if progress.read_story(module) else None
    if module and calls == f'import knowshow; knowshow.exercise("{module.assignment}")':
        folder = workspace.root() / EXERCISES / str(module.assignment)
        form = exercise.open_form(str(module.assignment), folder) if progress.read_exercise(module) else None
        return _take("form", form)
    return None


def list_stands(module: Module) -> list[Any]:
    """Return how a module's steps stand, as its page's bar is told (`StepsView`)."""
    from knowshow.pages.widgets.steps import Steps  # noqa: PLC0415 - imported by now, see `_prepare`

    shown = Steps(module)
    shown.close()
    stands: list[Any] = shown.view["steps"]
    return stands


def _take(script: str, shown: Any) -> Piece | None:
    """Return what a widget would give its page; None where there is none, or a message in its place."""
    if not hasattr(shown, "comm"):
        return None
    state = {
        name: value for name, value in shown.get_state().items() if name not in _JUPYTERS and name[0] != "_"
    }
    shown.close()
    return Piece(as_function(script), shown._css, state)  # noqa: SLF001 - anywidget's name for it
