from __future__ import annotations

import json

from knowshow.lab import shipped_cells, workspace_files


def test_manifest_is_what_the_shipped_notebooks_hold() -> None:
    """Remake it with `python -m knowshow.lab.shipped_cells`."""
    assert shipped_cells.MANIFEST.read_text("utf-8") == shipped_cells.manifest()


def test_every_shipped_code_cell_is_known() -> None:
    known = json.loads(shipped_cells.manifest())["cells"]
    for source, place in workspace_files.shipped():
        if place.endswith(".ipynb"):
            assert set(shipped_cells.cells([source])) <= set(known), place
