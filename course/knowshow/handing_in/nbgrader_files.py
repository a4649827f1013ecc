"""Read nbgrader's settings from their files, without importing nbgrader, which takes a second."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from jupyter_core import paths
from traitlets.config import Application

if TYPE_CHECKING:
    from pathlib import Path

    from traitlets.config import Config

_STEM = "nbgrader_config"


def read(root: Path) -> Config:
    """Return what the files say that nbgrader's application reads for a course folder, in its order.

    The folder's own come last and are the strongest; a file that fails is left out, as nbgrader does.
    """
    app = Application(log=logging.getLogger("knowshow.nbgrader"))
    folders = paths.jupyter_config_path()
    if paths.jupyter_config_dir() not in folders:
        folders.insert(0, paths.jupyter_config_dir())
    if str(root) not in sys.path:
        sys.path.append(str(root))  # where graders put plugins of their own
    for stem, place in (("jupyter_config", folders), (_STEM, folders), (_STEM, str(root))):
        app.load_config_file(stem, place)
    config: Config = app.config
    return config
