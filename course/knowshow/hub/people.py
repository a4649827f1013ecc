"""Who may sign in to a hub, and as what: two lists of accounts that an operator edits at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from knowshow.exercises.course_folder import COURSE_ID

if TYPE_CHECKING:
    from pathlib import Path

Role = Literal["grader", "learner"]
LEARNERS, GRADERS = "learners.txt", "graders.txt"
EVERYBODY = "*"
GROUPS: dict[Role, str] = {"grader": f"formgrade-{COURSE_ID}", "learner": f"nbgrader-{COURSE_ID}"}


class People:
    """The two lists in a folder, read anew each time."""

    def __init__(self, folder: Path) -> None:
        """Read the lists of this folder."""
        self.folder = folder

    def find_role(self, name: str) -> Role | None:
        """Return what an account is in the course; a grader is no learner, whatever the other list says."""
        if name in read_names(self.folder / GRADERS):
            return "grader"
        return "learner" if {name, EVERYBODY} & read_names(self.folder / LEARNERS) else None

    def sign_in(self, authenticator: Any, _handler: Any, model: dict[str, Any]) -> dict[str, Any] | None:
        """Let somebody in with her group, or keep her out: JupyterHub's `post_auth_hook`."""
        role = self.find_role(model["name"])
        if role is None:
            authenticator.log.warning("%s stands in neither list", model["name"])
            return None
        return {**model, "groups": [GROUPS[role]]}


def read_names(path: Path) -> set[str]:
    """Return the accounts in a list, one a line; what follows a # is a remark. A missing list is empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return set()
    return {name for line in text.splitlines() if (name := line.partition("#")[0].strip())}
