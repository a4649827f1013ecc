from __future__ import annotations

import json

from knowshow.lab import shipped_cells, workspace_files


def test_every_shipped_code_cell_is_known() -> None:
    known = json.loads(shipped_cells.render_manifest())["cells"]
    for source, place in workspace_files.shipped_files():
        if place.endswith(".ipynb"):
            assert set(shipped_cells.collect_cells([source])) <= set(known), place
