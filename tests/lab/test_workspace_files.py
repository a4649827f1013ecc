from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from knowshow.lab import workspace_files
from knowshow.lab.workspace_files import WorkspaceError, lay_out

if TYPE_CHECKING:
    from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_the_first_start_lays_out_everything(tmp_path: Path) -> None:
    done = lay_out(tmp_path / "new" / "workspace")
    places = {place for _, place in workspace_files.shipped_files()}
    assert set(contents(tmp_path / "new" / "workspace")) == places
    assert len(done.new) == len(places)
    assert workspace_files.START in places


def test_the_second_start_finds_everything_as_it_was(tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "exercises" / "mine.json").parent.mkdir(exist_ok=True)
    (tmp_path / "exercises" / "mine.json").write_text("{}", "utf-8")
    before = contents(tmp_path)
    done = lay_out(tmp_path)
    assert contents(tmp_path) == before
    assert not done.new
    assert not done.beside


def test_a_newer_edition_is_put_beside_once_and_the_learners_file_stays(tmp_path: Path) -> None:
    lay_out(tmp_path)
    own = tmp_path / workspace_files.START
    own.write_text("my own notes", "utf-8")
    done = lay_out(tmp_path)
    assert own.read_text("utf-8") == "my own notes"
    (beside,) = done.beside
    assert beside.name.startswith("00-start-here (")
    assert not lay_out(tmp_path).beside


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


def test_a_notebook_that_was_only_saved_is_no_reason_for_a_newer_one_beside_it(tmp_path: Path) -> None:
    lay_out(tmp_path)
    notebooks = sorted(tmp_path.rglob("*.ipynb"))
    for own in notebooks:
        own.write_text(json.dumps(saved(own)), "utf-8")
    assert len(notebooks) > 10
    assert not lay_out(tmp_path).beside


@pytest.mark.parametrize("change", ["words", "cell", "kind"])
def test_a_notebook_with_other_words_gets_the_newer_one_beside_it(tmp_path: Path, change: str) -> None:
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
    assert len(lay_out(tmp_path).beside) == 1


def test_a_workspace_that_is_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(WorkspaceError, match="is a file, not a folder; name another workspace"):
        lay_out(tmp_path / "file")


def test_a_workspace_that_cannot_be_written_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(WorkspaceError, match=r"cannot be written \(No space left on device\)"):
        lay_out(tmp_path)
