from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.lab import workspace_files
from knowshow.lab.workspace_files import WorkspaceError, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_the_first_start_lays_out_everything(tmp_path: Path) -> None:
    done = lay_out(tmp_path / "new" / "workspace")
    places = {place for _, place in workspace_files.shipped_files()}
    assert set(contents(tmp_path / "new" / "workspace")) == places | {".knowshow/laid-out.json"}
    assert len(done.new) == len(places)
    assert workspace_files.START in places


def test_the_second_start_finds_everything_as_it_was(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "exercises" / "mine.json").parent.mkdir(exist_ok=True)
    (tmp_path / "exercises" / "mine.json").write_text("{}", "utf-8")
    before = contents(tmp_path)
    done = lay_out(tmp_path)
    assert contents(tmp_path) == before
    assert done == workspace_files.Layout()


class Edition:
    """An edition of a course of two files, whose words a test changes."""

    def __init__(self, folder: Path) -> None:
        """Lie in a folder."""
        self.folder = folder
        self.publish("first")

    def publish(self, words: str) -> None:
        """Change both files."""
        self.folder.mkdir(exist_ok=True)
        cells = [{"cell_type": "markdown", "source": [words]}]
        (self.folder / "a.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}), "utf-8")
        (self.folder / "items.yaml").write_text(words, "utf-8")

    def files(self) -> Iterator[tuple[Path, str]]:
        """What it ships."""
        yield self.folder / "a.ipynb", "a.ipynb"
        yield self.folder / "items.yaml", "exercises/a/items.yaml"


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """What is laid out in place of the real course."""
    made = Edition(tmp_path / "shipped")
    monkeypatch.setattr(workspace_files, "shipped_files", made.files)
    return made


def test_what_a_newer_edition_changed_takes_its_place(tmp_path: Path, edition: Edition) -> None:
    folder = tmp_path / "w"
    lay_out(folder)
    answers = folder / "exercises" / "a" / "responses.json"
    answers.write_text("mine", "utf-8")
    (folder / "a.ipynb").write_text(json.dumps(saved(folder / "a.ipynb")), "utf-8")
    edition.publish("second")
    done = lay_out(folder)
    assert (folder / "exercises" / "a" / "items.yaml").read_text("utf-8") == "second"
    assert "second" in (folder / "a.ipynb").read_text("utf-8")
    assert len(done.renewed) == 2
    assert not done.kept
    assert answers.read_text("utf-8") == "mine"
    assert [line.split(":")[0] for line in workspace_files.explain(done, folder)] == [
        "Files of the course that are of this edition now"
    ]
    assert lay_out(folder) == workspace_files.Layout()


def test_what_a_learner_changed_stays_until_an_edition_changes_it_and_is_kept_then(
    tmp_path: Path, edition: Edition
) -> None:
    folder = tmp_path / "w"
    lay_out(folder)
    own = folder / "a.ipynb"
    for words, number in (("my own notes", ""), ("my other notes", "-2")):
        own.write_text(json.dumps(saved(own) | {"cells": [{"cell_type": "raw", "source": words}]}), "utf-8")
        own.chmod(0o600)
        assert lay_out(folder) == workspace_files.Layout()
        assert words in own.read_text("utf-8")
        edition.publish(f"after {words}")
        done = lay_out(folder)
        assert f"after {words}" in own.read_text("utf-8")
        assert done.kept[own].parent.name == f"{datetime.now(UTC):%Y-%m-%d}{number}"
        assert words in done.kept[own].read_text("utf-8")
        assert done.kept[own].stat().st_mode & 0o777 == 0o600
        (line, _) = workspace_files.explain(done, folder)
        assert (
            line == f"Files that differ from the course’s new ones are kept in {folder / 'earlier'}: a.ipynb"
        )


@pytest.mark.parametrize("damage", ["", "{", "my own notes"])
def test_a_page_that_is_no_notebook_any_more_is_laid_out_anew(tmp_path: Path, damage: str) -> None:
    lay_out(tmp_path)
    page = tmp_path / workspace_files.START
    whole = page.read_bytes()
    page.write_text(damage, "utf-8")
    done = lay_out(tmp_path)
    assert page.read_bytes() == whole
    assert [path.read_text("utf-8") for path in done.kept.values()] == [damage] * bool(damage)


@pytest.mark.parametrize("key", ["knowshow", "step", "nbgrader"])
def test_data_of_the_course_is_part_of_a_page(tmp_path: Path, edition: Edition, key: str) -> None:
    lay_out(tmp_path / "w")
    page = edition.folder / "a.ipynb"
    notebook = json.loads(page.read_bytes())
    if key == "knowshow":
        notebook["metadata"]["knowshow"] = {"next": "b"}
    else:
        notebook["cells"][0]["metadata"] = (
            {"knowshow": {"step": "b"}} if key == "step" else {key: {"points": 3}}
        )
    page.write_text(json.dumps(notebook), "utf-8")
    assert [path.name for path in lay_out(tmp_path / "w").renewed] == ["a.ipynb"]


@pytest.mark.parametrize("record", [None, "[]", "{", '{"a.ipynb": 3}'])
def test_without_a_record_what_differs_is_kept_and_the_page_is_this_editions(
    tmp_path: Path, edition: Edition, record: str | None
) -> None:
    folder = tmp_path / "w"
    lay_out(folder)
    path = folder / ".knowshow" / "laid-out.json"
    if record is None:
        path.unlink()
    else:
        path.write_text(record, "utf-8")
    edition.publish("second")
    done = lay_out(folder)
    assert len(done.kept) == 2
    assert "second" in (folder / "a.ipynb").read_text("utf-8")
    assert lay_out(folder) == workspace_files.Layout()


def saved(path: Path) -> dict[str, Any]:
    """A notebook as JupyterLab saves it after running it: with outputs, counts and the kernel."""
    notebook: dict[str, Any] = json.loads(path.read_bytes())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {
                "execution_count": 1,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}],
            }
        cell["source"] = "".join(cell["source"])
    notebook["metadata"] |= {"kernelspec": {"name": "python3"}, "language_info": {"name": "python"}}
    return notebook


