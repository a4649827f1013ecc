"""Every committed file that the program makes is what it would make now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import remake
from handed_in import REPO

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("stage", remake.STAGES, ids=lambda stage: stage.__name__)
def test_generated_files_are_up_to_date(stage: Callable[[], remake.Files]) -> None:
    old = [path.relative_to(REPO).as_posix() for path in remake.stale(stage())]
    assert old == [], "run: python tests/helpers/remake.py"


def test_it_remakes_what_changed_and_deletes_what_is_made_no_more(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"as it should be")
    (tmp_path / "changed").write_bytes(b"by hand")
    (tmp_path / "over").write_bytes(b"of an exercise that is gone")
    wanted: remake.Files = {
        tmp_path / "kept": b"as it should be",
        tmp_path / "changed": b"made",
        tmp_path / "new" / "folder": b"made",
        tmp_path / "over": None,
    }
    assert [path.name for path in remake.stale(wanted)] == ["changed", "folder", "over"]
    remake.write(remake.stale(wanted))
    assert remake.stale(wanted) == {}
    assert not (tmp_path / "over").exists()
