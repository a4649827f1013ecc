from __future__ import annotations

import json

from knowshow import layout, trust


def test_manifest_is_what_the_shipped_notebooks_hold() -> None:
    """Remake it with `python -m knowshow.trust`."""
    assert trust.MANIFEST.read_text("utf-8") == trust.manifest()


def test_every_shipped_code_cell_is_known() -> None:
    known = json.loads(trust.manifest())["cells"]
    for source, place in layout.shipped():
        if place.endswith(".ipynb"):
            assert set(trust.cells([source])) <= set(known), place
