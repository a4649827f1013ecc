"""A learner's small file under every fault."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.content import json_file
from knowshow.content.text import say
from knowshow.learner.kept_file import KeptFile, describe_error
from knowshow.part import Part

if TYPE_CHECKING:
    from pathlib import Path


class Notes(Part):
    """Something to keep."""

    lines: tuple[str, ...] = ()


def add(line: str) -> Any:
    return lambda now: Notes(lines=(*now.lines, line))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "notes.json"


def test_a_change_is_on_disk_and_loads_again(path: Path) -> None:
    assert KeptFile(path, Notes()).change(add("a")) == ""
    assert KeptFile(path, Notes()).value.lines == ("a",)


def test_two_windows_do_not_write_over_each_other(path: Path) -> None:
    first, second = KeptFile(path, Notes()), KeptFile(path, Notes())
    first.change(add("a"))
    second.change(add("b"))
    assert second.value.lines == ("a", "b")


@pytest.mark.parametrize("damage", [b"{", b"\xff", b"[1]", b'{"lines": 7}', b'{"other": 1}', b"null "])
def test_an_unreadable_file_is_set_aside_and_reported(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    file = KeptFile(path, Notes())
    if damage == b"null ":
        assert file.value == Notes()
        return
    (aside,) = path.parent.glob("notes.unreadable-*.json")
    assert aside.read_bytes() == damage
    assert aside.name in file.notes[0]


def test_a_file_cut_in_half_meanwhile_loses_nothing_that_was_saved(path: Path) -> None:
    file = KeptFile(path, Notes())
    file.change(add("a"))
    path.write_bytes(path.read_bytes()[:9])
    assert file.change(add("b")) == ""
    assert KeptFile(path, Notes()).value.lines == ("a", "b")
    assert len(file.notes) == 1


@pytest.mark.parametrize(
    ("number", "key"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EACCES, "read_only")]
)
def test_a_failed_write_is_reported_and_nothing_shows_as_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str
) -> None:
    file = KeptFile(path, Notes())
    file.change(add("a"))

    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr(json_file, "write", refuse)
        assert file.change(add("b")) == say("kept", key)
    assert file.value.lines == ("a",)
    assert file.change(add("c")) == ""
    assert KeptFile(path, Notes()).value.lines == ("a", "c")


def test_an_unreadable_file_that_cannot_be_set_aside_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")

    def refuse(_: Path) -> Path:
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(json_file, "set_aside", refuse)
    file = KeptFile(path, Notes())
    assert file.notes == [say("kept", "read_only")]
    assert file.change(add("a")) == say("kept", "read_only")
    assert path.read_bytes() == b"{"


def test_every_error_has_a_sentence() -> None:
    assert describe_error(json_file.UnreadableError("notes.json: too large")) == "notes.json: too large"
    assert "KeyError" in describe_error(KeyError("x"))
