"""A YAML error is reported in plain words, at the place of the slip, alike by both of PyYAML's readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from knowshow.content import yaml_reader
from knowshow.content.text import say
from knowshow.errors import InvalidFileError

if TYPE_CHECKING:
    from pathlib import Path

SLIPS = [
    pytest.param("a: Note: x", say("yaml", "colon"), (1, 8), id="a colon in text"),
    pytest.param("a: text\n  goes on: here", say("yaml", "colon"), (2, 10), id="a colon further on"),
    pytest.param("a: 1\n  b: 2", say("yaml", "deeper"), (2, 4), id="indented too far"),
    pytest.param('a: 1\nb: "Publish\nc: 2\nd: 3', say("yaml", "open"), (2, 4), id="a quote never closed"),
    pytest.param("a: 'It's so'\nb: 1", say("yaml", "after"), (1, 8), id="an apostrophe in quotes"),
    pytest.param('a: "So" it is\nb: 1', say("yaml", "after"), (1, 9), id="text after a quote"),
    pytest.param("a:\n  - b: 1\n    c: 2\n   d: 3", say("yaml", "member"), (4, 4), id="indented too little"),
    pytest.param("a:\n  - b: 1\n  b: 2", say("yaml", "member"), (3, 3), id="a hyphen missing"),
    pytest.param("a:\n  b: 1\n  - c", say("yaml", "place"), (3, 3), id="a hyphen too many"),
    pytest.param("a: 1\nsays:So\nb: 2", say("yaml", "no_colon"), (2, 1), id="no space after a colon"),
    pytest.param("a:\n  - b\n  -c\nd: 1", say("yaml", "hyphen"), (3, 3), id="no space after a hyphen"),
    pytest.param("a: [b, c\nd: 1", say("yaml", "bracket"), (1, 4), id="a bracket never closed"),
    pytest.param("a: {b: 1]", say("yaml", "bracket"), (1, 4), id="the wrong bracket"),
    pytest.param("a: - b", say("yaml", "list"), (1, 4), id="a list on the key's line"),
    pytest.param("a: > text", say("yaml", "below"), (1, 4), id="text after an angle"),
    pytest.param('a: "c:\\dir"', say("yaml", "escape"), (1, None), id="a backslash"),
    pytest.param("a: **So** it is", say("yaml", "begins", char="*"), (1, 4), id="bold text"),
    pytest.param("a: @b", say("yaml", "begins", char="@"), (1, 4), id="an at"),
    pytest.param("a: %b", say("yaml", "begins", char="%"), (1, 4), id="a per cent"),
    pytest.param("%a: b", say("yaml", "begins", char="%"), (1, 1), id="a per cent first"),
    pytest.param("a:\n  - b: x\n\u00a0  c: 2\n    d: 3", say("yaml", "indent"), (3, 1), id="a pasted indent"),
]


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def _reader(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", getattr(yaml, request.param))


def read_problem(folder: Path, text: str) -> Any:
    """The one problem of a text."""
    path = folder / "story.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidFileError) as error:
        yaml_reader.read(path)
    (problem,) = error.value.problems
    return problem


@pytest.mark.parametrize(("text", "message", "place"), SLIPS)
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_slip_is_reported_at_its_place_with_its_mend(
    tmp_path: Path, text: str, end: str, message: str, place: tuple[int, int | None]
) -> None:
    problem = read_problem(tmp_path, text + end)
    assert (problem.code, problem.message, problem.line) == ("KS003", message, place[0])
    assert problem.column == (place[1] or problem.column)


@pytest.mark.parametrize("char", ["\x00", "\x07", "\ufeff"])
def test_an_invisible_character_is_reported_at_its_place(tmp_path: Path, char: str) -> None:
    problem = read_problem(tmp_path, f"a: 1\nb: x{char}y\n")
    assert (problem.code, problem.line, problem.column) == ("KS007", 2, 5)
    assert f"U+{ord(char):04X}" in problem.message


def test_an_error_without_a_sentence_of_its_own_gives_the_place(tmp_path: Path) -> None:
    problem = read_problem(tmp_path, "--- a\n... b\n")
    assert "look at this line and the one above" in problem.message
