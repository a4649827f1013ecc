"""Course mode as an extension of Jupyter Server: a hub's stock single-user server shows the course.

It acts where JUPYTER_CONFIG_PATH names the package's folder `lab/jupyter`, which switches it on; `knowshow
learn` has done all of it before its server starts.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets.config import Config

from knowshow.errors import KnowShowError
from knowshow.lab import course_mode, own_pages, workspace_files
from knowshow.lab.server import CourseServer
from knowshow.learner import workspace

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

_PRIVATE = 0o077  # what a learner's server and kernels write is the learner's alone


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Return what Jupyter Server asks a package for: this module is the extension."""
    return [{"module": __name__}]


def _link_jupyter_server_extension(server: ServerApp) -> None:
    """Lay out the workspace and set course mode, before the server's parts are made.

    Jupyter shows a stranger's mistakes as a log; a workspace that cannot be made ends the server instead,
    so that the hub says that it did not start.
    """
    if is_started_by_learn(server):
        return
    os.umask(_PRIVATE)
    folder = _find_workspace()
    try:
        done = workspace_files.lay_out(folder)
    except KnowShowError as error:
        raise SystemExit(f"knowshow: {error}") from None
    for line in workspace_files.explain(done, folder):
        server.log.warning(line)
    os.environ |= course_mode.environment(folder)
    server.update_config(_make_config(folder))


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Set what JupyterLab and our own pages read when they are drawn; the objects are made by now."""
    from knowshow.lab import first_paint  # noqa: PLC0415 - Jupyter's config is read before its handlers are there

    if not is_started_by_learn(server):
        own_pages.give_words(server.web_app.settings)
        lab: Any = server.extension_manager.extension_points["lab"].app
        lab.update_config(Config(LabApp=course_mode.lab_settings(_find_workspace())))
    first_paint.put_before_lab(server.web_app)


def is_started_by_learn(server: ServerApp) -> bool:
    """Return whether this is `knowshow learn`'s own server."""
    return isinstance(server, CourseServer)


def _find_workspace() -> Path:
    named = os.environ.get(workspace.VARIABLE)
    return Path(named).expanduser().resolve() if named else workspace.default_root()


def _make_config(folder: Path) -> Config:
    pages = [own_pages.template_folder()]
    return Config(
        ServerApp={"root_dir": str(folder), "extra_template_paths": pages},
        KernelManager=course_mode.kernel_settings(),
    )
