"""What each person's server is: the course for a learner, JupyterLab in the course folder for a grader."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.errors import KnowShowError

if TYPE_CHECKING:
    from pathlib import Path

    from knowshow.hub.people import People, Role

GRADER_URL = "/formgrader"


class NotListedError(KnowShowError):
    """Somebody is signed in who no longer stands in a list; JupyterHub shows her `jupyterhub_message`."""

    def __init__(self, name: str) -> None:
        """Say it in words."""
        self.jupyterhub_message = say("hub", "not_listed", name=name)
        super().__init__(self.jupyterhub_message)


class Servers:
    """The servers of a hub whose configuration lies in `folder`; graders work in `course`."""

    def __init__(self, folder: Path, people: People, course: Path) -> None:
        """Prepare servers for these people."""
        self.folder, self.people, self.course = folder, people, course

    def prepare(self, spawner: Any) -> None:
        """Set up a server that is about to start: JupyterHub's `pre_spawn_hook`.

        Raises:
            NotListedError: the account was taken out of the lists after its owner signed in.
        """
        role = self.people.find_role(spawner.user.name)
        if role is None:
            raise NotListedError(spawner.user.name)
        spawner.environment |= self.make_environment(role)
        spawner.notebook_dir = str(self.course) if role == "grader" else ""
        spawner.default_url = GRADER_URL if role == "grader" else ""

    def make_environment(self, role: Role) -> dict[str, str]:
        """Return a server's variables: course mode and the exchange, or the graders' settings."""
        settings = str(self.folder / role)
        if role == "grader":
            return {"JUPYTER_CONFIG_PATH": settings}
        course_mode = str(course_files.package("lab", "jupyter"))
        return {
            "JUPYTER_CONFIG_PATH": os.pathsep.join((course_mode, settings)),
            "JUPYTER_PATH": course_mode,  # JupyterHub reads it before our extension could set it
            "JUPYTER_PREFER_ENV_PATH": "1",
        }
