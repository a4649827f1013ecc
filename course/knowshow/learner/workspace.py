"""Where a learner's own files lie: answers beside the exercises, everything private under `.knowshow/`."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "KNOWSHOW_WORKSPACE"
FOLDER = ".knowshow"


def usual() -> Path:
    """Where `knowshow learn` lays a workspace out if it is not told where."""
    return Path.home() / "knowshow"


def root() -> Path:
    """The workspace: KNOWSHOW_WORKSPACE, else the nearest folder above with `.knowshow/`.

    Without either it is the usual one where that is laid out, else here.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().resolve()
    here = Path.cwd()
    laid_out = (folder for folder in (here, *here.parents, usual()) if (folder / FOLDER).is_dir())
    return next(laid_out, here)


def done() -> Path:
    """Where the widgets remember which messages of their pages are done."""
    return state("done.txt")


def state(*parts: str) -> Path:
    """A private file or folder of the learner, under the workspace's `.knowshow/`; it need not exist."""
    return root().joinpath(FOLDER, *parts)
