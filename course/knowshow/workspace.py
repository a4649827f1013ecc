"""Where a learner's own files lie: answers beside the exercises, everything private under `.knowshow/`."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "KNOWSHOW_WORKSPACE"
FOLDER = ".knowshow"


def root() -> Path:
    """The workspace: KNOWSHOW_WORKSPACE, else the nearest folder above with `.knowshow/`, else here."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().resolve()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / FOLDER).is_dir()), here)


def state(*parts: str) -> Path:
    """A private file or folder of the learner, under the workspace's `.knowshow/`; it need not exist."""
    return root().joinpath(FOLDER, *parts)
