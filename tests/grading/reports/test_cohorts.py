"""Files of cohorts: read as spreadsheet programs write them, and what is wrong in them said by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowshow.grading.reports.cohorts import CohortsError, read

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = {"amina": "Zürich", "bo": "Zürich", "cleo": None}
ROWS = (("amina", "Zürich"), ("bo", "Zürich"), ("cleo", ""))


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "cohorts.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("head", ["learner{}cohort", " Learner {} COHORT", '"learner"{}"cohort"'])
@pytest.mark.parametrize("first", ["", "sep={}\n"])
def test_what_spreadsheets_write_is_read(  # noqa: PLR0913, PLR0917 - a combination of what differs
    tmp_path: Path, encoding: str, separator: str, end: str, head: str, first: str
) -> None:
    lines = [head.format(separator), *(separator.join(row) for row in ROWS)]
    text = first.format(separator).replace("\n", end) + end.join(lines) + end
    file = read(write(tmp_path, text, encoding))
    assert file.cohorts == EXPECTED
    assert bool(file.notes) is (encoding == "cp1252")
    assert all("Windows-1252" in note for note in file.notes)


def test_big_endian_utf_16_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, "\ufefflearner,cohort\nbo,A\n", "utf-16-be")).cohorts == {"bo": "A"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no column learner, cohort"),
        (b"good,A\n", "no column learner, cohort in its first line, which has: good, a"),
        (b"learner\namina\n", "no column cohort"),
        (b"learner|cohort\n", "no column learner, cohort"),
        (b"learner,cohort,Cohort\n", "two columns are called cohort"),
        ("learner,cohort\n".encode("utf-16-le"), "UTF-16 without the mark"),
        (b"\xff\xfel\0e", "cut short"),
        (b"learner,cohort\nbo,\x81\n", "byte 19 is neither UTF-8 nor Windows-1252"),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_read_is_refused_in_a_line(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "cohorts.csv").write_bytes(data)
    with pytest.raises(CohortsError) as error:
        read(tmp_path / "cohorts.csv")
    assert why in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CohortsError, match="No such file"):
        read(tmp_path / "none.csv")


def test_spaces_around_a_cohort_and_rows_without_a_learner_are_ignored(tmp_path: Path) -> None:
    file = read(write(tmp_path, "learner,cohort,team\namina, A,x\nbo,A \n,A\n\ncleo,\n"))
    assert file.cohorts == {"amina": "A", "bo": "A", "cleo": None}
    assert file.notes == ()


def test_a_learner_in_two_cohorts_is_named(tmp_path: Path) -> None:
    file = read(write(tmp_path, "learner,cohort\nbo,A\ncleo,A\ncleo,A\nbo,B\n"))
    assert file.cohorts == {"bo": "B", "cleo": "A"}
    assert len(file.notes) == 1
    assert "in two cohorts, of which the last one counts: 1 (bo)" in file.notes[0]


def test_a_file_of_which_nobody_is_known_is_refused(tmp_path: Path) -> None:
    file = read(write(tmp_path, "learner,cohort\nS001,A\nS002,A\nada@x.org,B\nS004,B\n"))
    with pytest.raises(CohortsError) as error:
        file.compare({"s001", "s002"})
    assert "none of its 4 learners is in the gradebook (S001, S002, ada@x.org …)" in str(error.value)
    assert "S001 may be s001: small and capital letters count" in str(error.value)


def test_learners_that_are_not_known_are_counted_and_some_named(tmp_path: Path) -> None:
    file = read(write(tmp_path, "learner,cohort\nbo,A\ncleo,B\n"))
    assert file.compare({"bo", "cleo", "dan"}) == ()
    (note,) = file.compare({"bo"})
    assert "1 of its 2 learners are not in the gradebook, and count as expected (cleo)" in note
