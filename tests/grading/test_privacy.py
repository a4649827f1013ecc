"""What others on the machine can get at is named; what a closed folder hides is not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grade_command import graded
from knowshow.grading import privacy
from knowshow.grading.nbgrader_settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

MODES = {
    "solutions": 0o700,
    "submitted": 0o700,
    "autograded": 0o700,
    "feedback": 0o700,
    "gradebook.db": 0o600,
}


@pytest.fixture
def root() -> Iterator[Path]:
    """A course folder in which all is private, below open folders, which pytest's are not."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        course = Path(folder)
        course.chmod(0o755)
        for name, mode in MODES.items():
            (course / name).touch() if "." in name else (course / name).mkdir()
            (course / name).chmod(mode)
        yield course


def find_open(root: Path, *, shared: bool = False) -> list[str]:
    return privacy.find_open(Settings(root, f"sqlite:///{root}/gradebook.db", shared))


def test_nothing_is_named_where_all_is_private_or_missing(root: Path) -> None:
    assert find_open(root) == []
    (root / "feedback").rmdir()
    assert find_open(root) == []


@pytest.mark.parametrize("name", MODES)
def test_what_others_can_get_at_is_named_unless_a_folder_above_hides_it(root: Path, name: str) -> None:
    (root / name).chmod(MODES[name] | 0o004)
    assert find_open(root) == find_open(root, shared=True) == [name]
    root.chmod(0o750)
    assert find_open(root, shared=True) == []


def test_a_group_of_others_counts_unless_graders_share_the_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "submitted").chmod(0o770)
    monkeypatch.setattr(privacy, "_is_own_group", lambda _: False)
    assert find_open(root) == ["submitted"]
    assert find_open(root, shared=True) == []


def test_the_command_says_what_lies_open_and_how_to_close_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "solutions").chmod(0o755)
    monkeypatch.chdir(root)
    names = "others on this machine can get at solutions; run `chmod -R go= solutions`"
    assert graded("none").stderr.splitlines()[0] == names
