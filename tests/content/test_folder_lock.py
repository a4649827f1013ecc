"""A folder is one holder's at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.content import folder_lock

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_kept_until_it_is_released(tmp_path: Path) -> None:
    held = folder_lock.hold(tmp_path)
    with pytest.raises(BlockingIOError):
        folder_lock.hold(tmp_path)
    folder_lock.release(held)
    again = folder_lock.hold(tmp_path)
    assert again is not None
    folder_lock.release(again)


def test_a_folder_that_is_missing_is_an_error_and_keeps_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        folder_lock.hold(tmp_path / "nowhere")
