"""Who is who: kept through platforms, assignments and spreadsheets."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowshow.handing_in import sanitize, who_is_who
from knowshow.handing_in.file_names import Sender
from knowshow.handing_in.who_is_who import Entry, ListError, WhoIsWho

ADA, BO = Sender("canvas", "1", "lovelaceada"), Sender("canvas", "2", "lindgrenbo")


def moodle(number: int, name: str) -> Sender:
    return Sender("moodle", str(number), name)


def test_a_sender_keeps_their_first_id_whatever_a_file_says() -> None:
    listed = WhoIsWho()
    assert [listed.identify(claim, ADA, name) for claim, name in (("ada", "x"), ("adal", "y"))] == ["ada"] * 2
    assert [(entry.learner, entry.assignment) for entry in listed.entries] == [("ada", "x"), ("ada", "y")]


@pytest.mark.parametrize("claim", ["user", "User"])
def test_an_id_that_is_somebody_elses_is_not_given_away(claim: str) -> None:
    listed = WhoIsWho()
    assert listed.identify("user", ADA, "x") == "user"
    assert listed.identify(claim, BO, "x") == f"{claim}.2"
    assert listed.identify(claim, BO, "y") == f"{claim}.2"
    assert listed.identify("user", ADA, "x") == "user"


def test_moodles_numbers_change_with_the_assignment_so_that_names_tell_people_apart() -> None:
    listed = WhoIsWho()
    assert listed.identify("user", moodle(11, "Lovelace Ada"), "x") == "user"
    assert listed.identify("user", moodle(12, "Lindgren Bo"), "x") == "user.12"
    assert listed.identify("user", moodle(12, "Lovelace Ada"), "y") == "user"
    assert listed.identify("user", moodle(11, "Lindgren Bo"), "y") == "user.12"
    assert {k: e.number for k, e in listed.find("moodle", "y").items()} == {"user": "12", "user.12": "11"}
    assert {k: e.number for k, e in listed.find("moodle", "x").items()} == {"user": "11", "user.12": "12"}


def test_people_of_one_name_are_told_apart_by_number_within_an_assignment() -> None:
    listed = WhoIsWho()
    assert listed.identify("ada", moodle(1, "Participant"), "x") == "ada"
    assert listed.identify("bo", moodle(2, "Participant"), "x") == "bo"
    assert listed.identify("ada", moodle(3, "Participant"), "x") == "ada.3"
    assert listed.identify("ada", moodle(4, "Participant"), "x") == "ada.4"


@pytest.mark.parametrize("number", ["o'neil", "a b", "9" * 300, "٣", "ö"])
def test_an_id_of_ones_own_is_always_an_id(number: str) -> None:
    listed = WhoIsWho()
    listed.identify("x" * 64, Sender("blackboard", "1", "ada"), "x")
    learner = listed.identify("x" * 64, Sender("blackboard", number, number), "x")
    assert sanitize.is_learner_id(learner)
    assert learner != "x" * 64


def test_an_id_of_ones_own_is_nobody_elses_either() -> None:
    listed = WhoIsWho()
    assert listed.identify("user", ADA, "x") == "user"
    assert listed.identify("user.2", Sender("canvas", "3", "mallory"), "x") == "user.2"
    assert listed.identify("user", BO, "x") == "user.2x"


def test_a_long_id_leaves_room_for_a_number() -> None:
    listed = WhoIsWho()
    listed.identify("x" * 64, ADA, "x")
    assert listed.identify("x" * 64, BO, "x") == "x" * 62 + ".2"


def test_what_a_grader_enters_is_believed() -> None:
    listed = WhoIsWho([Entry("bo", "canvas", "x", "lindgrenbo", "2")])
    assert listed.identify("user", BO, "x") == "bo"


def test_a_list_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert who_is_who.read(tmp_path / "none.csv").entries == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_list_is_read_as_excel_saves_it(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = ["Learner,platform,assignment,name,number,note", "ada,moodle,x,Lövelace Ada,1,hello"]
    text = "\r\n".join(lines).replace(",", separator)
    (tmp_path / "list.csv").write_bytes(text.encode(encoding))
    assert who_is_who.read(tmp_path / "list.csv").entries == [
        Entry("ada", "moodle", "x", "Lövelace Ada", "1")
    ]


def test_the_list_is_read_behind_excels_line_of_its_separator(tmp_path: Path) -> None:
    lines = ["sep=;", "learner;platform;assignment;name;number", "ada;moodle;x;Lovelace Ada;1"]
    (tmp_path / "list.csv").write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    assert who_is_who.read(tmp_path / "list.csv").entries == [
        Entry("ada", "moodle", "x", "Lovelace Ada", "1")
    ]


def test_rows_that_a_spreadsheet_left_empty_are_passed_over(tmp_path: Path) -> None:
    lines = [
        "learner,platform,assignment,name,number,",
        ",,,,,",
        "ada,moodle,x,Lovelace Ada,1,",
        " ,,,,,",
        "",
    ]
    (tmp_path / "list.csv").write_text("\n".join(lines))
    assert [entry.learner for entry in who_is_who.read(tmp_path / "list.csv").entries] == ["ada"]


def test_a_list_cut_in_the_middle_of_a_character_is_refused_and_not_misread(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes("learner,platform,assignment,name,number".encode("utf-16")[:-1])
    with pytest.raises(ListError, match="UTF-16 is cut short"):
        who_is_who.read(tmp_path / "list.csv")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("learner,name\nada,Ada\n", "no column platform, assignment, number"),
        ("learner,platform,assignment,name,number\n../x,moodle,x,Ada,1\n", "line 2: ../x cannot be"),
        ("learner,platform,assignment,name,number\n,moodle,x,Ada,1\n", "line 2: "),
        ("sep=,\r\n\r\nlearner,platform,assignment,name,number\r\n../x,moodle,x,Ada,1\r\n", "line 4: ../x"),
        (
            'learner,platform,assignment,name,number\na,moodle,x,"A\nda",1\n\n../x,moodle,x,Bo,2\n',
            "line 5: ../x",
        ),
        ("learner;platform;assignment;name;number\nada;canvas;x;Ada;1,23457E+16\n", "line 2: 1,23457E+16"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "who is who.csv").write_text(text)
    with pytest.raises(ListError) as error:
        who_is_who.read(tmp_path / "who is who.csv")
    assert str(error.value).startswith("who is who.csv: ")
    assert why in str(error.value)
    assert "\n" not in str(error.value)


FORMULAS = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=9).map("=".__add__)


@given(st.lists(FORMULAS, max_size=3))
def test_a_list_survives_being_written(formulas: list[str]) -> None:
    names = [*formulas, "+a", "'t Hooft", "@"]
    entries = [Entry("ada", "moodle", "x", name, str(i)) for i, name in enumerate(names)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / who_is_who.NAME
        who_is_who.write(path, WhoIsWho(entries))
        assert who_is_who.read(path).entries == entries
