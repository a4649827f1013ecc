"""Read what bulk grading needs of nbgrader's settings, without importing nbgrader, which takes a second."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_core import paths
from traitlets.config import Application

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEM = "nbgrader_config"
_OUTDATED = {"NbGraderConfig", "BasicConfig", "BaseNbGraderApp", "BaseApp", "NbGrader"}
_PENALTIES = ("none", "zero")


@dataclass(frozen=True)
class Settings:
    """nbgrader's settings for the course folder `root`.

    `db_url` is the gradebook's URL and may hold a password. `shared` says that graders share the folder as a
    group. `penalty` is the method of nbgrader's own late submission plugin, None if another is configured.
    """

    root: Path
    db_url: str
    shared: bool = False
    penalty: str | None = "none"


def load(root: Path, db: str | None = None) -> Settings:
    """Read the settings of a course folder; `db` is a gradebook's URL to use in place of theirs.

    Where they name sections of older nbgraders, or values that nbgrader would refuse, it reads them itself.
    """
    config = _read_files(root)
    course: Mapping[str, Any] = config.get("CourseDirectory", {})
    home = course.get("root") or root  # what a file says goes before what nbgrader is called with
    url = db or course.get("db_url") or f"sqlite:///{Path(home).absolute() / 'gradebook.db'}"
    shared = course.get("groupshared", False)
    if _OUTDATED & set(config) or not isinstance(url, str) or not isinstance(shared, bool):
        return _load_by_nbgrader(root, db)
    return Settings(root, url, shared, _find_penalty(config))


def _read_files(root: Path) -> Mapping[str, Any]:
    """Read the files that nbgrader's application reads, in its order."""
    app = Application(log=logging.getLogger("knowshow.nbgrader"))
    folders = paths.jupyter_config_path()
    if paths.jupyter_config_dir() not in folders:
        folders.insert(0, paths.jupyter_config_dir())
    if str(root) not in sys.path:
        sys.path.append(str(root))  # where graders put plugins of their own
    for stem, place in (("jupyter_config", folders), (_STEM, folders), (_STEM, str(root))):
        app.load_config_file(stem, place)
    config: Mapping[str, Any] = app.config
    return config


def _find_penalty(config: Mapping[str, Any]) -> str | None:
    method = config.get("LateSubmissionPlugin", {}).get("penalty_method", "none")
    other = "plugin_class" in config.get("AssignLatePenalties", {})
    return method if method in _PENALTIES and not other else None


def _load_by_nbgrader(root: Path, db: str | None) -> Settings:
    from knowshow.grading import nbgrader_app  # noqa: PLC0415 - nbgrader, slow to import

    app = nbgrader_app.load_application(root, db)
    return Settings(root, app.coursedir.db_url, bool(app.coursedir.groupshared), None)
