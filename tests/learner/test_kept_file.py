"""A learner's small file under every fault."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.content import json_file
from knowshow.content.text import say
from knowshow.learner.kept_file import KeptFile, told
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


def test_a_change_is_on_disk_and_found_again(path: Path) -> None:
    assert KeptFile(path, Notes()).change(add("a")) == ""
    assert KeptFile(path, Notes()).value.lines == ("a",)


def test_two_windows_do_not_write_over_each_other(path: Path) -> None:
    one, two = KeptFile(path, Notes()), KeptFile(path, Notes())
    one.change(add("a"))
    two.change(add("b"))
    assert two.value.lines == ("a", "b")


@pytest.mark.parametrize("damage", [b"{", b"\xff", b"[1]", b'{"lines": 7}', b'{"other": 1}', b"null "])
def test_what_cannot_be_read_is_set_aside_and_told(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    kept = KeptFile(path, Notes())
    if damage == b"null ":
        assert kept.value == Notes()
        return
    (aside,) = path.parent.glob("notes.unreadable-*.json")
    assert aside.read_bytes() == damage
    assert aside.name in kept.notes[0]


def test_a_file_cut_in_half_meanwhile_loses_nothing_that_was_acknowledged(path: Path) -> None:
    kept = KeptFile(path, Notes())
    kept.change(add("a"))
    path.write_bytes(path.read_bytes()[:9])
    assert kept.change(add("b")) == ""
    assert KeptFile(path, Notes()).value.lines == ("a", "b")
    assert len(kept.notes) == 1


@pytest.mark.parametrize(
    ("number", "key"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EACCES, "read_only")]
)
def test_a_disk_that_says_no_is_told_and_nothing_shows_as_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str
) -> None:
    kept = KeptFile(path, Notes())
    kept.change(add("a"))

    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr(json_file, "write", refuse)
        assert kept.change(add("b")) == say("kept", key)
    assert kept.value.lines == ("a",)
    assert kept.change(add("c")) == ""
    assert KeptFile(path, Notes()).value.lines == ("a", "c")


def test_an_unreadable_file_that_cannot_be_set_aside_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")

    def refuse(_: Path) -> Path:
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(json_file, "set_aside", refuse)
    kept = KeptFile(path, Notes())
    assert kept.notes == [say("kept", "read_only")]
    assert kept.change(add("a")) == say("kept", "read_only")
    assert path.read_bytes() == b"{"


def test_any_failure_has_words() -> None:
    assert told(json_file.UnreadableError("notes.json: too large")) == "notes.json: too large"
    assert "KeyError" in told(KeyError("x"))
