"""Plug into `nbgrader generate_assignment`, the first command that opens a gradebook."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import NotebookExporter

from knowshow.grading.nbgrader_config import find_alembic


class Release(NotebookExporter):
    """nbgrader's own exporter, which also sees to it that the gradebook can be made."""

    def __init__(self, **kwargs: Any) -> None:
        """Make the exporter before nbgrader makes the gradebook."""
        super().__init__(**kwargs)  # type: ignore[no-untyped-call] # nbconvert's is not typed
        find_alembic()
