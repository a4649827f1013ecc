from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.content import programme
from knowshow.content.programme import Programme, load_programme
from knowshow.errors import InvalidFileError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "SYSTEM", ())
    monkeypatch.delenv(programme.VARIABLE, raising=False)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_programme(tmp_path) == Programme(contact=None, attempts="any")


def test_the_workspaces_file_is_read_and_the_named_one_stands_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "programme.yaml").write_text("contact: a@programme.example\nattempts: one\n", "utf-8")
    assert load_programme(tmp_path) == Programme(contact="a@programme.example", attempts="one")
    (tmp_path / "other.yaml").write_text("attempts: until-feedback\n", "utf-8")
    monkeypatch.setenv(programme.VARIABLE, str(tmp_path / "other.yaml"))
    assert load_programme(tmp_path) == Programme(attempts="until-feedback")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("contact: nobody\n", "programme.yaml:1"),
        ("contact: a@b?bcc=c@d\n", "programme.yaml:1"),
        ("attempts: twice\n", "programme.yaml:1"),
        ("\nattempt: any\n", "programme.yaml:2"),
    ],
)
def test_a_slip_is_named_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "programme.yaml").write_text(text, "utf-8")
    with pytest.raises(InvalidFileError, match=place):
        load_programme(tmp_path)
