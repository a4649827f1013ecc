"""nbgrader's application, started without its command line."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def application(root: Path, db: str | None = None) -> Any:
    """Nbgrader's application for a course folder, with its settings read and its log kept quiet.

    The folder's own settings are read wherever this runs, as `nbgrader` reads those of where it is started.
    """
    from jupyter_core.application import JupyterApp  # noqa: PLC0415 - slow to import
    from nbgrader.apps.baseapp import NbGrader  # noqa: PLC0415 - slow to import
    from nbgrader.coursedir import CourseDirectory  # noqa: PLC0415 - slow to import

    if str(root) not in sys.path:
        sys.path.append(str(root))  # where graders put plugins of their own
    app = NbGrader(log=logging.getLogger("knowshow.nbgrader"))
    app.coursedir = CourseDirectory(parent=app, root=str(root))
    app.load_cwd_config = False
    app.load_config_file()
    super(JupyterApp, app).load_config_file(app.config_file_name, str(root))
    if db is not None:
        app.coursedir.db_url = db
    return app
