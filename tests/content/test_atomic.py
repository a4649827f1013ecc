"""A file is written whole or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.content import atomic

if TYPE_CHECKING:
    from pathlib import Path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_with_its_folder_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "kept.json"
    atomic.write_text(path, "schön")
    atomic.write_text(path, "schöner")
    assert path.read_bytes() == "schöner".encode()
    assert mode(path) == atomic.PRIVATE
    assert list(path.parent.iterdir()) == [path]


def test_a_file_for_others_gets_its_mode_less_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic.write_bytes(tmp_path / "page.ipynb", b"{}", mode=0o666)
    finally:
        os.umask(before)
    assert mode(tmp_path / "page.ipynb") == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "kept.json"
    atomic.write_text(path, "old")

    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_only_a_durable_write_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    monkeypatch.setattr(os, "fsync", waited.append)
    atomic.write_bytes(tmp_path / "made", b"x", durable=False)
    assert waited == []
    atomic.write_bytes(tmp_path / "kept", b"x")
    assert len(waited) == 1


def test_a_name_may_be_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    atomic.write_bytes(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("theirs")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    atomic.write_text(link, "ours")
    assert (tmp_path / "elsewhere").read_text() == "theirs"
    assert not link.is_symlink()
