"""A journal on disk: saved, loaded, put aside when unreadable, and explained when it no longer fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import storyteller
from knowshow.errors import InvalidFileError, KnowShowError
from knowshow.learner import journals
from knowshow.learner.journals import Journal

if TYPE_CHECKING:
    from pathlib import Path

PATH = ("ask-the-parents", "publish")


def test_a_saved_journal_loads(tmp_path: Path) -> None:
    journal = Journal("starter", 1, PATH)
    journals.save(tmp_path / "deep" / "starter.json", journal)
    assert journals.load(tmp_path / "deep" / "starter.json") == (journal, None)


def test_no_file_is_no_journal_and_no_problem(tmp_path: Path) -> None:
    assert journals.load(tmp_path / "none.json") == (None, None)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"scenario": "starter"}'])
def test_an_unreadable_file_is_set_aside_and_reported(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "starter.json"
    path.write_bytes(content)
    loaded = journals.load(path)
    (aside,) = tmp_path.iterdir()
    assert loaded.journal is None
    assert loaded.problem is not None
    assert aside.name in loaded.problem
    assert aside.read_bytes() == content


def test_a_journal_that_fits_resumes_without_a_message() -> None:
    assert journals.resume(storyteller.told(), Journal("starter", 1, PATH)) == (PATH, None)


def test_a_choice_that_is_gone_is_named_with_its_scene() -> None:
    choices, problem = journals.resume(
        storyteller.told(), Journal("starter", 1, ("ask-the-parents", "gone", "publish"))
    )
    assert choices == ("ask-the-parents",)
    assert problem is not None
    assert "What is measured" in problem
    assert "gone" in problem
    assert "aside: 2" in problem


def test_a_choice_that_is_closed_is_named_by_its_label() -> None:
    data = storyteller.starter()
    storyteller.choice(data, "publish")["when"] = {"chose": "close-the-street"}
    _, problem = journals.resume(storyteller.told(data), Journal("starter", 1, PATH))
    assert problem is not None
    assert "Publish the daily count" in problem


def test_another_storys_journal_begins_again() -> None:
    choices, problem = journals.resume(storyteller.told(), Journal("other", 1, PATH))
    assert choices == ()
    assert problem is not None
    assert "other" in problem


def test_a_scenario_loads_by_path_and_its_file_is_named_after_it(tmp_path: Path) -> None:
    text = storyteller.TEXT
    (tmp_path / "starter.yaml").write_text(text, "utf-8")
    assert journals.load_scenario(tmp_path / "starter.yaml").id == "starter"
    (tmp_path / "Starter.yaml").write_text(text, "utf-8")
    with pytest.raises(InvalidFileError, match="KS110"):
        journals.load_scenario(tmp_path / "Starter.yaml")


def test_an_unknown_scenario_is_reported_in_one_line() -> None:
    with pytest.raises(KnowShowError, match="no scenario 'nothing-of-the-kind'"):
        journals.load_scenario("nothing-of-the-kind")


def test_an_authors_own_file_is_named_where_its_id_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my-story.yaml").write_text(storyteller.TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KnowShowError, match=r"no scenario 'my-story'; did you mean 'my-story\.yaml'\?"):
        journals.load_scenario("my-story")
