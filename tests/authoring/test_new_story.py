"""A new story: a starter that passes the check, never written over a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from knowshow.authoring import new_story
from knowshow.authoring.checks.kinds import CheckOptions, check_file
from knowshow.story.explore import BOUND


def test_a_new_story_passes_the_check_without_a_finding(tmp_path: Path) -> None:
    path = new_story.write(tmp_path / "deep" / "my-story")
    assert path.name == "my-story.yaml"
    assert check_file(path, CheckOptions(BOUND)).problems == ()


def test_the_starter_points_editors_to_the_schema(tmp_path: Path) -> None:
    path = new_story.write(tmp_path / "my-story")
    line = path.read_text("utf-8").splitlines()[0]
    schema = line.partition("$schema=")[2]
    assert (path.parent / schema).resolve().name == "scenario.schema.json"
    assert (path.parent / schema).exists()


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine", "utf-8")
    with pytest.raises(new_story.NewStoryError, match="is there already"):
        new_story.write(tmp_path / "mine")
    assert (tmp_path / "mine.yaml").read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["My Story", "1st", "a--b", "über", ".yaml", "..."])
def test_a_name_that_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(new_story.NewStoryError, match="small letters"):
        new_story.write(tmp_path / name)


@pytest.mark.parametrize("name", ["", ".", "/", ".."])
def test_a_path_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(new_story.NewStoryError, match="small letters"):
        new_story.write(Path(name))


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(new_story.NewStoryError, match="file"):
        new_story.write(tmp_path / "file" / "story")


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    done = CliRunner().invoke(new_story.command, [str(tmp_path / "tale")])
    assert done.exit_code == 0
    assert "knowshow check" in done.output
