"""Where a learner's own files lie: answers beside the exercises, everything private under `.knowshow/`."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "KNOWSHOW_WORKSPACE"
FOLDER = ".knowshow"


def default_root() -> Path:
    """Return the folder that `knowshow learn` uses where no other is named."""
    return Path.home() / "knowshow"


def root() -> Path:
    """Return the workspace: KNOWSHOW_WORKSPACE, else the nearest folder above with `.knowshow/`.

    Without either it is the default one where that exists, else the current folder.
    """
    variable = os.environ.get(VARIABLE)
    if variable:
        return Path(variable).expanduser().resolve()
    current = Path.cwd()
    laid_out = (
        folder for folder in (current, *current.parents, default_root()) if (folder / FOLDER).is_dir()
    )
    return next(laid_out, current)


def handled_file() -> Path:
    """Return the file in which widgets note the page messages that they have handled."""
    return state("done.txt")


def state(*parts: str) -> Path:
    """Return a private path of the learner, under the workspace's `.knowshow/`; it need not exist."""
    return root().joinpath(FOLDER, *parts)
