"""A YAML error is reported in plain words, at the place of the slip, alike by both of PyYAML's readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from knowshow.content import lookalikes, yaml_reader
from knowshow.content.text import say
from knowshow.errors import InvalidFileError

if TYPE_CHECKING:
    from pathlib import Path


def alike(char: str, wanted: str) -> str:
    """What is said of a character that only looks like another."""
    return say("yaml", "alike", char=lookalikes.name(char), wanted=say("yaml", wanted))


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
    pytest.param(
        "a: 'Tis late\nb: 1\nc: It is\nd: 'So'",
        say("yaml", "open_far", line=4),
        (1, 4),
        id="an apostrophe first",
    ),
    pytest.param(
        'a:\n  - b: "Now\n    c: 1\n  - b: so "it" is',
        say("yaml", "open_far", line=4),
        (2, 8),
        id="a double quote that a later one closes",
    ),
    pytest.param("a: 1\nsays：So\nb: 2", alike("：", "a_colon"), (2, 5), id="a wide colon"),
    pytest.param("says：So\nb: 2", alike("：", "a_colon"), (1, 5), id="a wide colon on the first line"),
    pytest.param("a:\n  - b：x\n    c: 2", alike("：", "a_colon"), (2, 6), id="a wide colon in a list"),
    pytest.param("says:\u00a0So\nb: 2", alike("\u00a0", "a_space"), (1, 6), id="a no-break space"),
    pytest.param("a: 1\nb:\u202f2\nc: 3", alike("\u202f", "a_space"), (2, 3), id="a narrow space"),
    pytest.param("a:\n  - b: 1\n  – b: 2", alike("–", "a_hyphen"), (3, 3), id="a dash for a hyphen"),
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


@pytest.mark.parametrize(
    "tag", ["<p class=MsoNormal>", "<span style='mso-bidi-font-size:9pt'>", "<o:p>", "<![if !supportLists]>"]
)
def test_what_a_word_processor_leaves_behind_is_named_at_its_place(tmp_path: Path, tag: str) -> None:
    problem = read_problem(tmp_path, f"a: 1\nb: x{tag}y\n")
    assert (problem.code, problem.line, problem.column) == ("KS007", 2, 5)
    assert f"holds {tag}, left behind" in problem.message


@pytest.mark.parametrize("text", ["a < b and c > d", "<https://example.org>", "5 <p", "<b>so</b>"])
def test_other_text_in_angle_brackets_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: {text}\n", "utf-8")
    assert yaml_reader.read(path)


def test_an_error_without_a_sentence_of_its_own_gives_the_place(tmp_path: Path) -> None:
    problem = read_problem(tmp_path, "--- a\n... b\n")
    assert "look at this line and the one above" in problem.message


@pytest.mark.parametrize(
    "char", ["\u00ad", "\u200b", "\u2060", "\u202e", "\u202a", "\u0085", "\u2028", "\u2029"]
)
@pytest.mark.parametrize("text", ["a: 1\nb: x{}y\nc: {{}}\n", "a: >-\n  x{}y\nc: {{}}\n", 'a: 1\nb: "{}y"\n'])
def test_a_character_that_nobody_sees_is_named_at_its_place(tmp_path: Path, char: str, text: str) -> None:
    problem = read_problem(tmp_path, text.format(char))
    before = text.partition("{")[0].splitlines()
    assert (problem.code, problem.line, problem.column) == ("KS007", 2, len(before[-1]) + 1)
    assert lookalikes.name(char) in problem.message


def test_lines_behind_a_line_separator_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text("a: x\u2028y\nb: x\u0085y\nc: one #two\nd: Note: x\n", "utf-8", newline="")
    with pytest.raises(InvalidFileError) as error:
        yaml_reader.read(path)
    places = [(problem.code, problem.line, problem.column) for problem in error.value.problems]
    assert places == [("KS007", 1, 5), ("KS007", 2, 5), ("KS008", 3, 8), ("KS003", 4, 8)]


def test_an_escape_in_quotes_may_write_what_nobody_sees(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text('a: "Donau\\u00addampfer"\n')
    assert yaml_reader.read(tmp_path / "story.yaml").data == {"a": "Donau\u00addampfer"}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("label: Publish the list under #SafeStreets today", 31),
        ("label: Publish #SafeStreets", 16),
        ("label: publish #SafeStreets", 16),
        ("- Lorries use gate #2", 20),
        ("label: Count the # of people", 18),
        ("label: To open case  #2", 22),
        ("a: {b: two words #3\n  }", 18),
    ],
)
def test_a_comment_that_cuts_text_off_is_found_at_its_mark(tmp_path: Path, text: str, column: int) -> None:
    for end in ("", "\n", "\r\nb: 1\r\n" if text[0] != "-" else "\r\n- x\r\n"):
        problem = read_problem(tmp_path, text + end)
        assert (problem.code, problem.line, problem.column) == ("KS008", 1, column)


def test_text_that_goes_on_is_found_where_it_is_cut(tmp_path: Path) -> None:
    problem = read_problem(tmp_path, "a: one two\n  three #four\nb: 1\n")
    assert (problem.code, problem.line, problem.column, problem.key) == ("KS008", 2, 9, "a")


@pytest.mark.parametrize(
    "text",
    [
        "minutes: 5 #about",
        "best: true #yes",
        "goto: the-count # the count",
        "goto: the-count   # the count",
        "company: Veerle Maps   # fictional only",
        "moves: [hear, tell]  #two",
        "a: #nothing yet\n  b: 1",
        'label: "Gate #2 now"  #quoted',
        "label: >- # folded\n  Gate #2 now",
        "label: gate#2",
        "# only this\na: x y",
    ],
)
def test_a_comment_after_an_id_or_a_number_or_set_apart_is_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "story.yaml").write_text(text)
    assert yaml_reader.read(tmp_path / "story.yaml").data
