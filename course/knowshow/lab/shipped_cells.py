"""What the labextension may run by itself: the code cells that the package ships, word for word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from knowshow.content import course_files
from knowshow.content.text import strings
from knowshow.lab import workspace_files

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = course_files.package("lab", "labextensions", "knowshow", "static", "shipped.json")


def cells(notebooks: list[Path]) -> list[str]:
    """The source of every code cell in some notebooks, each once, in order of first use."""
    found: dict[str, None] = {}
    for notebook in notebooks:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                found["".join(cell["source"])] = None
    return list(found)


def manifest() -> str:
    """The text of `shipped.json`: the cells of all shipped notebooks, and the extension's strings."""
    notebooks = [source for source, place in workspace_files.shipped() if place.endswith(".ipynb")]
    content = {"cells": cells(notebooks), "strings": strings("extension")}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
