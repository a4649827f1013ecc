"""Read what bulk grading needs of nbgrader's settings, without importing nbgrader, which takes a second."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowshow.content import atomic
from knowshow.handing_in import nbgrader_files

if TYPE_CHECKING:
    from collections.abc import Mapping

_OUTDATED = {"NbGraderConfig", "BasicConfig", "BaseNbGraderApp", "BaseApp", "NbGrader"}
_PENALTIES = ("none", "zero")
SHARED = 0o660  # where the course folder belongs to a group


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

    @property
    def file_mode(self) -> int:
        """The mode of a file made in the course folder: its owner's alone, or its group's too."""
        return SHARED if self.shared else atomic.PRIVATE


def load(root: Path, db: str | None = None) -> Settings:
    """Read the settings of a course folder; `db` is a gradebook's URL to use in place of theirs.

    Where they name sections of older nbgraders, or values that nbgrader would refuse, it reads them itself.
    """
    config = nbgrader_files.read(root)
    course: Mapping[str, Any] = config.get("CourseDirectory", {})
    home = course.get("root") or root  # what a file says goes before what nbgrader is called with
    url = db or course.get("db_url") or f"sqlite:///{Path(home).absolute() / 'gradebook.db'}"
    shared = course.get("groupshared", False)
    if _OUTDATED & set(config) or not isinstance(url, str) or not isinstance(shared, bool):
        return _load_by_nbgrader(root, db)
    return Settings(root, url, shared, _find_penalty(config))


def _find_penalty(config: Mapping[str, Any]) -> str | None:
    method = config.get("LateSubmissionPlugin", {}).get("penalty_method", "none")
    other = "plugin_class" in config.get("AssignLatePenalties", {})
    return method if method in _PENALTIES and not other else None


def _load_by_nbgrader(root: Path, db: str | None) -> Settings:
    from knowshow.grading import nbgrader_app  # noqa: PLC0415 - nbgrader, slow to import

    app = nbgrader_app.load_application(root, db)
    return Settings(root, app.coursedir.db_url, bool(app.coursedir.groupshared), None)
