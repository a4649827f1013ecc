"""Load nbgrader's application without its command line."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from knowshow.grading import nbgrader_config

if TYPE_CHECKING:
    from pathlib import Path


_LOG = logging.getLogger("knowshow.nbgrader")
_LOG.addHandler(logging.NullHandler())  # without one, Python prints warnings


def load_application(root: Path, db: str | None = None) -> Any:
    """Load nbgrader's application for a course folder; `db` is a gradebook's URL to use in place of its own.

    Read the settings in `root`, whatever the working folder is, and log nothing.
    """
    from jupyter_core.application import JupyterApp  # noqa: PLC0415 - slow to import
    from nbgrader.apps.baseapp import NbGrader  # noqa: PLC0415 - slow to import
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415 - slow to import

    if str(root) not in sys.path:
        sys.path.append(str(root))  # where graders put plugins of their own
    app = NbGrader(log=_LOG)
    app.coursedir = CourseDirectory(parent=app, root=str(root))
    nbgrader_config.configure(app.config)  # first: what a grader has set stays above it
    app.load_cwd_config = False
    app.load_config_file()
    super(JupyterApp, app).load_config_file(app.config_file_name, str(root))
    if db is not None:
        app.coursedir.db_url = db
    return app
