"""Where a learner's own files lie: answers beside the exercises, everything private under `.knowshow/`."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "KNOWSHOW_WORKSPACE"
FOLDER = ".knowshow"


def usual() -> Path:
    """Return the folder that `knowshow learn` uses where no other is named."""
    return Path.home() / "knowshow"


def root() -> Path:
    """Return the workspace: KNOWSHOW_WORKSPACE, else the nearest folder above with `.knowshow/`.

    Without either it is the usual one where that is laid out, else here.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().resolve()
    here = Path.cwd()
    laid_out = (folder for folder in (here, *here.parents, usual()) if (folder / FOLDER).is_dir())
    return next(laid_out, here)


def done() -> Path:
    """Return the file in which widgets note the page messages that they have handled."""
    return state("done.txt")


def state(*parts: str) -> Path:
    """Return a private path of the learner, under the workspace's `.knowshow/`; it need not exist."""
    return root().joinpath(FOLDER, *parts)
