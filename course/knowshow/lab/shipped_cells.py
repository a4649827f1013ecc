"""List what the labextension may run by itself: the code cells that the package ships, word for word.

Beside them stand the strings that it says, and the steps of each module with their minutes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.course_map import load_modules
from knowshow.content.text import strings
from knowshow.lab import workspace_files

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = course_files.package("lab", "labextensions", "knowshow", "static", "shipped.json")


def collect_cells(notebooks: list[Path]) -> list[str]:
    """Return the source of every code cell in `notebooks`, each once, in order of first use."""
    sources: dict[str, None] = {}
    for notebook in notebooks:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                sources["".join(cell["source"])] = None
    return list(sources)


def render_manifest() -> str:
    """Return the text of `shipped.json`: `cells` of all shipped notebooks, `strings`, `steps` by module."""
    notebooks = [source for source, place in workspace_files.shipped_files() if place.endswith(".ipynb")]
    notebooks.append(course_files.package("reading", "reading.ipynb"))  # which graders have in their folder
    content = {
        "cells": collect_cells(notebooks),
        "strings": strings("extension"),
        "steps": {module.id: module.minutes for module in load_modules()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
