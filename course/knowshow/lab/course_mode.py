"""Course mode, as settings: where Jupyter looks, how kernels are spoken to, which page comes first.

What is the same for everybody stands in the package's folder `lab/jupyter`: among it, that a kernel ends
five minutes after its last page was closed, and that one which does not hear is killed after two seconds.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jupyter_core.paths import jupyter_runtime_dir

from knowshow.content import course_files
from knowshow.lab import workspace_files
from knowshow.learner.workspace import FOLDER, VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

START_URL = f"/doc/tree/{workspace_files.START}"
SETTINGS = course_files.package("lab", "jupyter")
_SHORT = 50  # a Unix socket's path holds 107 bytes at most, and Jupyter adds some 50


def environment(folder: Path) -> dict[str, str]:
    """Return the variables that keep a reader's own Jupyter and IPython settings apart from the course's.

    What a site has put into JUPYTER_CONFIG_PATH stays, behind ours: above all, where its exchange is.
    """
    return {
        "JUPYTER_CONFIG_DIR": str(folder / FOLDER / "jupyter"),
        "JUPYTER_CONFIG_PATH": put_first(str(SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH", "")),
        "JUPYTER_PATH": str(SETTINGS),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(folder / FOLDER / "ipython"),
        VARIABLE: str(folder),
    }


def put_first(place: str, path: str) -> str:
    """Return a search path with `place` at its head, once."""
    others = [other for other in path.split(os.pathsep) if other and other != place]
    return os.pathsep.join((place, *others))


def kernel_settings() -> dict[str, str]:
    """Return the settings of Jupyter's KernelManager, name to value, that depend on the machine."""
    if os.name == "posix" and len(jupyter_runtime_dir()) < _SHORT:
        return {"transport": "ipc"}  # nobody else on this machine can listen in
    return {}


def lab_settings(folder: Path) -> dict[str, str]:
    """Return JupyterLab's settings, name to value."""
    state = folder / FOLDER / "lab"
    return {
        "default_url": START_URL,
        "user_settings_dir": str(state / "settings"),
        "workspaces_dir": str(state / "workspaces"),
    }