def test_a_notebook_that_was_only_saved_is_no_other_one(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / ".knowshow" / "laid-out.json").unlink()
    notebooks = sorted(tmp_path.rglob("*.ipynb"))
    for own in notebooks:
        own.write_text(json.dumps(saved(own)), "utf-8")
    assert len(notebooks) > 10
    assert lay_out(tmp_path) == workspace_files.Layout()


@pytest.mark.parametrize("change", ["words", "cell", "kind"])
def test_a_notebook_with_other_words_is_another_one(tmp_path: Path, change: str) -> None:
    lay_out(tmp_path)
    own = tmp_path / workspace_files.START
    notebook = saved(own)
    first = notebook["cells"][0]
    if change == "words":
        first["source"] += " And mine."
    elif change == "cell":
        notebook["cells"].append(first | {"id": "another"})
    else:
        first["cell_type"] = "raw"
    own.write_text(json.dumps(notebook), "utf-8")
    (tmp_path / ".knowshow" / "laid-out.json").unlink()
    assert list(lay_out(tmp_path).kept) == [own]


def test_of_many_that_gave_way_some_are_named() -> None:
    folder = Path("w")
    kept = {folder / f"{number}.ipynb": folder / "earlier" / f"{number}.ipynb" for number in range(9)}
    (line,) = workspace_files.explain(workspace_files.Layout(kept=kept), folder)
    assert line.endswith(": 0.ipynb, 1.ipynb, 2.ipynb and 6 more")


def test_a_workspace_that_is_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(WorkspaceError, match="is a file, not a folder; rename it, or name another"):
        lay_out(tmp_path / "file")


def test_a_workspace_that_cannot_be_written_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(WorkspaceError, match=r"cannot be read or written \(No space left on device\)"):
        lay_out(tmp_path)
