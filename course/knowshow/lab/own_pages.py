"""The course's own pages outside its notebooks: a missing key, an unknown address, something broken.

`knowshow learn` shows them, and so does a server behind a hub; in somebody's own Jupyter nothing changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowshow.content import course_files
from knowshow.content.text import say
from knowshow.lab import workspace_files

if TYPE_CHECKING:
    from collections.abc import Mapping


def template_folder() -> str:
    """Return the folder whose templates stand before Jupyter's of the same name."""
    return str(course_files.package("lab", "templates"))


def give_words(settings: Mapping[str, Any]) -> None:
    """Let the templates say the interface's words and lead to the start page; `settings` are the server's."""
    settings["jinja2_env"].globals.update(say=say, start=workspace_files.START)
