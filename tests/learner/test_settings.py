"""The settings on disk, and what becomes of them in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.content import json_file
from knowshow.learner.settings import Settings, attributes, file, load
from knowshow.pages.widgets import base

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_every_setting_is_the_default(workspace: Path) -> None:  # noqa: ARG001
    assert load() == Settings()
    assert set(attributes(load()).values()) == {None}
    assert str(base.script("map")).endswith("applySettings({});\n")


def test_a_script_made_after_a_change_carries_it(workspace: Path) -> None:  # noqa: ARG001
    script = base.script("map")
    json_file.write(file(), {"size": "larger"})
    assert 'applySettings({"size": "larger"});' in str(script)


@pytest.mark.parametrize("damage", ["{", "[]", "7", '{"size": "huge"}', '{"size": "</script>"}', '{"x": 1}'])
def test_a_damaged_file_never_keeps_a_page_from_opening(workspace: Path, damage: str) -> None:
    (workspace / ".knowshow").mkdir()
    file().write_text(damage, "utf-8")
    assert load() == Settings()
