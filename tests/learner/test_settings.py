"""The settings on disk, and what becomes of them in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.content import json_file
from knowshow.learner.settings import Settings, attributes, current, file
from knowshow.pages.widgets import base

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_everything_is_as_the_system_has_it(workspace: Path) -> None:  # noqa: ARG001
    assert current() == Settings()
    assert set(attributes(current()).values()) == {None}
    assert str(base.script("map")).endswith("applySettings({});\n")


def test_a_script_made_after_a_change_carries_it(workspace: Path) -> None:  # noqa: ARG001
    script = base.script("map")
    json_file.write(file(), {"size": "larger"})
    assert 'applySettings({"size": "larger"});' in str(script)


@pytest.mark.parametrize("damage", ["{", "[]", "7", '{"size": "huge"}', '{"size": "</script>"}', '{"x": 1}'])
def test_damage_never_keeps_a_page_from_opening(workspace: Path, damage: str) -> None:
    (workspace / ".knowshow").mkdir()
    file().write_text(damage, "utf-8")
    assert current() == Settings()
